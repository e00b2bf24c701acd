#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Several addresses from a file, IPv6 and IPv4 side by side, and a Unix socket through kills and restarts.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs curl

readonly socket=$scratch/http.sock

answers_over_socket() {
    [[ $(status_of --unix-socket "$socket" http://localhost/health) == 200 ]]
}

addresses_of() {
    sed -n 's/.*"event":"listening".*"address":"\([^"]*\)".*/\1/p' "$1"
}

# start_on_file <name>: as the file says.
start_on_file() {
    "$binary" serve --config "$scratch/registry.toml" --storage memory --drain-delay 0 2>"$scratch/$1.log" &
    registry_pid=$!
    started+=("$registry_pid")
    poll 10 answers_over_socket || fail "$1 does not answer on $socket"
}

# --- a list in the file ------------------------------------------------------------------------

port=$(free_port)
addresses=("\"127.0.0.1:$port\"" "\"unix:$socket\"")
if [[ -s /proc/net/if_inet6 ]]; then addresses+=("\"[::1]:$port\""); fi # the same port: IPv6 is not both
printf 'listen = [%s]\nsocket_mode = "0600"\n' "$(IFS=,; echo "${addresses[*]}")" >"$scratch/registry.toml"
check "the file is valid" "$binary" check-config --config "$scratch/registry.toml" >"$scratch/out"
start_registry several --listen "127.0.0.1:$port" --config "$scratch/registry.toml"
check_equal "a flag replaces the list of the file" "127.0.0.1:$port" "$(addresses_of "$registry_log")"
stop_registry "$registry_pid"
start_on_file list
check_equal "every address of the list is said" "${#addresses[@]}" "$(addresses_of "$scratch/list.log" | wc -l)"
check_equal "IPv4" 200 "$(status_of "http://127.0.0.1:$port/health")"
if [[ -s /proc/net/if_inet6 ]]; then check_equal "IPv6" 200 "$(status_of "http://[::1]:$port/health")"; fi
check_equal "the socket's mode" "600 socket" "$(stat --format '%a %F' "$socket")"

# --- the socket through a kill -------------------------------------------------------------------

check_fails "a second registry does not take a socket that is in use" \
    "$binary" serve --listen "unix:$socket" --storage memory
check_match "and says so" "unix:$socket: Address already in use" "$(cat "$scratch/failure")"
{ kill -KILL "$registry_pid" && wait "$registry_pid"; } 2>/dev/null || true
check "a kill leaves the socket behind" test -S "$socket"
start_on_file again
stop_registry "$registry_pid"
check "a stop does not" test ! -e "$socket"
touch "$socket"
check_fails "what is no socket is not replaced" "$binary" serve --listen "unix:$socket" --storage memory
check_match "and named" "unix:$socket: a file that is no socket lies there" "$(cat "$scratch/failure")"
