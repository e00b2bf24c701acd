#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A build for which nobody named a type is a Release build, with NDEBUG and all that hardens it.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"

env -u CMAKE_BUILD_TYPE -u CXXFLAGS -u LDFLAGS cmake -S "$here/../.." -B "$scratch/build" -G Ninja \
    -DA2A_TESTS=OFF -DA2A_BENCH=OFF >"$scratch/cmake.log" 2>&1 || fail "cmake: $(cat "$scratch/cmake.log")"
check "the type" grep -qx 'CMAKE_BUILD_TYPE:STRING=Release' "$scratch/build/CMakeCache.txt"

# without <flag>: commands that compile without it.
commands=$(grep -c '"command":' "$scratch/build/compile_commands.json")
without() { grep '"command":' "$scratch/build/compile_commands.json" | grep -cvF -- " $1 " || true; }
check "there are commands" test "$commands" -gt 50
for flag in -DNDEBUG -fstack-protector-strong -D_GLIBCXX_ASSERTIONS -D_FORTIFY_SOURCE=2; do
    check_equal "commands without $flag" 0 "$(without "$flag")"
done
