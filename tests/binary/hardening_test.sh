#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the linker and the compiler were told, read from the program they made; and the packets that
# kill a server of Beast 1.81 built without NDEBUG.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"
command -v readelf >/dev/null || fail "readelf is missing: install binutils"

# Names such as __memcpy_chk, of what is taken from libraries.
imports=$(readelf --wide --dyn-syms "$binary" | awk '$7 == "UND" {sub(/@.*/, "", $8); print $8}')
segments=$(readelf --wide --segments "$binary")
dynamic=$(readelf --wide --dynamic "$binary")
readonly imports segments dynamic

# imported <extended regular expression>
imported() { grep -qxE "$1" <<<"$imports"; }
not_imported() { ! imported "$1"; }
has_no() { ! grep -q "$1" <<<"$dynamic"; }

check "a position independent executable" grep -q 'FLAGS_1.*PIE' <<<"$dynamic"
check "its type" grep -q 'Type: *DYN' <<<"$(readelf --file-header "$binary")"
check "tables that become read-only" grep -q GNU_RELRO <<<"$segments"
check "all of them, for symbols are bound at the start" grep -q 'FLAGS_1.*NOW' <<<"$dynamic"
check "a stack that holds no code" grep -qE 'GNU_STACK.* RW +0x' <<<"$segments"
check_equal "segments that are both written and run" 0 "$(grep -c " RWE " <<<"$segments" || true)"
check "no text relocations" has_no TEXTREL
check "libraries come from the system alone" has_no 'R.*PATH'
check "stack protector" imported __stack_chk_fail
check "FORTIFY" imported '__(mem|str|sn|vsn|read|poll|recv|fprint|realpath|fdelt).*_chk'
check "assertions of libstdc++" imported '_ZSt21__glibcxx_assert_failPKciS0_S0_'
check "NDEBUG: no assertion of Beast's" not_imported __assert_fail

# The last chunk, alone and in three segments: beast_assertion_test.cpp dies of it.
start_registry assertions
exec 3<>"/dev/tcp/127.0.0.1/${registry_url##*:}"
printf 'POST /agents/search HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n' >&3
for segment in '0\r\n' '\r' '\n'; do
    sleep 0.1
    # shellcheck disable=SC2059 # the escapes are meant
    printf "$segment" >&3
done
answer=$(head -n 1 <&3)
exec 3>&-
check_match "the last chunk in segments is answered" '^HTTP/1.1 200 ' "$answer"
check "and the server lives" is_ready "$registry_url"
stop_registry "$registry_pid"
