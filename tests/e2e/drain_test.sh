#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SIGTERM under load loses no request: not on the instance itself while its listener is open,
# and not behind a balancer at all.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/e2e/nginx.sh
source "$here/nginx.sh"
needs node nginx curl

# load <SIGNAL> <pid> <base> <seconds> [server]
load() {
    node "$here/drain.mjs" "$@"
}

# ends_well <pid>: the process that was told to stop does, with status 0.
ends_well() {
    local status=0
    poll 20 gone "$1" || fail "the registry did not stop within 20 s"
    wait "$1" || status=$?
    check_equal "exit status after a drain" 0 "$status"
}

# On the instance: the clients stop half a second before the drain delay is over, for whoever
# connects in the very moment a listener closes may be reset (there is no balancer to retry).
start_registry alone --drain-delay 2s --drain-timeout 10s
check "no request is lost while the listener is open" \
    load SIGTERM "$registry_pid" "$registry_url" 1.5 "$registry_url"
ends_well "$registry_pid"

# Behind nginx, which tries the other instance when one refuses: nothing is lost, ever.
start_registry stays --drain-delay 1s
stays_url=$registry_url
stays_pid=$registry_pid
check_equal "the card is on both" 201 "$(status_of --request PUT --header 'Content-Type: application/json' \
    --data-binary '{"name":"drained","url":"https://drained.example/"}' "$stays_url/agents/drained")"
start_registry leaves --drain-delay 1s
check_equal "the card is on both" 201 "$(status_of --request PUT --header 'Content-Type: application/json' \
    --data-binary '{"name":"drained","url":"https://drained.example/"}' "$registry_url/agents/drained")"
start_nginx "$stays_url" "$registry_url"
check "no request is lost behind nginx" load SIGTERM "$registry_pid" "unix:$nginx_socket" 3
ends_well "$registry_pid"
stop_registry "$stays_pid"

# The control: a kill is noticed.
start_registry killed
check_fails "a kill loses requests" load SIGKILL "$registry_pid" "$registry_url" 1
check "and they are counted" grep -qE 'requests, [1-9][0-9]* failed' "$scratch/failure"
