#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What becomes of a registry that is asked for more than it can do: one worker on a core of its
# own, a load generator beside it that does not wait for answers (open loop).
#
#   ./dev bench overload    builds first
#   bench/overload.sh       measures what is built
#
# Costly requests are searches of half a millisecond to two milliseconds of CPU. Goodput is what is
# rightly answered in a second, as a share of the most that is answered when clients wait for answers.
#
#   AGENTS        (2000)
#   SECONDS_EACH  (10)
#   PORT          (18480)
#   BUILD_DIR     (build/release)
#   OPTIONS       more options of the server
set -euo pipefail

readonly port=${PORT:-18480}
readonly agents=${AGENTS:-2000} seconds=${SECONDS_EACH:-10}
# shellcheck source=bench/one_server.sh
source "$(dirname "${BASH_SOURCE[0]}")/one_server.sh"

# shellcheck disable=SC2086 # OPTIONS are several words
start_server --max-agents 0 --worker-count 1 ${OPTIONS:-}

# Refused requests are what this is about: a run with some is no failure.
load() {
    on_client_cores "$build/a2a-registry-load" --url "$url" --json --agents "$agents" "$@" || [ $? -eq 1 ]
}
costly() { load --scenario search --bodies "$scratch/searches" --prepared "$@"; }
gets() { load --scenario get --prepared "$@"; }

# Of the server, in milliseconds.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{print int(($14 + $15) * 1000 / hz)}' "/proc/$server/stat"; }
resident_kib() { awk '/^VmRSS/ {print $2}' "/proc/$server/status"; }
per_second() { jq --argjson seconds "$seconds" '.successful / $seconds | floor' "$@"; }
# milliseconds QUANTILE FILE [refused]: of right answers, or of refusals.
milliseconds() { jq ".${3:-latency}.$1 * 1e5 | round / 100" "$2"; }
share() { awk -v part="$1" -v of="$2" 'BEGIN {printf "%.0f%%", 100 * part / of}'; }

printf 'Machine: %s, %s\n\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -sr)"
load --scenario register >"$scratch/register"
[ "$(jq .failed "$scratch/register")" = 0 ] || fail "the agents were not registered"
gets --concurrent 50 --duration "$seconds" >"$scratch/get_peak"
get_peak=$(per_second "$scratch/get_peak")
printf 'Gets: at most %s/s\n' "$get_peak"

# measure_peak LIMIT: of searches that answer so many agents, each another one, as clients' would be.
measure_peak() {
    local turn used count
    for turn in $(seq "$1" $(($1 + 19))); do
        printf '{"limit":%s,"fields":["name","description","skills"]}\n' "$turn"
    done >"$scratch/searches"
    used=$(cpu)
    costly --concurrent 8 --duration "$seconds" >"$scratch/peak"
    used=$(($(cpu) - used))
    peak=$(per_second "$scratch/peak")
    count=$(jq .successful "$scratch/peak")
    printf '\nSearches for %s agents: at most %s/s, %s ms of CPU each\n\n' "$1" "$peak" \
        "$(awk -v used="$used" -v count="$count" 'BEGIN {printf "%.2f", used / count}')"
    echo '| load | goodput | of the most | refused | 503 p50 | 503 p95 | gets answered | get p50 | get p99 | memory |'
    echo '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |'
}

# row FACTOR: costly requests at so many times their peak, beside 1,000 gets a second.
row() {
    local memory goodput
    memory=$(resident_kib)
    gets --concurrent 100 --rate 1000 --duration "$seconds" >"$scratch/gets" &
    local beside=$!
    costly --concurrent 2000 --rate $((peak * $1)) --duration "$seconds" >"$scratch/costly"
    wait "$beside"
    goodput=$(per_second "$scratch/costly")
    printf '| ×%s beside 1,000 gets/s | %s/s | %s | %s | %s ms | %s ms | %s of %s | %s ms | %s ms | +%s KiB |\n' "$1" \
        "$goodput" "$(share "$goodput" "$peak")" "$(jq .faults.status "$scratch/costly")" \
        "$(milliseconds p50 "$scratch/costly" refused)" "$(milliseconds p95 "$scratch/costly" refused)" \
        "$(jq .successful "$scratch/gets")" "$(jq .total "$scratch/gets")" \
        "$(milliseconds p50 "$scratch/gets")" "$(milliseconds p99 "$scratch/gets")" "$(($(resident_kib) - memory))"
}

# The first are rendered by the worker, the second by the search pool.
for limit in 400 980; do
    measure_peak "$limit"
    row 1
    row 2
    row 10
done

memory=$(resident_kib)
gets --concurrent 1000 --rate $((get_peak * 2)) --duration "$seconds" --timeout 1 >"$scratch/gets"
goodput=$(jq '.successful / .total_time | floor' "$scratch/gets")
printf '\nGets at twice their most: %s/s, %s of it, p99 %s ms, +%s KiB\n' "$goodput" \
    "$(share "$goodput" "$get_peak")" "$(milliseconds p99 "$scratch/gets")" "$(($(resident_kib) - memory))"

# Straight after the load: what is asked at half the peak is answered, all of it.
costly --concurrent 2000 --rate $((peak * 10)) --duration 2 >"$scratch/costly"
sleep 1
costly --concurrent 50 --rate $((peak / 2)) --duration 2 >"$scratch/after"
printf 'A second after ×10: %s of %s answered at half the peak, p99 %s ms\n' "$(jq .successful "$scratch/after")" \
    "$(jq .total "$scratch/after")" "$(milliseconds p99 "$scratch/after")"
