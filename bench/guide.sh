#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The table of the performance guide that this registry started from, with what is measured here
# beside what the guide promises: each operation at the guide's rate (open loop), and as fast as
# 50 clients go. Registrations are durable, which the guide's are not.
#
#   ./dev bench guide     builds first
#   bench/guide.sh        measures what is built
#
#   AGENTS        (1000)
#   SECONDS_EACH  (4)
#   DATA          a folder on the disk to measure (default: a temporary one)
#   PORT          (18470)
#   BUILD_DIR     (build/release)
set -euo pipefail

readonly build=${BUILD_DIR:-build/release}
readonly port=${PORT:-18470}
readonly url=http://127.0.0.1:$port
readonly agents=${AGENTS:-1000} seconds=${SECONDS_EACH:-4}

scratch=$(mktemp -d)
data=$(mktemp -d -p "${DATA:-$scratch}")
readonly scratch data
server=
stop_server() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=
}
stop_all() {
    stop_server
    rm -rf "$scratch" "$data"
}
trap stop_all EXIT

fail() {
    printf 'guide: %s\n' "$*" >&2
    exit 1
}

for program in a2a-registry a2a-registry-load; do
    [ -x "$build/$program" ] || fail "$build/$program is not built"
done
command -v jq >/dev/null || fail "jq is missing"

# A registry without agents, in place of the one before.
serve() {
    stop_server
    rm -rf "$data/registry"
    "$build/a2a-registry" serve --host 127.0.0.1 --port "$port" --data-dir "$data/registry" --max-agents 0 \
        --drain-delay 0 --log-level error >"$scratch/server.log" 2>&1 &
    server=$!
    until curl --silent --fail --output /dev/null "$url/readyz"; do
        kill -0 "$server" 2>/dev/null || fail "the server ended: $(tail -n 3 "$scratch/server.log")"
        sleep 0.05
    done
}

load() { "$build/a2a-registry-load" --url "$url" --json --concurrent 50 "$@"; }

# What a run says of itself, from standard input.
figures() {
    jq --raw-output 'def ms: . * 1e5 | round / 100 | "\(.) ms";
        "\(.requests_per_second | round)/s, p50 \(.latency.p50 | ms), p95 \(.latency.p95 | ms)"'
}

# row NAME GUIDE RATE SCENARIO OPTION...
row() {
    local name=$1 guide=$2 rate=$3 at_rate peak
    shift 3
    at_rate=$(load --scenario "$@" --rate "$rate" --duration "$seconds") || fail "$name: $at_rate"
    peak=$(load --scenario "$@" --duration "$seconds") || fail "$name: $peak"
    printf '| %s | %s | %s | %s/s |\n' "$name" "$guide" \
        "$(figures <<<"$at_rate")" "$(jq '.requests_per_second | round' <<<"$peak")"
}

resident() { awk '/^VmRSS/ {print $2 * 1024}' "/proc/$server/status"; }

printf 'Machine: %s cores for server and clients, %s, %s\n\n' "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -sr)"
serve
load --scenario register --agents "$agents" >/dev/null || fail "the agents were not registered"
echo '| operation | the guide | here, at its rate | 50 clients |'
echo '| --- | --- | --- | --- |'
row health '20,000/s, p95 0.5 ms' 20000 health
row "get" '10,000/s, p95 1 ms' 10000 get --prepared --agents "$agents"
row "list of $agents" '1,000/s, p95 10 ms' 1000 list --prepared --agents "$agents"
row "search" '500/s, p95 20 ms' 500 search --prepared --agents "$agents"
serve
before=$(resident)
register=$(load --scenario register --agents $((5000 * seconds)) --rate 5000) || fail "register: $register"
printf '| register, durable | 5,000/s, p95 2 ms | %s | |\n' "$(figures <<<"$register")"
printf '| memory for an agent | about 1 KB | %s bytes | |\n' "$((($(resident) - before) / (5000 * seconds)))"
