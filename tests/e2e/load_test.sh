#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every scenario of the load generator against a real registry: no answer is wrong, and what it
# says it did is done.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

needs curl jq
load=$(realpath "$(dirname "$binary")/a2a-registry-load")
readonly load
[[ -x $load ]] || skip "the load generator is not built"

start_registry registry
agents() { curl --silent "$registry_url/agents?limit=1" | jq .total; }
revision() { curl --silent "$registry_url/metrics" | awk '$1 == "registry_revision" {print $2}'; }

# run <scenario> <option…>: its figures.
run() {
    local scenario=$1
    shift
    "$load" --url "$registry_url" --scenario "$scenario" --agents 100 --concurrent 8 --json "$@"
}

check_equal "registered" 100 "$(run register | jq .successful)"
check_equal "agents after registering" 100 "$(agents)"
before=$(revision)
check_equal "replacements" 200 "$(run replace --prepared --requests 200 | jq .successful)"
check_equal "each is a change" 200 "$(($(revision) - before))"
for scenario in health get list search mix; do
    figures=$(run "$scenario" --prepared --requests 300)
    check_equal "$scenario: right answers" 300 "$(jq .successful <<<"$figures")"
done
check_equal "agents after asking" 100 "$(agents)"

lines=$(run get --prepared --rate 500,1000 --duration 0.3 --plot "$scratch/plot.svg" | jq --slurp length)
check_equal "a line for each rate" 2 "$lines"
check_match "the plot has both" '>1000<' "$(cat "$scratch/plot.svg")"

check_equal "deleted" 100 "$(run delete --prepared | jq .successful)"
check_equal "agents after deleting" 0 "$(agents)"
check_fails "gets of deleted agents fail" run get --prepared --requests 10
check_equal "and are counted" 10 "$(jq .faults.status "$scratch/failure")"
