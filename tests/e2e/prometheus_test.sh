#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real Prometheus with the shipped files scrapes the registry, answers queries about it and runs the rules;
# promtool has no complaint. The shipped dashboard and the rules name series that there are.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs prometheus promtool curl jq node

readonly shipped=$here/../../config/prometheus dashboard=$here/../../config/grafana/a2a-registry.json

start_prometheus() {
    # As the page says, but for where the registry is and how often it is asked.
    block_of config/prometheus/README.md 'promtool check config' |
        sed -e "s|/etc/prometheus|$scratch/prometheus|g" -e 's/ && systemctl .*//' >"$scratch/commands"
    (cd "$shipped" && bash -e "$scratch/commands") >"$scratch/commands.log" 2>&1 || fail "the page's commands"
    sed -i -e "s/127\.0\.0\.1:8000/${registry_url#http://}/" -e 's/_interval: 15s/_interval: 1s/' \
        "$scratch/prometheus/prometheus.yml"
    check "promtool check config" promtool check config "$scratch/prometheus/prometheus.yml"
    prometheus --config.file="$scratch/prometheus/prometheus.yml" --storage.tsdb.path="$scratch/tsdb" \
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

# How many rules Prometheus could not work out, or has not yet.
unhealthy_rules() {
    fetch "http://$(prometheus_address)/api/v1/rules" | jq '[.data.groups[].rules[] | select(.health != "ok")] | length'
}

rules_are_healthy() {
    [[ $(unhealthy_rules) == 0 ]]
}

# load: reads, searches and writes, until there is a file "seen".
load() {
    until [[ -e $scratch/seen ]]; do
        status_of "$registry_url/agents/one?[1-20]"
        status_of --header 'Content-Type: application/json' --data '{"query":"one"}' "$registry_url/agents/search?[1-20]"
        put "load$RANDOM"
        sleep 0.1
    done >/dev/null
}

# --- the dashboard ------------------------------------------------------------------------

# queries_of <dashboard>: what its panels and its list of instances ask, a line each, as Grafana fills it in.
# shellcheck disable=SC2016 # those are Grafana's variables
queries_of() {
    jq -r '(.panels[].targets[]?.expr), (.annotations.list[].expr),
           (.templating.list[].query | capture("label_values.(?<name>[^,]+),")? | .name)' "$1" |
        sed -e 's/\$instance/.*/g' -e 's/\$__rate_interval/1m/g'
}

# What the rules ask, as Prometheus has read them, a line each.
queries_of_rules() {
    fetch "http://$(prometheus_address)/api/v1/rules" | jq -r '.data.groups[].rules[].query'
}

# Every series there is: what the registry exports, what the rules record, and Prometheus' own two.
known_names() {
    { fetch "$registry_url/metrics" | sed -n 's/^\([a-z][a-z0-9_]*\)[ {].*/\1/p'
      fetch "http://$(prometheus_address)/api/v1/rules" | jq -r '.data.groups[].rules[] | select(.type == "recording").name'
      printf '%s\n' up ALERTS; } | sort -u
}

# unknown_names: those of the queries on the standard input that nothing has.
unknown_names() {
    comm -23 <(node "$here/metric_names.mjs" | sort -u) "$scratch/known" | xargs
}

# silent_queries: what panels ask and get no answer to.
silent_queries() {
    local query
    while IFS= read -r query; do
        [[ -n $(query "$query") ]] || echo "$query"
    done < <(queries_of "$dashboard")
}

# In memory there is no backup, and no alert fires.
only_expected_silence() {
    [[ $(silent_queries | grep -vc 'registry_last_backup_timestamp_seconds\|^ALERTS') == 0 ]]
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
check_equal "a method that is not there" 501 "$(status_of --request BREW "$registry_url/agents")"
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

load &
started+=("$!")
check "the rules work" poll 30 rules_are_healthy
for objective in answers reads searches writes; do
    check "the load is seen: $objective" poll 30 says \
        "instance_objective:registry_requests:rate5m{objective=\"$objective\"} > bool 0" 1
done
check "no answer was bad" poll 30 says 'instance_objective:registry_budget_burn:rate1h{objective="answers"}' 0
check "each has a burn rate" poll 30 says 'count(instance_objective:registry_budget_burn:rate5m)' 4
check "commits take time" poll 30 says 'instance:registry_journal_commit_duration_seconds:p99_5m > bool 0' 1
check "every route is seen" poll 30 says \
    'instance_endpoint:registry_requests:rate5m{method="POST",endpoint="/agents/search"} > bool 0' 1
check "memory has a limit" poll 10 says 'registry_memory_usage_bytes < bool registry_memory_limit_bytes' 1
check "nothing is wrong, but that this machine may be slow" poll 10 says \
    'count(ALERTS{alertstate="firing",alertname!="A2ARegistryLatencyBudgetBurn"}) or vector(0)' 0

known_names >"$scratch/known"
check_match "names are found" 'registry_requests_total.*registry_waiting_writes' "$(queries_of "$dashboard" | node "$here/metric_names.mjs" | xargs)"
check_equal "the dashboard names series that there are" "" "$(queries_of "$dashboard" | unknown_names)"
check_equal "so do the rules" "" "$(queries_of_rules | unknown_names)"
check_equal "the control: a letter is wrong" "regsitry_ready" \
    "$(queries_of <(sed 's/registry_ready/regsitry_ready/' "$dashboard") | unknown_names)"
check_equal "the control: of a recording rule" "instance:registry_request:rate5m" \
    "$(queries_of_rules | sed 's/^sum by.*/sum by (job) (instance:registry_request:rate5m)/' | unknown_names)"
check "every panel shows something" poll 30 only_expected_silence
touch "$scratch/seen"

stop_registry "$registry_pid"
check "a stopped registry is down" poll 30 says 'up{job="a2a-registry"}' 0
check "which is an alert, or soon one" poll 30 says 'count(ALERTS{alertname="A2ARegistryDown"})' 1
