#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What searches cost: in process (a2a-bench-search), then by HTTP from a server on one core.
#
#   ./dev bench search        builds first
#   bench/search.sh           measures what is built
#
#   AGENTS        ("10000 100000") the full table: "1000 10000 100000 1000000"
#   CARDS         ("real") or "guide", or "guide real"
#   PARTS         ("process server") which halves
#   SECONDS_EACH  (1) for each class of queries by HTTP
#   CONNECTIONS   (1) that ask at once, closed loop: 1 measures latency, more measure queueing
#   PORT          (18450)
#   BUILD_DIR     (build/release)
#   SERVE_FLAGS   further flags for the registry
#   PROCESS_FLAGS further flags for a2a-bench-search
set -euo pipefail

readonly build=${BUILD_DIR:-build/release}
readonly seconds=${SECONDS_EACH:-1}
readonly connections=${CONNECTIONS:-1}
readonly port=${PORT:-18450}
readonly url=http://127.0.0.1:$port
read -r -a sizes <<<"${AGENTS:-10000 100000}"
read -r -a kinds <<<"${CARDS:-real}"
read -r -a parts <<<"${PARTS:-process server}"
read -r -a serve_flags <<<"${SERVE_FLAGS:-}"
read -r -a process_flags <<<"${PROCESS_FLAGS:-}"

scratch=$(mktemp -d)
readonly scratch
server=

stop_server() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=
}
stop_all() {
    stop_server
    rm -rf "$scratch"
}
trap stop_all EXIT

fail() {
    printf 'search: %s\n' "$*" >&2
    exit 1
}

start_server() {
    # One worker would have a core to itself here, and long searches go to a thread beside it.
    taskset -c 0 "$build/a2a-registry" serve --storage memory --host 127.0.0.1 --port "$port" --worker-count 1 \
        --max-agents 0 --log-level error "${serve_flags[@]}" >"$scratch/server.log" 2>&1 &
    server=$!
    for _ in $(seq 100); do
        kill -0 "$server" 2>/dev/null || fail "the server ended: $(tail -n 3 "$scratch/server.log")"
        if curl --silent --fail --output /dev/null "$url/readyz"; then return; fi
        sleep 0.05
    done
    fail "the server does not answer"
}

resident_bytes() { awk '/^VmRSS/ {print $2 * 1024}' "/proc/$server/status"; }
cpu_ticks() { awk '{print $14 + $15}' "/proc/$server/stat"; }

# queries ARGUMENT...: of the fleet that is measured now.
queries() {
    local guide=()
    [ "$kind" != guide ] || guide=(--guide)
    "$build/a2a-bench-queries" --agents "$agents" "${guide[@]}" "$@"
}

import_cards() {
    local registered
    queries --cards | taskset -c 1 curl --silent --fail --header 'Content-Type: application/x-ndjson' \
        --upload-file - --request POST --output "$scratch/imported" "$url/agents:import" ||
        fail "the cards were not imported"
    registered=$(curl --silent "$url/health/detailed" | jq .agents_count)
    [ "$registered" = "$agents" ] || fail "$registered of $agents agents were registered"
    rm "$scratch/imported"
}

# load OPTION...: the load generator's JSON; what it failed to get right is told in it.
load() { taskset -c 1 "$build/a2a-registry-load" --url "$url" --prepared --json "$@" || true; }

# The figures of one run as a row of the table: FIGURES TICKS|null LABEL.
print_row() {
    jq --raw-output --argjson ticks "$2" --argjson hertz "$(getconf CLK_TCK)" --arg agents "$agents" \
        --arg kind "$kind" --arg what "$3" --arg memory "$each" '
        def digits: if . < 10 then . * 100 | round / 100 elif . < 100 then . * 10 | round / 10 else round end;
        def time: . * 1e6 | if . < 1000 then "\(digits) µs" else "\(. / 1000 | digits) ms" end;
        [$agents, $kind, $what] + (if .successful == 0 then ["–", "–", "–"]
            else [.latency.p50, .latency.p95, .latency.p99 | time] end)
        + [(if $ticks then $ticks / $hertz / .total | time else "–" end), $memory, if .failed == 0 then "" else "\(.failed) of \(.total) failed" end]
        | "| " + join(" | ") + " |"' <<<"$1"
}

# measure_class NAME LABEL
measure_class() {
    local figures before
    queries --class "$1" >"$scratch/bodies"
    load --scenario search --bodies "$scratch/bodies" --concurrent "$connections" --duration 0.2 >/dev/null
    before=$(cpu_ticks)
    figures=$(load --scenario search --bodies "$scratch/bodies" --concurrent "$connections" --duration "$seconds")
    print_row "$figures" $(($(cpu_ticks) - before)) "$2"
}

# Gets that are due 200 times a second, while four connections ask for nothing but common words.
measure_gets() {
    local figures searching
    queries --class common-word >"$scratch/bodies"
    load --scenario search --bodies "$scratch/bodies" --concurrent 4 --duration 4 >/dev/null &
    searching=$!
    sleep 0.5
    figures=$(load --scenario get --agents $((agents < 1000 ? agents : 1000)) "$@" --concurrent 8 --rate 200 --duration 3)
    print_row "$figures" null "gets beside common words"
    wait "$searching"
}

measure_server() {
    local class label idle style=()
    [ "$kind" = guide ] || style=(--real-like)
    start_server
    idle=$(resident_bytes)
    import_cards
    each=$((($(resident_bytes) - idle) / agents))
    while IFS=$'\t' read -r class label; do
        measure_class "$class" "$label"
    done < <("$build/a2a-bench-queries" --classes)
    measure_gets "${style[@]}"
    stop_server
}

for tool in taskset curl jq awk; do
    command -v "$tool" >/dev/null || fail "$tool is missing"
done
[ "$(nproc)" -ge 2 ] || fail "two cores are needed: one for the server, one for its clients"
for program in a2a-registry a2a-registry-load a2a-bench-search a2a-bench-queries; do
    [ -x "$build/$program" ] || fail "$build/$program is not built"
done

printf 'Machine: %s cores, %s, %s\n' "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -sr)"

if [[ " ${parts[*]} " == *" process "* ]]; then
    for kind in "${kinds[@]}"; do
        printf '\n'
        "$build/a2a-bench-search" --agents "$(IFS=,; echo "${sizes[*]}")" --cards "$kind" "${process_flags[@]}"
    done
fi

if [[ " ${parts[*]} " == *" server "* ]]; then
    printf '\nBy HTTP, server on core 0, %s connection(s) from core 1:\n\n' "$connections"
    echo '| agents | cards | request | p50 | p95 | p99 | CPU of the server | resident bytes for each agent | |'
    echo '| --- | --- | --- | --- | --- | --- | --- | --- | --- |'
    for agents in "${sizes[@]}"; do
        for kind in "${kinds[@]}"; do
            measure_server
        done
    done
fi
