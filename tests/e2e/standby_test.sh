#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The recipe of config/standby: a standby is filled from backups, answers reads when the active registry is
# killed, and is promoted; what is lost is what the page says.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/e2e/nginx.sh
source "$here/nginx.sh"
needs nginx curl openssl jq pgrep node

readonly active_data=$scratch/active standby_data=$scratch/standby backup=$scratch/registry.db
recipe=$(realpath "$here/../../config/standby")
page_line=$(block_of config/standby/README.md '&& refresh-standby.sh' | sed "s|/backup/|$scratch/|g")
readonly recipe page_line
standby_port=$(free_port)
readonly standby_port
readonly standby_url=http://127.0.0.1:$standby_port

# What a service manager would do for the script.
cat >"$scratch/start" <<END
"$binary" serve --host 127.0.0.1 --port $standby_port --data-dir "$standby_data" --drain-delay 0 \
    2>>"$scratch/standby.log" >"$scratch/standby.out" </dev/null &
echo \$! >>"$scratch/standby.pids"
END
cat >"$scratch/stop" <<END
[ ! -e "$scratch/standby.pids" ] || kill -TERM \$(tail -n 1 "$scratch/standby.pids")
while [ -e "/proc/\$(tail -n 1 "$scratch/standby.pids" 2>/dev/null || echo none)/exe" ]; do sleep 0.05; done
END

# refresh: the page's line, with the folders and the service manager of this test.
refresh() {
    local status=0
    PATH=$(dirname "$binary"):$recipe:$PATH REGISTRY_DATA_DIR=$active_data STANDBY_DATA_DIR=$standby_data \
        STANDBY_URL=$standby_url STANDBY_START="sh $scratch/start" STANDBY_STOP="sh $scratch/stop" \
        bash -c "${1:-$page_line}" || status=$?
    [[ ! -e $scratch/standby.pids ]] || started+=("$(tail -n 1 "$scratch/standby.pids")")
    return "$status"
}

put() {
    https_status "/agents/$1" --request PUT --header 'Content-Type: application/json' \
        --data-binary "$(printf '{"name":"%s","url":"https://a.example/"}' "$1")"
}

# ids <url>: all of them, in order.
ids() {
    fetch "$1/agents" | jq -r '.items[].id' | xargs
}

# --- filling it ------------------------------------------------------------------------------

start_registry active --storage sqlite --data-dir "$active_data"
readonly active_url=$registry_url active_pid=$registry_pid
nginx_tree
choose_answerer standby
replace_server 127.0.0.1:8000 "$active_url"
replace_server 127.0.0.1:8001 "$standby_url"
check "the configuration check takes a standby" "$binary" check-config --nginx "$nginx_dir/snippets/a2a-registry-standby.conf"
sed 's/ backup;/;/' "$nginx_dir/snippets/a2a-registry-standby.conf" >"$scratch/two-active.conf"
check_fails "and no second active registry" "$binary" check-config --nginx "$scratch/two-active.conf"
check_match "because they would be two" 'they would be different registries' "$(cat "$scratch/failure")"
run_nginx

for id in one two three; do check_equal "$id is registered" 201 "$(put "$id")"; done
check "a backup fills the standby" refresh
check_equal "with all agents" "one two three" "$(ids "$standby_url")"
check_equal "two is removed" 200 "$(https_status /agents/two --request DELETE)"
check_equal "four is registered" 201 "$(put four)"
check "the next backup fills it again" refresh
check_equal "also with what is no more" "one three four" "$(ids "$standby_url")"
check_equal "as the active one has it" "$(fetch "$active_url/agents/four")" "$(fetch "$standby_url/agents/four")"

LC_ALL=C sed -i 's/a\.example/b.example/' "$backup"
check_fails "a damaged backup is refused" refresh "refresh-standby.sh $backup"
check_match "and says so" 'no sound backup; the standby stays as it is' "$(cat "$scratch/failure")"
check_equal "which changes nothing" "one three four" "$(ids "$standby_url")"

# --- the active registry dies ------------------------------------------------------------------

check_equal "late comes after the last backup" 201 "$(put late)"
kill -KILL "$active_pid"
check "the active registry is gone" poll 10 gone "$active_pid"
check_equal "every agent of the backup is found" "200 200 200" \
    "$(https_status /agents/one) $(https_status /agents/three) $(https_status /agents/four)"
check_equal "also by a search" one "$(https /agents/search --header 'Content-Type: application/json' \
    --data '{"query":"one"}' | jq -r '.items[].id')"
check_equal "what came later is not" 404 "$(https_status /agents/late)"
check_equal "a write is refused, not lost" 502 "$(put five)"
check_equal "and readiness for writes says so" 502 "$(https_status '/readyz?for=write')"

# --- the standby takes over ----------------------------------------------------------------------

check "its disk can be read: a last backup fills the standby" refresh
check_equal "nothing that was acknowledged is lost" "one three four late" "$(ids "$standby_url")"
choose_answerer single
replace_server "${active_url#http://}" "$standby_url"
check "the configuration check takes the new site" "$binary" check-config --nginx "$nginx_dir/snippets/a2a-registry-single.conf"
reload_nginx
check_equal "it is found" 200 "$(https_status /agents/late)"
check_equal "and takes writes" 201 "$(put five)"
check_fails "a backup of the old one is refused from then on" refresh
check_match "because it would lose them" 'has taken writes since it was filled' "$(cat "$scratch/failure")"
check_equal "they are still there" "one three four late five" "$(ids "$standby_url")"
