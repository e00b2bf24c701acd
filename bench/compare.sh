#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The server's own CPU time per request beside the floor, nginx (from disk, and from a `return`)
# and Redis, for the same bytes.
#
#   ./dev bench http        builds first
#   bench/compare.sh http   measures what is built
#
# Each server is pinned to core 0 and wrk to core 1; servers take turns, round after round, so
# that what else the machine does hits all of them. Figures are medians with their range.
# Throughput is bounded by wrk; the portable figure is CPU time, read from /proc.
#
#   ROUNDS (5)  SECONDS_EACH (3)  CONNECTIONS (50)  AGENTS (1000)  PORT (18400, and some above)
#   OPERATIONS  ("health get 304 headers pipelined get-2-workers list list-writes gzip gzip-writes search
#               register"); headers: 50 more than usual; pipelined: 16 at once; -writes: while 100
#               cards a second are replaced; search: two skills, 20 of 10,000 agents
#   BUILD_DIR   (build/release)
#   CARD_FILE   a card to get instead of the guide's
#   NGINX (1)   0 leaves it out; so REDIS (1)
#   OTHER_URL   another registry (the Python one), for health and list, with its agents in it;
#               OTHER_PID its process
#   SERVE_FLAGS further flags for the registry
set -euo pipefail

readonly build=${BUILD_DIR:-build/release}
readonly rounds=${ROUNDS:-5}
readonly seconds=${SECONDS_EACH:-3}
readonly connections=${CONNECTIONS:-50}
readonly agents=${AGENTS:-1000}
readonly first_port=${PORT:-18400}
read -r -a operations <<<"${OPERATIONS:-health get 304 headers pipelined get-2-workers list list-writes gzip gzip-writes search register}"
read -r -a serve_flags <<<"${SERVE_FLAGS:-}"

scratch=$(mktemp -d)
readonly scratch
readonly samples=$scratch/samples # operation server cpu_us requests_per_second
declare -A pid_of port_of
next_port=$first_port

stop_all() {
    local pid
    unset 'pid_of[other]' # is not ours
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
        list* | gzip* | register) echo /agents ;;
        search) echo /agents/search ;;
        get* | 304 | headers | pipelined) echo "/agents/$agent_id" ;;
        *) fail "no operation is called $1" ;;
    esac
}

# Which registry an operation is asked of.
registry_for() {
    case $1 in
        get-2-workers) echo two-workers ;;
        search) echo searched ;;
        register) echo filled ;;
        *) echo registry ;;
    esac
}

is_asked() { [[ " ${operations[*]} " = *" $1 "* ]]; }

# The request fields of an operation, one a line, as curl and wrk take them.
fields_of() {
    local i
    case $1 in
        304) echo "If-None-Match: $etag" ;;
        headers) for i in $(seq 50); do echo "X-Extra-Header-$i: some value of usual length $i"; done ;;
        gzip*) echo "Accept-Encoding: gzip" ;;
        search | register) echo "Content-Type: application/json" ;;
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

# What wrk cannot say with options: several requests at once, and requests with bodies.
write_scripts() {
    cat >"$scratch/pipelined.lua" <<'EOF'
init = function() many = string.rep(wrk.format(), 16) end
request = function() return many end
EOF
    cat >"$scratch/search.lua" <<EOF
wrk.method = "POST"
wrk.body = [[$(cat "$scratch/query.json" 2>/dev/null || true)]]
EOF
    cat >"$scratch/register.lua" <<EOF
local card = [[$(<"$scratch/card.json")]]
local count = 0
request = function()
    count = count + 1
    return wrk.format("POST", nil, nil, (card:gsub("bench%-agent%-0", "agent-" .. count .. "-$RANDOM$RANDOM")))
end
EOF
}

