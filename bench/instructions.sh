#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the server itself does for a request, counted instead of timed: instructions outside the
# kernel, under Valgrind, of the real program asked over one connection. The count hardly
# depends on what else the machine does; that of a list by some percent, because a socket that is
# full is tried again.
#
#   bench/instructions.sh            counts, and compares
#   bench/instructions.sh --check    the same; fails when a count has grown by more than 5%, a list's by 10%
#   bench/instructions.sh --update   writes the figures; say in the commit why they changed
#
# They hold for one compiler and one C library; with others --check is skipped (exit 77).
#
#   BUILD_DIR   (build/release)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here build=${BUILD_DIR:-build/release}
readonly figures=$here/instructions.tsv
readonly agents=1000
readonly mode=${1:-}

scratch=$(mktemp -d)
server=
stop_all() {
    [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap stop_all EXIT

fail() {
    printf 'instructions: %s\n' "$*" >&2
    exit 1
}

# The kinds of instructions must not depend on the processor.
export GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-AVX512VL,-ERMS,-FSRM OPENSSL_ia32cap=0

# count [scenario requests]…: of a whole life of a server that is asked these, in $counted.
count() {
    local address log=$scratch/log
    : >"$log" # or the address of the server before this one is taken for its own
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$scratch/valgrind" \
        "$build/a2a-registry" serve --storage memory --host 127.0.0.1 --port 0 --worker-count 1 --search-threads 1 \
        --drain-delay 0 --log-format json 2>"$log" &
    server=$!
    until grep -q '"event":"ready"' "$log"; do
        kill -0 "$server" 2>/dev/null || fail "the server ended: $(tail -n 3 "$log")"
        sleep 0.1
    done
    address=$(sed -n 's/.*"event":"listening","address":"\([^"]*\)".*/\1/p' "$log")
    while (($# > 0)); do
        "$build/a2a-registry-load" --url "http://$address" --scenario "$1" --requests "$2" --agents "$agents" \
            --prepared --concurrent 1 --timeout 60 --duration 600 --json >"$scratch/load" ||
            fail "$1: $(cat "$scratch/load")"
        shift 2
    done
    kill -TERM "$server"
    wait "$server" || fail "the server did not stop well: $(tail -n 3 "$log")"
    server=
    counted=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$scratch/valgrind")
    [[ $counted =~ ^[0-9]+$ ]] || fail "Valgrind counted nothing: $(tail -n 3 "$scratch/valgrind")"
}

# The versions that the figures hold for.
image() { printf '%s, %s' "$(g++ -dumpfullversion)" "$(ldd --version | awk 'NR == 1 {print $NF}')"; }

measure() {
    local empty filled
    count
    empty=$counted
    count register "$agents"
    filled=$counted
    echo "register $(((filled - empty) / agents))"
    for line in 'get 2000' 'list 400' 'search 600'; do
        read -r operation requests <<<"$line"
        count register "$agents" "$operation" "$requests"
        echo "$operation $(((counted - filled) / requests))"
    done
}

for tool in valgrind g++ awk; do
    command -v "$tool" >/dev/null || fail "$tool is missing"
done
if [ "$mode" = --check ] && ! grep -qxF "# GCC and glibc: $(image)" "$figures"; then
    echo "skipped: the figures hold for other versions than $(image)"
    exit 77
fi

measure >"$scratch/now"
if [ "$mode" = --update ]; then
    {
        echo "# Instructions for a request, guide's cards, $agents agents: bench/instructions.sh --update"
        echo "# GCC and glibc: $(image)"
        tr ' ' '\t' <"$scratch/now"
    } >"$figures"
fi
awk '
    /^#/ {next}
    NR == FNR {known[$1] = $2; next}
    {
        grown = known[$1] ? ($2 / known[$1] - 1) * 100 : 0
        printf "%-9s %9d instructions, committed %9d: %+.1f%%\n", $1, $2, known[$1], grown
        if (!known[$1] || grown > ($1 == "list" ? 10 : 5)) worse = 1
    }
    END {exit worse}' "$figures" "$scratch/now" && status=0 || status=1
if [ "$mode" = --check ] && ((status != 0)); then
    fail "a request costs more than it did; find out why, or commit new figures and say why"
fi
