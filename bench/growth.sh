#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Costs that must not grow: what a get takes of the server's CPU time with many idle connections, with
# every request logged, and with a million agents instead of a thousand; what an idle connection
# takes of its memory; and the latency's tail beside writes.
#
#   ./dev bench growth     builds first
#   bench/growth.sh        measures what is built
#
# Each server is pinned to core 0 and the client to core 1; they take turns, round after round.
# Figures are medians, with their range.
#
#   ROUNDS (5)  SECONDS_EACH (2)  CONNECTIONS (50)  IDLE (10000)  MANY (1000000)  PORT (18500, and some above)
#   BUILD_DIR (build/release)
set -euo pipefail

readonly build=${BUILD_DIR:-build/release}
readonly rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-2} connections=${CONNECTIONS:-50}
readonly idle=${IDLE:-10000} many=${MANY:-1000000}
readonly few=1000

scratch=$(mktemp -d)
readonly scratch
declare -A pid_of port_of
next_port=${PORT:-18500}
holder=

stop_all() {
    [ -z "$holder" ] || kill "$holder" 2>/dev/null || true
    for pid in "${pid_of[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$scratch"
}
trap stop_all EXIT

fail() {
    printf 'growth: %s\n' "$*" >&2
    exit 1
}

# serve NAME AGENTS OPTION...: a registry with so many of the guide's cards.
serve() {
    local name=$1 agents=$2
    shift 2
    taskset -c 0 "$build/a2a-registry" serve --storage memory --host 127.0.0.1 --port "$next_port" --worker-count 1 \
        --max-agents 0 --drain-delay 0 --keepalive-timeout 1h "$@" 2>"$scratch/$name.log" &
    pid_of[$name]=$!
    port_of[$name]=$next_port
    next_port=$((next_port + 1))
    until curl --silent --fail --output /dev/null "http://127.0.0.1:${port_of[$name]}/readyz"; do
        kill -0 "${pid_of[$name]}" 2>/dev/null || fail "$name ended: $(tail -n 3 "$scratch/$name.log")"
        sleep 0.05
    done
    "$build/a2a-bench-cards" --guide --count "$agents" |
        "$build/a2a-registry" import --url "http://127.0.0.1:${port_of[$name]}" - >"$scratch/import" ||
        fail "$name: $(tail -n 3 "$scratch/import")"
}

# Cards at random, so that what a cache holds does not decide.
write_script() {
    cat >"$scratch/$1.lua" <<EOF
local count = 0
request = function()
    count = count + 7919
    return wrk.format("GET", "/agents/bench-agent-" .. count % $2)
end
EOF
}

cpu_ticks() { awk '{print $14 + $15}' "/proc/${pid_of[$1]}/stat"; }
resident() { awk '/^VmRSS/ {print $2 * 1024}' "/proc/${pid_of[$1]}/status"; }

# measure NAME SECONDS: one sample, in microseconds a request.
measure() {
    local before out requests
    before=$(cpu_ticks "$1")
    out=$(taskset -c 1 wrk -t1 "-c$connections" "-d${2}s" --script "$scratch/$1.lua" \
        "http://127.0.0.1:${port_of[$1]}")
    if grep -qE 'Non-2xx|Socket errors' <<<"$out"; then fail "$1: $out"; fi
    requests=$(awk '/requests in/ {print $1}' <<<"$out")
    echo "$1 $((($(cpu_ticks "$1") - before) * 1000000000 / $(getconf CLK_TCK) / requests))" >>"$scratch/samples"
}

# Holds so many connections open, each of which has had an answer.
hold_connections() {
    local open=$((idle + 500))
    ulimit -Sn "$open" || fail "this machine allows no $open open files"
    taskset -c 1 python3 - "${port_of[idle]}" "$idle" >"$scratch/held" <<'EOF' &
import signal, socket, sys
ask = b"GET /agents/bench-agent-1 HTTP/1.1\r\nHost: bench\r\n\r\n"
held = []
for _ in range(int(sys.argv[2])):
    client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    client.sendall(ask)
    assert client.recv(4096).startswith(b"HTTP/1.1 200")
    held.append(client)
print("held", flush=True)
signal.pause()
EOF
    holder=$!
    until grep -q held "$scratch/held"; do
        kill -0 "$holder" 2>/dev/null || fail "the idle connections could not be opened"
        sleep 0.1
    done
}

print_table() {
    printf '%-22s %26s %8s\n' 'a get with' 'CPU us/request (range)' 'usual'
    sort -k1,1 -k2,2n "$scratch/samples" | awk '
        { cpu[$1, ++n[$1]] = $2 / 1000 }
        END {
            name["usual"] = "nothing special"; name["idle"] = "idle connections"
            name["logged"] = "access log all"; name["many"] = "many agents"
            split("usual idle logged many", order, " ")
            for (i = 1; i <= 4; ++i) {
                key = order[i]; middle = cpu[key, int((n[key] + 1) / 2)]
                if (i == 1) usual = middle
                printf "%-22s %10.2f (%.2f-%.2f) %7.2fx\n", name[key], middle, cpu[key, 1], cpu[key, n[key]],
                    middle / usual
            }
        }'
}

# The tail of gets at 70% of their peak, each counted from when it was due, beside 100 writes a second.
measure_tail() {
    local url=http://127.0.0.1:${port_of[usual]} peak
    local ask=(taskset -c 1 "$build/a2a-registry-load" --url "$url" --agents "$few" --prepared --json)
    peak=$("${ask[@]}" --scenario get --concurrent "$connections" --duration "$seconds" | jq '.requests_per_second | floor')
    for _ in $(seq "$rounds"); do
        "${ask[@]}" --scenario replace --rate 100 --duration "$((seconds + 1))" >/dev/null &
        local writes=$!
        "${ask[@]}" --scenario get --concurrent "$connections" --rate "$((peak * 7 / 10))" --duration "$seconds" |
            jq --raw-output '[.latency.p50, .latency.p99, .latency["p99.9"]] | map(. * 1e5 | round / 100) |
                "  p50 \(.[0])  p99 \(.[1])  p99.9 \(.[2]) ms"'
        wait "$writes" || fail "the writes failed"
    done
}

for tool in wrk taskset curl awk jq python3; do
    command -v "$tool" >/dev/null || fail "$tool is missing"
done
[ "$(nproc)" -ge 2 ] || fail "two cores are needed: one for the server, one for the client"

serve usual "$few" --access-log off
serve logged "$few" --access-log all
serve idle "$few" --access-log off
serve many "$many" --access-log off
for name in usual logged idle; do write_script "$name" "$few"; done
write_script many "$many"

for name in usual idle logged many; do measure "$name" 1; done # warms up
: >"$scratch/samples"
before=$(resident idle)
hold_connections
memory=$((($(resident idle) - before) / idle))
for _ in $(seq "$rounds"); do
    for name in usual idle logged many; do measure "$name" "$seconds"; done
done
printf 'server on core 0, wrk -t1 -c%s on core 1, %s rounds of %s s, medians; %s idle connections, %s agents\n\n' \
    "$connections" "$rounds" "$seconds" "$idle" "$many"
print_table
printf '\nmemory of an idle connection: %s bytes\n' "$memory"
printf '\ngets at 70%% of their peak beside 100 writes a second, open loop:\n'
measure_tail