# measure OPERATION SERVER PATH SECONDS: one sample; a wrong answer ends the comparison.
measure() {
    local operation=$1 server=$2 path=$3 duration=$4 before after out requests rate script=() writing=
    read_fields "$operation"
    write_scripts
    [ ! -e "$scratch/$operation.lua" ] || script=(--script "$scratch/$operation.lua")
    if [[ $operation = *-writes && $server = registry ]]; then
        taskset -c 1 "$build/a2a-registry-load" --url "http://127.0.0.1:${port_of[registry]}" --scenario replace \
            --agents "$agents" --prepared --rate 100 --duration "$duration" --json >/dev/null &
        writing=$!
    fi
    before=$(cpu_ticks "${pid_of[$server]}")
    out=$(taskset -c 1 wrk -t1 "-c$connections" "-d${duration}s" "${fields[@]}" "${script[@]}" \
        "http://127.0.0.1:${port_of[$server]}$path")
    after=$(cpu_ticks "${pid_of[$server]}")
    [ -z "$writing" ] || wait "$writing" || fail "the writes beside $operation failed"
    grep -qE 'Non-2xx|Socket errors' <<<"$out" && fail "$operation of $server: $(grep -E 'Non-2xx|Socket' <<<"$out")"
    requests=$(awk '/requests in/ {print $1}' <<<"$out")
    rate=$(awk '/Requests\/sec/ {print $2}' <<<"$out")
    add_sample "$operation" "$server" "$((after - before))" "$requests" "$rate"
}

# add_sample OPERATION SERVER TICKS REQUESTS RATE
add_sample() {
    awk -v op="$1" -v server="$2" -v ticks="$3" -v requests="$4" -v rate="$5" -v hertz="$(getconf CLK_TCK)" \
        'BEGIN {print op, server, ticks * 1e6 / hertz / requests, rate}' >>"$samples"
}

# The same card from Redis, over its own protocol.
measure_redis() {
    local before after requests=$((seconds * 50000)) rate
    before=$(cpu_ticks "${pid_of[redis]}")
    rate=$(taskset -c 1 redis-benchmark -p "${port_of[redis]}" -c "$connections" -n "$requests" --csv get card |
        tail -n 1 | cut -d '"' -f 4)
    after=$(cpu_ticks "${pid_of[redis]}")
    add_sample get redis "$((after - before))" "$requests" "$rate"
}

# registry NAME WORKERS: without agents.
registry() {
    start "$1" "$build/a2a-registry" serve --storage memory --host 127.0.0.1 --port "$next_port" \
        --worker-count "$2" --max-agents 0 "${serve_flags[@]}"
    await "$1"
}

put_card() {
    curl --silent --fail --request PUT --header 'Content-Type: application/json' --data-binary "@$scratch/card.json" \
        --output /dev/null "http://127.0.0.1:${port_of[$1]}/agents/$agent_id" || fail "the card was not registered"
}

start_registries() {
    agent_id=compared
    if [ -n "${CARD_FILE:-}" ]; then
        cp "$CARD_FILE" "$scratch/card.json"
    else
        "$build/a2a-bench-cards" --guide --count 1 >"$scratch/card.json"
    fi
    registry registry 1
    local url=http://127.0.0.1:${port_of[registry]}
    "$build/a2a-registry-load" --url "$url" --agents "$agents" --json >"$scratch/load.json" ||
        fail "the agents were not registered: $(cat "$scratch/load.json")"
    put_card registry
    etag=$(curl --silent --head "$url/agents/$agent_id" | tr -d '\r' | sed -n 's/^[Ee][Tt][Aa][Gg]: //p')
    if is_asked get-2-workers; then
        registry two-workers 2
        put_card two-workers
    fi
    if is_asked register; then registry filled 1; fi
    if is_asked search; then
        registry searched 1
        local fleet=(--guide --agents 10000)
        "$build/a2a-bench-queries" "${fleet[@]}" --cards | curl --silent --fail --data-binary @- --output /dev/null \
            --header 'Content-Type: application/x-ndjson' "http://127.0.0.1:${port_of[searched]}/agents:import" ||
            fail "the agents to search were not imported"
        "$build/a2a-bench-queries" "${fleet[@]}" --class two-skills --queries 1 >"$scratch/query.json"
    fi
}

