#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The shipped units, judged by systemd's own programs, and its way of passing a socket.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly shipped=$here/../../config/systemd
for tool in systemd-analyze systemd-sysusers systemd-socket-activate; do
    command -v "$tool" >/dev/null || fail "$tool is missing: the package systemd has it"
done

# As the page says, below a root of our own; what asks systemd itself has nobody to ask here.
readonly root=$scratch/root
mkdir -p "$root"/{etc,usr/bin}
# shellcheck disable=SC2016 # a code fence
commands=$(sed -n '/^```sh/,/^```$/p;/^| what/q' "$shipped/README.md" | grep '^install ') || fail "the page has no commands"
(cd "$shipped" && bash -euc "$(sed -E -e "s| /(usr\|etc)/| $root/\1/|g" -e "s|[^ ]*/build/release/a2a-registry|$binary|" <<<"$commands")")
check "the page installs the program" "$root/usr/bin/a2a-registry" --version >"$scratch/out"
check "and a configuration that it takes" "$root/usr/bin/a2a-registry" check-config \
    --config "$root/etc/a2a-registry/registry.toml" >"$scratch/out"
check_match "the user is made" "Creating user 'a2a-registry'" "$(systemd-sysusers --dry-run --root="$root" 2>&1)"

# The units as they are, but for where the program lies.
mkdir "$scratch/units"
cp "$root/etc/systemd/system/"* "$scratch/units/"
sed -i "s|/usr/bin/a2a-registry|$binary|" "$scratch/units/a2a-registry.service"

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

# As the page says, below a folder of this test; the user of the registry is whoever runs it.
readonly machine=$scratch/machine
mkdir -p "$machine"/usr/bin "$machine"/etc/systemd/system "$scratch/bin" "$scratch/page"
cat >"$scratch/bin/systemctl" <<END
#!/bin/sh
case \$1 in
    daemon-reload) ;;
    enable) shift 2 && exec "$(command -v systemctl)" --root="$machine" enable "\$@" ;;
    *) exit 1 ;;
esac
END
chmod +x "$scratch/bin/systemctl"
on_this_machine() {
    sed -e "s#\(/usr/\|/etc/\)#$machine\1#g" -e "s|\.\./\.\./build/release/a2a-registry|$binary|" \
        -e "s|^systemd-sysusers\$|& --dry-run --root=$machine|" -e "s/-o a2a-registry -g a2a-registry/-o $(id -un) -g $(id -gn)/"
}
block_of config/systemd/README.md 'systemctl enable' | on_this_machine >"$scratch/install"
block_of config/systemd/README.md ' token ' | on_this_machine >"$scratch/token"
as_the_page_says() {
    (cd "$1" && PATH=$scratch/bin:$PATH exec bash -eu "$2") >"$scratch/out" 2>&1 || { cat "$scratch/out" >&2 && return 1; }
}
check "the page installs it" as_the_page_says "$shipped" "$scratch/install"
check_match "with a user" "Would create system user a2a-registry|Creating user 'a2a-registry'" "$(cat "$scratch/out")"
check_equal "enabled at the next start" "a2a-registry.service a2a-registry.socket" \
    "$(cd "$machine/etc/systemd/system" && basename --multiple ./*.wants/* | xargs)"
check "with the configuration that the unit names" "$machine/usr/bin/a2a-registry" check-config \
    --config "$machine$(sed -n 's/^ExecStart=.* --config //p' "$shipped/a2a-registry.service")" >"$scratch/out"
echo 0123456789abcdef0123456789abcdef >"$scratch/page/token"
check "and a token" as_the_page_says "$scratch/page" "$scratch/token"
start_registry with_token --write-token-file "$machine/etc/a2a-registry/token"
stop_registry "$registry_pid"

# The controls: what is wrong is found.
sed -i 's/^WatchdogSec=.*/WatchdogSec=often/' "$scratch/units/a2a-registry.service"
check_match "a wrong value is found" 'Failed to parse' "$(verify 2>&1)"
sed -i '/^Protect\|^Private\|^Restrict/d' "$scratch/units/a2a-registry.service"
check_fails "a unit without its walls is found" secure
check_match "by what it is exposed to" 'Overall exposure level for a2a-registry.service: [3-9]\.' "$(cat "$scratch/failure")"

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
