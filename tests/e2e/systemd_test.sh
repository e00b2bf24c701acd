#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The shipped units, judged by systemd's own programs, and its way of passing a socket.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly shipped=$here/../../config/systemd
for tool in systemd-analyze systemd-sysusers systemd-socket-activate; do
    command -v "$tool" >/dev/null || fail "$tool is missing: the package systemd has it"
done

# The units as they are, but for where the program lies.
mkdir "$scratch/units"
sed "s|/usr/bin/a2a-registry|$binary|" "$shipped/a2a-registry.service" >"$scratch/units/a2a-registry.service"
cp "$shipped/a2a-registry.socket" "$scratch/units/"

verify() {
    systemd-analyze verify --man=no "$scratch/units/a2a-registry.service" "$scratch/units/a2a-registry.socket"
}

# secure: exposed to at most 2.0, on systemd's scale from 0 to 10.
secure() {
    systemd-analyze security --offline=true --no-pager --threshold=20 "$scratch/units/a2a-registry.service"
}

check_equal "systemd has no complaint about the units" "" "$(verify 2>&1)"
check "they are safe by its scale" secure >"$scratch/rating"
check_match "which says so" 'Overall exposure level for a2a-registry.service: [01]\.[0-9] OK' "$(cat "$scratch/rating")"

# The controls: what is wrong is found.
sed -i 's/^WatchdogSec=.*/WatchdogSec=often/' "$scratch/units/a2a-registry.service"
check_match "a wrong value is found" 'Failed to parse' "$(verify 2>&1)"
sed -i '/^Protect\|^Private\|^Restrict/d' "$scratch/units/a2a-registry.service"
check_fails "a unit without its walls is found" secure
check_match "by what it is exposed to" 'Overall exposure level for a2a-registry.service: [3-9]\.' "$(cat "$scratch/failure")"

check_match "the user is made" "Would create system user a2a-registry|Creating user 'a2a-registry'" \
    "$(systemd-sysusers --dry-run --root="$scratch" "$(realpath "$shipped/sysusers.d/a2a-registry.conf")" 2>&1)"
for word in "User=a2a-registry" "StateDirectory=a2a-registry" "RuntimeDirectory=a2a-registry"; do
    check "the unit has $word" grep -qx "$word" "$shipped/a2a-registry.service"
done

# The program of systemd that passes a socket: it starts the server when the first client comes.
port=$(free_port)
systemd-socket-activate --listen "127.0.0.1:$port" "$binary" serve --storage memory --drain-delay 0 2>"$scratch/activated.log" &
activated=$!
started+=("$activated")
is_activated() {
    [[ $(status_of "http://127.0.0.1:$port/readyz") == 200 ]]
}
check "the first client is answered" poll 10 is_activated
check_equal "on the socket that was passed" "127.0.0.1:$port" "$(says_address "$scratch/activated.log")"
stop_registry "$activated"
