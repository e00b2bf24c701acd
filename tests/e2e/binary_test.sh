#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the compiler and the linker were asked to defend the program with, read from the program; and
# that nobody gets a build without it, or with assertions inside Beast, by naming no build type.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs readelf nm cmake
readonly project=$here/../..

symbols=$(nm --dynamic "$binary"; nm "$binary" 2>/dev/null || true)
[[ ! $symbols =~ __(asan|tsan)_init ]] || skip "a build for sanitizers, which bring their own"

check_match "position independent" 'Type: +DYN' "$(readelf --wide --file-header "$binary")"
headers=$(readelf --wide --program-headers "$binary")
check_match "relocations end up read-only" 'GNU_RELRO' "$headers"
check_match "no stack to execute" 'GNU_STACK[^'$'\n'']* RW ' "$headers"
[[ ! $headers =~ LOAD[^$'\n']*RWE ]] || fail "memory to write and to execute"
check_match "all symbols are bound at the start" 'BIND_NOW' "$(readelf --wide --dynamic "$binary")"
check_match "stack protector" '__stack_chk_fail' "$symbols"
check_match "fortified calls" '__memcpy_chk' "$symbols"
check_match "assertions of the standard library" '__glibcxx_assert_fail' "$symbols"

cmake -S "$project" -B "$scratch/build" -DA2A_TESTS=OFF -DA2A_BENCH=OFF >"$scratch/cmake.log"
check_match "no build type means Release" 'CMAKE_BUILD_TYPE:STRING=Release' "$(<"$scratch/build/CMakeCache.txt")"
while read -r command; do
    check_match "no assertions" '-DNDEBUG' "$command"
done < <(grep '"command"' "$scratch/build/compile_commands.json")
