#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The server's own CPU time per request beside the floor and nginx, for the same bytes.
#
#   ./dev bench http        builds first
#   bench/compare.sh http   measures what is built
#
# Each server is pinned to core 0 and wrk to core 1; servers take turns, round after round, so
# that what else the machine does hits all of them. Figures are medians with their range.
# Throughput is bounded by wrk; the portable figure is CPU time, read from /proc.
#
#   ROUNDS (5)  SECONDS_EACH (3)  CONNECTIONS (50)  AGENTS (1000)  PORT (18400, and some above)
#   OPERATIONS  ("health get 304 headers list")
#   BUILD_DIR   (build/release)
#   CARD_FILE   a card to get instead of the guide's
#   NGINX (1)   0 leaves it out
#   SERVE_FLAGS further flags for the registry
set -euo pipefail

readonly build=${BUILD_DIR:-build/release}
readonly rounds=${ROUNDS:-5}
readonly seconds=${SECONDS_EACH:-3}
readonly connections=${CONNECTIONS:-50}
readonly agents=${AGENTS:-1000}
readonly first_port=${PORT:-18400}
read -r -a operations <<<"${OPERATIONS:-health get 304 headers list}"
read -r -a serve_flags <<<"${SERVE_FLAGS:-}"

scratch=$(mktemp -d)
readonly scratch
readonly samples=$scratch/samples # operation server cpu_us requests_per_second
declare -A pid_of port_of
next_port=$first_port

stop_all() {
    local pid
    for pid in "${pid_of[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$scratch"
}
trap stop_all EXIT

fail() {
    printf 'compare: %s\n' "$*" >&2
    exit 1
}

# start NAME COMMAND...: on core 0, in the background; its output goes to a file of that name.
start() {
    local name=$1
    shift
    taskset -c 0 "$@" >"$scratch/$name.log" 2>&1 &
    pid_of[$name]=$!
    port_of[$name]=$next_port
    next_port=$((next_port + 1))
}

# Waits until the named server answers anything at all.
await() {
    local name=$1
    for _ in $(seq 100); do
        kill -0 "${pid_of[$name]}" 2>/dev/null || fail "$name ended: $(tail -n 3 "$scratch/$name.log")"
        curl --silent --output /dev/null "http://127.0.0.1:${port_of[$name]}/" && return
        sleep 0.05
    done
    fail "$name does not answer"
}

path_of() {
    case $1 in
        health) echo /health ;;
        list) echo /agents ;;
        get | 304 | headers) echo "/agents/$agent_id" ;;
        *) fail "no operation is called $1" ;;
    esac
}

# The request fields of an operation, one a line, as curl and wrk take them.
fields_of() {
    local i
    case $1 in
        304) echo "If-None-Match: $etag" ;;
        headers) for i in $(seq 50); do echo "X-Extra-Header-$i: some value of usual length $i"; done ;;
    esac
}

# The -H arguments of an operation, in the array `fields`.
read_fields() {
    local line
    fields=()
    while read -r line; do
        fields+=(-H "$line")
    done < <(fields_of "$1")
}

cpu_ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

# measure OPERATION SERVER PATH SECONDS: one sample; a wrong answer ends the comparison.
measure() {
    local operation=$1 server=$2 path=$3 duration=$4 before after out requests rate
    read_fields "$operation"
    before=$(cpu_ticks "${pid_of[$server]}")
    out=$(taskset -c 1 wrk -t1 "-c$connections" "-d${duration}s" "${fields[@]}" \
        "http://127.0.0.1:${port_of[$server]}$path")
    after=$(cpu_ticks "${pid_of[$server]}")
    grep -qE 'Non-2xx|Socket errors' <<<"$out" && fail "$operation of $server: $(grep -E 'Non-2xx|Socket' <<<"$out")"
    requests=$(awk '/requests in/ {print $1}' <<<"$out")
    rate=$(awk '/Requests\/sec/ {print $2}' <<<"$out")
    awk -v op="$operation" -v server="$server" -v ticks="$((after - before))" -v requests="$requests" -v rate="$rate" \
        -v hertz="$(getconf CLK_TCK)" 'BEGIN {print op, server, ticks * 1e6 / hertz / requests, rate}' >>"$samples"
}

