#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Searches at many times what one worker can do, beside gets, from clients that do not wait:
# every get is answered, what is refused is refused as it should be, memory stays, and then all
# is as before. Counts, not times: `./dev bench overload` has those.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

needs curl jq
load=$(realpath "$(dirname "$binary")/a2a-registry-load")
readonly load
[[ -x $load ]] || skip "the load generator is not built"

start_registry registry --worker-count 1 --queue-time-max 20ms --search-queue 4
metric() { curl --silent "$registry_url/metrics" | awk -v name="$1" 'index($1, name) == 1 {sum += $2} END {print sum + 0}'; }
run() { "$load" --url "$registry_url" --agents 1000 --json "$@" || [[ $? == 1 ]]; }
searches() { run --scenario search --bodies "$scratch/searches" --prepared "$@"; }
count() { jq "$1" <<<"$2"; }

check_equal "registered" 1000 "$(run --scenario register | jq .successful)"
echo '{"limit":400,"fields":["name","description","skills"]}' >"$scratch/searches"
searches --concurrent 300 --rate 5000 --duration 0.5 >/dev/null # what memory it takes is known after the first time

memory=$(metric registry_memory_usage_bytes)
run --scenario get --prepared --concurrent 20 --rate 500 --duration 2 >"$scratch/gets" &
gets=$!
searched=$(searches --concurrent 300 --rate 5000 --duration 2)
wait "$gets"
check_equal "gets that were answered" 1000 "$(jq .successful "$scratch/gets")"
check "some searches are answered" [ "$(count .successful "$searched")" -gt 0 ]
check "some are refused" [ "$(count .faults.status "$searched")" -gt 0 ]
check_equal "nothing else becomes of them" "$(count .total "$searched")" \
    "$(count '.successful + .faults.status + .faults.unsent' "$searched")"
check "and some by their head" [ "$(metric registry_requests_refused_total)" -gt 0 ]
check_equal "refusals that are in the log" 0 "$(grep -c '"status":503' "$scratch/registry.log" || true)"
check "memory stays" [ "$(metric registry_memory_usage_bytes)" -lt $((memory + 16 * 1024 * 1024)) ]
check_equal "then all is as before" 20 "$(searches --concurrent 2 --requests 20 | jq .successful)"
