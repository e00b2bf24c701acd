#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What an operator reads when something is wrong at the start: one line that says what, and a
# status that is not 0. And a reload that fails changes nothing.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs curl

# refuses <what> <extended regular expression> <argument…>: the one line on stderr matches.
refuses() {
    local what=$1 expected=$2 status=0
    shift 2
    timeout 10 "$binary" "$@" >"$scratch/out" 2>"$scratch/err" || status=$?
    check "$what: must fail by itself, not $status" test "$status" -gt 0 -a "$status" -lt 124
    check_equal "$what: lines on stderr ($(cat "$scratch/err"))" 1 "$(wc -l <"$scratch/err")"
    check_match "$what" "$expected" "$(cat "$scratch/err")"
}

refuses "an unknown flag" '--prot.*--port' serve --prot 80
refuses "an unknown verb" 'srve.*serve' srve
refuses "a value that is no number" '(--port|port).*eighty' serve --port eighty
refuses "a value out of range" '(--port|port).*65536' serve --port 65536
refuses "a value of the wrong kind" 'drain.delay.*soon' serve --drain-delay soon
REGISTRY_PORT=eighty refuses "a variable" 'REGISTRY_PORT' serve
refuses "a file that is not there" "$scratch/none.toml" serve --config "$scratch/none.toml"
refuses "a folder for a file" "$scratch" serve --config "$scratch"
echo 'port = = 1' >"$scratch/broken.toml"
refuses "a file that is no TOML" 'broken.toml' serve --config "$scratch/broken.toml"
echo 'prot = 1' >"$scratch/unknown.toml"
refuses "an unknown key" 'prot.*port' serve --config "$scratch/unknown.toml"
refuses "anonymous writes to the world" 'allow-anonymous-writes' serve --host 0.0.0.0 --port 0

max_age() {
    fetch --dump-header - --output /dev/null "$registry_url/agents/one/card" |
        tr -d '\r' | sed -n 's/^[Cc]ache-[Cc]ontrol:.*max-age=\([0-9]*\).*/\1/p'
}

is_max_age() {
    [[ $(max_age) == "$1" ]]
}

# reloads <n>: the log has told of this many attempts to reload.
reloads() {
    (($(grep -c '"event":"reload' "$registry_log") >= $1))
}

echo 'cache_ttl = 77' >"$scratch/registry.toml"
start_registry reloaded --config "$scratch/registry.toml"
status_of --request PUT --header 'Content-Type: application/json' \
    --data-binary '{"name":"one","url":"https://one.example/"}' "$registry_url/agents/one" >"$scratch/out"
check_equal "the file holds" 77 "$(max_age)"

refuses "a busy port" "${registry_url##*:}" serve --host 127.0.0.1 --port "${registry_url##*:}"

echo 'cache_ttl = = 88' >"$scratch/registry.toml"
kill -HUP "$registry_pid"
check "a broken file is told of" poll 10 reloads 1
check_equal "and the old settings stay" 77 "$(max_age)"

printf 'cache_ttl = 99\nmax_agents = 7\n' >"$scratch/registry.toml"
kill -HUP "$registry_pid"
check "a good file is read again" poll 10 is_max_age 99
check_equal "and the limit that is told is the one in force" 7 \
    "$(fetch "$registry_url/metrics" | sed -n 's/^registry_limit{name="max_agents"} //p')"

stop_registry "$registry_pid"