start_registry() {
    start registry "$build/a2a-registry" serve --storage memory --host 127.0.0.1 --port "$next_port" \
        --worker-count 1 --max-agents 0 "${serve_flags[@]}"
    await registry
    local url=http://127.0.0.1:${port_of[registry]} card=${CARD_FILE:-$scratch/card.json}
    "$build/a2a-registry-load" --url "$url" --agents "$agents" --json >"$scratch/load.json" ||
        fail "the agents were not registered: $(cat "$scratch/load.json")"
    [ -n "${CARD_FILE:-}" ] || "$build/a2a-bench-cards" --guide --count 1 >"$card"
    agent_id=compared
    curl --silent --fail --request PUT --header 'Content-Type: application/json' --data-binary "@$card" \
        --output /dev/null "$url/agents/$agent_id" || fail "the card was not registered"
    etag=$(curl --silent --head "$url/agents/$agent_id" | tr -d '\r' | sed -n 's/^[Ee][Tt][Aa][Gg]: //p')
}

# One floor for each operation, which answers what the registry answers.
start_floor() {
    local operation=$1
    read_fields "$operation"
    curl --silent "${fields[@]}" --output "$scratch/$operation.body" \
        "http://127.0.0.1:${port_of[registry]}$(path_of "$operation")"
    [ -e "$scratch/$operation.body" ] || : >"$scratch/$operation.body"
    start "floor-$operation" "$build/a2a-bench-floor" --port "$next_port" --body-file "$scratch/$operation.body"
    await "floor-$operation"
}

# The same bodies as static files, from one nginx process.
start_nginx() {
    mkdir -p "$scratch/www"
    cp "$scratch"/*.body "$scratch/www/"
    cat >"$scratch/nginx.conf" <<EOF
daemon off;
master_process off;
pid $scratch/nginx.pid;
error_log stderr error;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    default_type application/json;
    open_file_cache max=100;
    client_body_temp_path $scratch;
    proxy_temp_path $scratch;
    fastcgi_temp_path $scratch;
    uwsgi_temp_path $scratch;
    scgi_temp_path $scratch;
    server { listen 127.0.0.1:$next_port; root $scratch/www; location = / { return 204; } }
}
EOF
    start nginx nginx -p "$scratch" -c "$scratch/nginx.conf"
    await nginx
}

has_nginx() { [ "${NGINX:-1}" != 0 ] && command -v nginx >/dev/null; }

print_table() {
    printf '%-10s %-10s %22s %12s %8s\n' operation server 'CPU us/request (range)' requests/s floor
    sort -k1,1 -k2,2 -k3,3n "$samples" | awk '
        function finish(   middle) {
            if (key == "") return
            middle = int((n + 1) / 2)
            split(key, part, " ")
            median[key] = cpu[middle]
            row[++rows] = key
            range[key] = sprintf("%.2f (%.2f-%.2f)", cpu[middle], cpu[1], cpu[n])
            speed[key] = rate[middle]
        }
        $1 " " $2 != key { finish(); key = $1 " " $2; n = 0 }
        { cpu[++n] = $3; rate[n] = $4 }
        END {
            finish()
            for (i = 1; i <= rows; ++i) {
                split(row[i], part, " ")
                floor = median[part[1] " floor-" part[1]]
                server = part[2] ~ /^floor/ ? "floor" : part[2]
                printf "%-10s %-10s %22s %12.0f %7.2fx\n", part[1], server, range[row[i]], speed[row[i]],
                    median[row[i]] / floor
            }
        }'
}

[ "${1:-http}" = http ] || fail "'$1' is no comparison; there is: http"
for tool in wrk taskset curl awk; do
    command -v "$tool" >/dev/null || fail "$tool is missing"
done
[ "$(nproc)" -ge 2 ] || fail "two cores are needed: one for the server, one for wrk"
for program in a2a-registry a2a-registry-load a2a-bench-floor a2a-bench-cards; do
    [ -x "$build/$program" ] || fail "$build/$program is not built"
done

start_registry
for operation in "${operations[@]}"; do
    start_floor "$operation"
done
if has_nginx; then start_nginx; fi

for operation in "${operations[@]}"; do
    measure "$operation" registry "$(path_of "$operation")" 1 # warms up; the sample is dropped below
done
: >"$samples"

for round in $(seq "$rounds"); do
    printf 'round %s of %s\n' "$round" "$rounds" >&2
    for operation in "${operations[@]}"; do
        measure "$operation" "floor-$operation" / "$seconds"
        measure "$operation" registry "$(path_of "$operation")" "$seconds"
        # nginx makes ETags of its own, so it has no part in the 304.
        if has_nginx && [ "$operation" != 304 ]; then
            measure "$operation" nginx "/$operation.body" "$seconds"
        fi
    done
done

printf 'server on core 0, wrk -t1 -c%s on core 1, %s rounds of %s s, medians\n' "$connections" "$rounds" "$seconds"
print_table
