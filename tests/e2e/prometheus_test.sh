#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real Prometheus scrapes the registry and answers queries about it; promtool has no complaint.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs prometheus promtool curl jq

start_prometheus() {
    # The shipped file, but for where the registry is and how often it is asked.
    sed -e "s/127\.0\.0\.1:8000/${registry_url#http://}/" -e 's/scrape_interval: 15s/scrape_interval: 1s/' \
        "$here/../../config/prometheus/prometheus.yml" >"$scratch/prometheus.yml"
    check "promtool check config" promtool check config "$scratch/prometheus.yml"
    prometheus --config.file="$scratch/prometheus.yml" --storage.tsdb.path="$scratch/tsdb" \
        --web.listen-address=127.0.0.1:0 2>"$scratch/prometheus.log" &
    started+=("$!")
    poll 30 prometheus_address || fail "Prometheus did not start"
}

prometheus_address() {
    sed -n 's/.*msg="Listening on" address=\(127[^ ]*\).*/\1/p' "$scratch/prometheus.log" | grep .
}

# The value of a query that has one; nothing otherwise.
query() {
    fetch --get --data-urlencode "query=$1" "http://$(prometheus_address)/api/v1/query" |
        jq -r '.data.result[0].value[1] // empty'
}

# says <query> <value>
says() {
    [[ $(query "$1") == "$2" ]]
}

card() {
    printf '{"name":"%s","url":"https://%s.example/"}' "$1" "$1"
}

put() {
    status_of --request PUT --header 'Content-Type: application/json' --data-binary "$(card "$1")" "$registry_url/agents/$1"
}

start_registry registry
check_equal "registering one" 201 "$(put one)"
check_equal "registering two" 201 "$(put two)"
check_equal "a path that is not there" 404 "$(status_of "$registry_url/nowhere/$RANDOM")"

fetch "$registry_url/metrics" >"$scratch/metrics"
check "promtool check metrics" promtool check metrics <"$scratch/metrics"
check_fails "the control: promtool sees a fault" promtool check metrics <<<"a{ 1"

start_prometheus
check "the registry is up" poll 30 says 'up{job="a2a-registry"}' 1
check "it has two agents" poll 10 says 'registry_active_agents{job="a2a-registry"}' 2
check "requests are counted by route" poll 10 says \
    'sum(registry_requests_total{job="a2a-registry",method="PUT",endpoint="/agents/{id}",status="201"})' 2
check "durations are a histogram" poll 10 says \
    'sum(registry_request_duration_seconds_count{job="a2a-registry",method="PUT",endpoint="/agents/{id}"})' 2
check "no client's path became a label" poll 10 says 'count(registry_requests_total{endpoint=~".*nowhere.*"}) or vector(0)' 0

stop_registry "$registry_pid"
check "a stopped registry is down" poll 30 says 'up{job="a2a-registry"}' 0
