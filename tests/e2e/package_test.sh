#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The Debian packages: made, then the daemon's installed into a clean root, started there, upgraded,
# removed and purged, as an administrator would.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/e2e/clean_root.sh
source "$here/clean_root.sh"
needs cpack dpkg dpkg-deb dpkg-shlibdeps file strip curl jq
((EUID == 0)) || skip "only root can install a package"

readonly root=$scratch/root configuration=/etc/a2a-registry/registry.toml home=/var/lib/a2a-registry
quietly() {
    "$@" >"$scratch/said" 2>&1 </dev/null || { cat "$scratch/said" >&2 && false; }
}
inside() {
    chroot "$root" "$@"
}

# another_version <package> <version> <file> [line that is new in the configuration]
another_version() {
    local tree=$scratch/tree
    rm -rf "$tree"
    dpkg-deb --raw-extract "$1" "$tree"
    sed -i "s/^Version: .*/Version: $2/" "$tree/DEBIAN/control"
    [[ -z ${4:-} ]] || echo "$4" >>"$tree$configuration"
    quietly dpkg-deb -Znone --build "$tree" "$root/$3"
}

# start_installed: the program of the package as its user, with what systemd would say of its state.
start_installed() {
    : >"$scratch/installed.log" # what an earlier one said
    chroot "$root" setpriv --reuid a2a-registry --regid a2a-registry --clear-groups \
        env --ignore-environment STATE_DIRECTORY=$home /usr/bin/a2a-registry serve --config $configuration 2>"$scratch/installed.log" &
    registry_pid=$!
    started+=("$registry_pid")
    poll 10 says_address "$scratch/installed.log" || fail "the installed program does not listen"
    registry_url=http://$(says_address "$scratch/installed.log")
    poll 10 is_ready "$registry_url" || fail "the installed program is not ready"
}

status_of_package() {
    # shellcheck disable=SC2016 # fields of dpkg-query
    inside dpkg-query --show --showformat '${db:Status-Status} ${Version}' a2a-registry
}

# --- made -----------------------------------------------------------------------------------

check "packages are made" quietly cpack -G DEB --config "$(dirname "$binary")/CPackConfig.cmake" -B "$scratch/made"
daemon=$(echo "$scratch"/made/a2a-registry_*.deb)
library=$(echo "$scratch"/made/liba2a-registry-client-dev_*.deb)
version=$(dpkg-deb --field "$daemon" Version)
depends=$(dpkg-deb --field "$daemon" Depends)
check_match "what the program is linked to is asked for" 'libsqlite3-0 .*' "$depends"
dpkg-deb --contents "$library" | awk '{ print $6 }' >"$scratch/files"
for file in include/a2a/client.hpp 'lib/.*liba2a-registry-client.a' 'lib/.*cmake/a2a-registry/a2a-registry-config.cmake'; do
    check "the library's package has $file" grep -q "^\./usr/$file$" "$scratch/files"
done

# --- installed ------------------------------------------------------------------------------

make_clean_root "$root" "$depends"
cp "$daemon" "$root/first.deb"
another_version "$daemon" "$version+2" second.deb
another_version "$daemon" "$version+3" third.deb '# new in the third'
check "it installs into a clean root" quietly inside dpkg -i first.deb
check_equal "it is installed" "installed $version" "$(status_of_package)"
check_equal "the configuration is valid" "the configuration is valid" \
    "$(inside a2a-registry check-config --config $configuration)"
check_equal "the agents' place is private" "700 a2a-registry a2a-registry" \
    "$(inside stat --format '%a %U %G' $home)"
check_match "nobody logs in as the user" ':/usr/sbin/nologin$' "$(grep ^a2a-registry: "$root/etc/passwd")"
gunzip -c "$root/usr/share/man/man1/a2a-registry.1.gz" >"$scratch/manual"
check_match "a manual" '^\.TH A2A' "$(grep '^\.TH' "$scratch/manual")"
for flag in $(inside a2a-registry --help-all | grep -o '^  --[a-z-]*') --nginx --token-file; do
    check "the manual tells $flag" grep -qF -- "${flag//-/\\-}" "$scratch/manual"
done

# completes <word…>: what bash would offer for the last one.
completes() {
    bash -c 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _a2a_registry; echo "${COMPREPLY[*]}"' \
        - "$root/usr/share/bash-completion/completions/a2a-registry" a2a-registry "$@"
}
check_equal "bash completes verbs" "search serve" "$(completes se | tr ' ' '\n' | sort | paste -sd ' ')"
check_equal "and flags" "--drain-delay --drain-timeout" "$(completes serve --drain)"
check_equal "and choices" "full" "$(completes serve --durability f)"

# --- started, upgraded ------------------------------------------------------------------------

printf '%s\n' 'port = 0' 'drain_delay = "0s"' >>"$root$configuration"
cp "$root$configuration" "$scratch/edited"
start_installed
check_equal "a card is registered" 201 "$(status_of --request PUT --header 'Content-Type: application/json' \
    --data-binary '{"name":"Weather","url":"https://weather.example/","version":"1"}' "$registry_url/agents/weather")"
check_equal "the agents are the user's alone" "600 a2a-registry" "$(inside stat --format '%a %U' $home/registry.db)"
stop_registry "$registry_pid"

check "an upgrade asks nothing" quietly inside dpkg -i second.deb
check_equal "it is upgraded" "installed $version+2" "$(status_of_package)"
check "an edited configuration is kept" cmp "$root$configuration" "$scratch/edited"
check "also where the package has a new one" quietly inside dpkg --force-confdef --force-confold -i third.deb
check "as the administrator wrote it" cmp "$root$configuration" "$scratch/edited"
check "the new one beside it" grep -q 'new in the third' "$root$configuration.dpkg-dist"
start_installed
check_equal "the agents are there" '"Weather"' "$(fetch "$registry_url/agents/weather" | jq .agent_card.name)"
stop_registry "$registry_pid"

# --- removed, purged --------------------------------------------------------------------------

check "it is removed" quietly inside dpkg --remove a2a-registry
check_fails "with its program" test -e "$root/usr/bin/a2a-registry"
check "the configuration stays" cmp "$root$configuration" "$scratch/edited"
check "the agents stay" test -s "$root$home/registry.db"
check "it is purged" quietly inside dpkg --purge a2a-registry
check_equal "and nothing of it is left" "" "$(find "$root"/{etc,usr,var} -name '*a2a*')"
check_fails "nor known" status_of_package
