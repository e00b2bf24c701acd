#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The tools that people compare servers with, as they are usually called (ab, wrk, a script that
# registers a thousand agents): none of them sees a failure.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs node ab wrk curl

start_registry registry
printf '{"skills":["skill_1"]}' >"$scratch/search.json"

check "the guide's load test" node "$here/guide.mjs" "$registry_url" 1000 50

# asks <what> <ab option…>: all answers are 2xx, and as long as the first.
asks() {
    local what=$1 said
    shift
    said=$(ab -q "$@" 2>&1) || fail "ab, $what: $said"
    check_match "ab, $what: failed requests" 'Failed requests: +0'$'\n' "$said"
    [[ $said != *"Non-2xx"* ]] || fail "ab, $what: $said"
}
asks "health" -n 2000 -c 100 "$registry_url/health"
asks "health, keep-alive" -k -n 2000 -c 100 "$registry_url/health"
asks "a card" -k -n 2000 -c 100 "$registry_url/agents/load-test-agent-1"
asks "all cards" -n 200 -c 20 "$registry_url/agents"
asks "a search" -k -n 1000 -c 50 -p "$scratch/search.json" -T application/json "$registry_url/agents/search"

for path in /health /agents/load-test-agent-1 /agents; do
    said=$(wrk -t2 -c100 -d1s "$registry_url$path")
    check_match "wrk, $path" 'Requests/sec: +[1-9]' "$said"
    [[ $said != *"Non-2xx"* && $said != *"Socket errors"* ]] || fail "wrk, $path: $said"
done
