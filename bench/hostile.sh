#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What slow clients do to the others: slowhttptest holds thousands of connections that send their
# headers or bodies drop by drop, or do not read what they asked for. Beside it come 1,000 gets a
# second; told is whether a new client was ever refused, and what became of the 99th percentile. The
# server has a core of its own, all others share the rest.
#
# How late a get is depends on more than the server: the kernel and the clients' core work for the attack as
# well. What they alone make of it is told by the floor (bench/floor), the cheapest server there can be, under
# the same attack; and the last column tells how much of the server's core other programs took meanwhile.
#
#   ./dev hostile       builds first, installs slowhttptest
#   bench/hostile.sh    measures what is built
#
#   CONNECTIONS   (4000)
#   SECONDS_EACH  (20)
#   PORT          (18490, and one above)
#   BUILD_DIR     (build/release)
set -euo pipefail

readonly port=${PORT:-18490}
readonly connections=${CONNECTIONS:-4000} seconds=${SECONDS_EACH:-20}
# shellcheck source=bench/one_server.sh
source "$(dirname "${BASH_SOURCE[0]}")/one_server.sh"

command -v slowhttptest >/dev/null || fail "slowhttptest is missing"
ulimit -n "$(ulimit -Hn)"
[ "$(ulimit -n)" -gt $((connections * 5 / 4 + 500)) ] || fail "$connections connections need more descriptors"
[ -x "$build/a2a-bench-floor" ] || fail "$build/a2a-bench-floor is not built"
start_server --access-log off --keepalive-timeout 1m

load() { on_client_cores "$build/a2a-registry-load" --json --concurrent 50 "$@" || [ $? -eq 1 ]; }
gets() { load --url "$1" --agents "$2" --scenario get --prepared --rate 1000 --duration "$3"; }
milliseconds() { jq ".latency.$1 * 1e5 | round / 100" "$2"; }
resident_kib() { awk '/^VmRSS/ {print $2}' "/proc/$server/status"; }

# Of the server's core, in ticks: all of its time, that in which it was busy, and the server's part of it.
core_ticks() {
    awk '/^cpu0 / {all = $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9; print all, all - $5 - $6}' /proc/stat
    awk '{print $14 + $15}' "/proc/$server/stat"
}
# share_of_others BEFORE AFTER
share_of_others() {
    awk -v before="$1" -v after="$2" 'BEGIN {
        split(before, a, /[ \n]/); split(after, b, /[ \n]/)
        printf "%.0f%%", 100 * ((b[2] - a[2]) - (b[3] - a[3])) / (b[1] - a[1])
    }'
}

load --url "$url" --agents 1000 --scenario register >"$scratch/register"
[ "$(jq .failed "$scratch/register")" = 0 ] || fail "the agents were not registered"
curl --silent --fail --output "$scratch/card" "$url/agents/bench-agent-0"
taskset --cpu-list 0 "$build/a2a-bench-floor" --port $((port + 1)) --bodies --body-file "$scratch/card" >/dev/null &
floor=$!
readonly floor floor_url=http://127.0.0.1:$((port + 1))
trap 'kill "$floor"; stop_all' EXIT
gets "$url" 1000 $((seconds / 2)) >"$scratch/alone"
gets "$floor_url" 1 $((seconds / 2)) >"$scratch/floor_alone"

# attack NAME URL AGENTS OPTION...: as slowhttptest makes it, with gets of so many agents beside it.
attack() {
    local name=$1 server_url=$2 agents=$3
    shift 3
    # It gives way: what it takes from the load generator, the server would be blamed for.
    on_client_cores nice -n 19 slowhttptest -c "$connections" -r $((connections / 4)) -l "$seconds" -p 3 -g \
        -o "$scratch/$name" -u "$server_url/${target:-agents}" "$@" >"$scratch/$name.log" 2>&1 &
    local attack=$!
    sleep 2
    gets "$server_url" "$agents" $((seconds - 4)) >"$scratch/$name.gets"
    resident_kib >"$scratch/$name.memory"
    wait "$attack" || true
}

echo '| attack | connections | ever refused to others | gets answered | get p99 | alone | floor p99 | alone | memory | others on its core |'
echo '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |'
status=0

# row NAME OPTION...: with_floor= tells whether the floor can be attacked like that.
row() {
    local name=$1 before ticks others refused answered total held floored=–
    shift
    before=$(resident_kib)
    ticks=$(core_ticks)
    attack "$name" "$url" 1000 "$@"
    others=$(share_of_others "$ticks" "$(core_ticks)")
    # Seconds,Closed,Pending,Connected,Service Available; the last is 0 or the number of connections.
    held=$(awk -F, 'NR > 1 && $4 > most {most = $4} END {print most + 0}' "$scratch/$name.csv")
    refused=$(awk -F, 'NR > 1 && $5 == 0 {n++} END {print n + 0}' "$scratch/$name.csv")
    answered=$(jq .successful "$scratch/$name.gets")
    total=$(jq .total "$scratch/$name.gets")
    if [ -n "${with_floor:-}" ]; then
        attack "$name.floor" "$floor_url" 1 "$@"
        floored="$(milliseconds p99 "$scratch/$name.floor.gets") ms"
    fi
    printf '| %s | %s | %s | %s of %s | %s ms | %s ms | %s | %s ms | +%s KiB | %s |\n' "$name" "$held" \
        "$([ "$refused" = 0 ] && echo no || echo "$refused s")" "$answered" "$total" \
        "$(milliseconds p99 "$scratch/$name.gets")" "$(milliseconds p99 "$scratch/alone")" "$floored" \
        "$(milliseconds p99 "$scratch/floor_alone")" "$(($(<"$scratch/$name.memory") - before))" "$others"
    [ "$refused" = 0 ] && [ "$answered" = "$total" ] || status=1
}

with_floor=1 row header -H -i 5
with_floor=1 target=agents/search row body -B -i 5 -s 8192 -t POST -f application/json
# The floor has one answer for everything, a card, which does not fill anybody's window.
row read -X -w 10 -y 20 -n 5 -z 32 -k 3
[ "$status" = 0 ]