# One floor for each operation, which answers what the registry answers.
start_floor() {
    local operation=$1 bodies=()
    read_fields "$operation"
    case $operation in
        search) bodies=(--bodies) fields+=(--data-binary "@$scratch/query.json") ;;
        register) bodies=(--bodies) fields+=(--data-binary "@$scratch/card.json") ;;
    esac
    curl --silent "${fields[@]}" --output "$scratch/$operation.body" \
        "http://127.0.0.1:${port_of[$(registry_for "$operation")]}$(path_of "$operation")"
    [ -e "$scratch/$operation.body" ] || : >"$scratch/$operation.body"
    start "floor-$operation" "$build/a2a-bench-floor" --port "$next_port" --body-file "$scratch/$operation.body" \
        "${bodies[@]}"
    await "floor-$operation"
}

nginx_text() { sed "s/'/\\\\'/g; s/\\$/\\\\$/g" "$scratch/$1.body" 2>/dev/null || true; }

# The same bodies from one nginx process: as static files, and the small ones from its configuration.
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
    server {
        listen 127.0.0.1:$next_port;
        root $scratch/www;
        location = / { return 204; }
        location = /return/health { return 200 '$(nginx_text health)'; }
        location = /return/get { return 200 '$(nginx_text get)'; }
    }
}
EOF
    start nginx nginx -p "$scratch" -c "$scratch/nginx.conf"
    await nginx
}

start_redis() {
    start redis redis-server --port "$next_port" --bind 127.0.0.1 --save '' --appendonly no
    for _ in $(seq 100); do
        [ "$(redis-cli -p "${port_of[redis]}" -x set card <"$scratch/get.body" 2>/dev/null)" = OK ] && return
        sleep 0.05
    done
    fail "redis does not answer"
}

# What an nginx is compared for: not what it makes otherwise (ETags of its own), and not what it
# would answer from a file where the registry works.
nginx_serves() { has_nginx && [[ $1 =~ ^(health|get|headers|list|gzip)$ ]]; }

has_redis() { [ "${REDIS:-1}" != 0 ] && is_asked get && command -v redis-server >/dev/null; }
has_nginx() { [ "${NGINX:-1}" != 0 ] && command -v nginx >/dev/null; }

print_table() {
    printf '%-14s %-13s %22s %12s %8s\n' operation server 'CPU us/request (range)' requests/s floor
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
                printf "%-14s %-13s %22s %12.0f %7.2fx\n", part[1], server, range[row[i]], speed[row[i]],
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

start_registries
for operation in "${operations[@]}"; do
    start_floor "$operation"
done
if has_nginx; then start_nginx; fi
if has_redis; then start_redis; fi
if [ -n "${OTHER_URL:-}" ]; then
    pid_of[other]=${OTHER_PID:?is the process behind OTHER_URL}
    port_of[other]=${OTHER_URL##*:}
fi

for operation in "${operations[@]}"; do
    measure "$operation" "$(registry_for "$operation")" "$(path_of "$operation")" 1 # warms up; dropped below
done
: >"$samples"

for round in $(seq "$rounds"); do
    printf 'round %s of %s\n' "$round" "$rounds" >&2
    for operation in "${operations[@]}"; do
        path=$(path_of "$operation")
        measure "$operation" "floor-$operation" "$path" "$seconds"
        measure "$operation" "$(registry_for "$operation")" "$path" "$seconds"
        if nginx_serves "$operation"; then measure "$operation" nginx "/$operation.body" "$seconds"; fi
        if has_nginx && [[ $operation =~ ^(health|get)$ ]]; then
            measure "$operation" nginx "/return/$operation" "$seconds"
            sed -i '$s/ nginx / nginx-return /' "$samples"
        fi
        if has_redis && [ "$operation" = get ]; then measure_redis; fi
        if [ -n "${OTHER_URL:-}" ] && [[ $operation =~ ^(health|list)$ ]]; then
            measure "$operation" other "$path" "$seconds"
        fi
    done
done

printf 'server on core 0, wrk -t1 -c%s on core 1, %s rounds of %s s, medians\n' "$connections" "$rounds" "$seconds"
print_table
