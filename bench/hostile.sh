#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What slow clients do to the others: slowhttptest holds thousands of connections that send their
# headers or bodies drop by drop, or do not read what they asked for. Beside it come 1,000 gets a
# second; told is whether a new client was ever refused, and what became of the 99th percentile. The
# server has a core of its own, all others share the rest.
#
#   ./dev hostile       builds first, installs slowhttptest
#   bench/hostile.sh    measures what is built
#
#   CONNECTIONS   (4000)
#   SECONDS_EACH  (20)
#   PORT          (18490)
#   BUILD_DIR     (build/release)
set -euo pipefail

readonly port=${PORT:-18490}
readonly connections=${CONNECTIONS:-4000} seconds=${SECONDS_EACH:-20}
# shellcheck source=bench/one_server.sh
source "$(dirname "${BASH_SOURCE[0]}")/one_server.sh"

command -v slowhttptest >/dev/null || fail "slowhttptest is missing"
ulimit -n "$(ulimit -Hn)"
[ "$(ulimit -n)" -gt $((connections * 5 / 4 + 500)) ] || fail "$connections connections need more descriptors"
start_server --access-log off --keepalive-timeout 1m

load() { on_client_cores "$build/a2a-registry-load" --url "$url" --json --agents 1000 --concurrent 50 "$@" || [ $? -eq 1 ]; }
gets() { load --scenario get --prepared --rate 1000 --duration "$1"; }
milliseconds() { jq ".latency.$1 * 1e5 | round / 100" "$2"; }
resident_kib() { awk '/^VmRSS/ {print $2}' "/proc/$server/status"; }

load --scenario register >"$scratch/register"
[ "$(jq .failed "$scratch/register")" = 0 ] || fail "the agents were not registered"
gets "$seconds" >"$scratch/alone"
alone=$(milliseconds p99 "$scratch/alone")

echo '| attack | connections | ever refused to others | gets answered | get p99 | alone | memory |'
echo '| --- | --- | --- | --- | --- | --- | --- |'
status=0

# row NAME OPTION...: an attack as slowhttptest makes it, with gets beside it.
row() {
    local name=$1 memory refused answered total held
    shift
    memory=$(resident_kib)
    # It gives way: what it takes from the load generator, the server would be blamed for.
    on_client_cores nice -n 19 slowhttptest -c "$connections" -r $((connections / 4)) -l "$seconds" -p 3 -g -o "$scratch/$name" "$@" \
        >"$scratch/$name.log" 2>&1 &
    local attack=$!
    sleep 2
    gets $((seconds - 4)) >"$scratch/gets"
    memory=$(($(resident_kib) - memory))
    wait "$attack" || true
    # Seconds,Closed,Pending,Connected,Service Available; the last is 0 or the number of connections.
    held=$(awk -F, 'NR > 1 && $4 > most {most = $4} END {print most + 0}' "$scratch/$name.csv")
    refused=$(awk -F, 'NR > 1 && $5 == 0 {n++} END {print n + 0}' "$scratch/$name.csv")
    answered=$(jq .successful "$scratch/gets")
    total=$(jq .total "$scratch/gets")
    printf '| %s | %s | %s | %s of %s | %s ms | %s ms | +%s KiB |\n' "$name" "$held" \
        "$([ "$refused" = 0 ] && echo no || echo "$refused s")" "$answered" "$total" \
        "$(milliseconds p99 "$scratch/gets")" "$alone" "$memory"
    [ "$refused" = 0 ] && [ "$answered" = "$total" ] || status=1
}

row header -H -i 5 -u "$url/agents"
row body -B -i 5 -s 8192 -t POST -f application/json -u "$url/agents/search"
row read -X -w 10 -y 20 -n 5 -z 32 -k 3 -u "$url/agents"
[ "$status" = 0 ]
