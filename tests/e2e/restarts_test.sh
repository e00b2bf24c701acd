#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# One of two instances with the same cards, behind the shipped nginx site, is told to stop and is
# started again, again and again, while gets come at a steady rate: none may fail. Then settings
# are read again as often, every other time from a broken file.
#   restarts_test.sh <binary> [scratch] [restarts] [reloads]
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/e2e/nginx.sh
source "$here/nginx.sh"
needs node nginx curl

readonly restarts=${3:-4} reloads=${4:-100} rate=1000
readonly card='{"name":"steady","url":"https://steady.example/"}'

# start_instance <name> <port>: over durable storage, so that it comes back with its cards. It has no
# drain delay, which a balancer that looks at /readyz would want: this nginx looks at nobody.
start_instance() {
    start_registry "$1" --port "$2" --storage sqlite --data-dir "$scratch/$1.data" --drain-delay 0
}

# start_load <base>: sets load_pid.
start_load() {
    node "$here/steady.mjs" "$1" "$rate" /agents/steady "$scratch/report" &
    load_pid=$!
    started+=("$load_pid")
    rm -f "$scratch/report.begun"
    poll 10 test -e "$scratch/report.begun"
}

# end_load: sets asked, failed and told.
end_load() {
    kill -TERM "$load_pid"
    wait "$load_pid"
    told=$(<"$scratch/report")
    [[ $told =~ ^([0-9]+)\ asked,\ ([0-9]+)\ failed ]]
    asked=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]}
}

ports=()
for name in stays leaves; do
    ports+=("$(free_port)")
    start_instance "$name" "${ports[-1]}"
    check_equal "$name has the card" 201 "$(status_of --request PUT --header 'Content-Type: application/json' \
        --data-binary "$card" "$registry_url/agents/steady")"
done
stays_url=http://127.0.0.1:${ports[0]}
leaves_pid=$registry_pid

# --- restarts ----------------------------------------------------------------------------

start_nginx "$stays_url" "http://127.0.0.1:${ports[1]}"
# Soon asked again, so that each restart meets requests.
sed -i 's/fail_timeout=30s/fail_timeout=1s/' "$nginx_dir/snippets/a2a-registry-single.conf"
reload_nginx
start_load "unix:$nginx_socket"
for ((n = 0; n < restarts; ++n)); do
    stop_registry "$leaves_pid"
    start_instance leaves "${ports[1]}"
    leaves_pid=$registry_pid
    sleep 1.1 # until nginx asks it again
done
end_load
check_equal "$restarts restarts under load lose no get ($told)" 0 "$failed"
check "gets came all the time ($told)" test "$asked" -ge $((restarts * rate))
echo "$restarts restarts: $told"

# The control: without what the site says about 503 and errors, some are lost.
if ((restarts < 10)); then
    sed -i 's/proxy_next_upstream .*/proxy_next_upstream off;/' "$nginx_dir"/snippets/a2a-registry-proxy.conf
    reload_nginx
    start_load "unix:$nginx_socket"
    stop_registry "$leaves_pid"
    start_instance leaves "${ports[1]}"
    leaves_pid=$registry_pid
    end_load
    check "a site that tries nobody else loses some ($told)" test "$failed" -gt 0
fi

# --- settings read again -------------------------------------------------------------------

max_age() {
    fetch --dump-header - --output /dev/null "$registry_url/agents/steady/card" |
        tr -d '\r' | sed -n 's/^[Cc]ache-[Cc]ontrol:.*max-age=\([0-9]*\).*/\1/p'
}

echo 'cache_ttl = 0' >"$scratch/settings.toml"
start_registry reloads --config "$scratch/settings.toml"
check_equal "the card is there" 201 "$(status_of --request PUT --header 'Content-Type: application/json' \
    --data-binary "$card" "$registry_url/agents/steady")"
start_load "$registry_url"
for ((n = 1; n <= reloads; ++n)); do
    if ((n % 2)); then echo "cache_ttl = $n"; else echo "cache_ttl = = $n"; fi >"$scratch/settings.toml"
    kill -HUP "$registry_pid"
    until (($(grep -cE '"event":"reload(ed| refused)"' "$registry_log") >= n)); do sleep 0.01; done
done
end_load
check_equal "$reloads reloads under load lose no get ($told)" 0 "$failed"
check_equal "half of them were refused" $((reloads / 2)) "$(grep -c '"event":"reload refused"' "$registry_log")"
check_equal "and what the last good file says is in force" $((reloads - 1)) "$(max_age)"
echo "$reloads reloads: $told"
