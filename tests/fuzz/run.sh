#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh BUILD_DIR SECONDS [TARGET…]: fuzzes each target so long, as many at a time as there are
# processors, and tells what was run. Fails when a target does: by a demand that does not hold, a sanitizer,
# a leak, or an input that costs more than 50 ms. What was found is kept in BUILD_DIR/found.
#
# Inputs that reach new code are kept in BUILD_DIR/corpus, so that the next run goes on from there.
#
#   STUCK_SECONDS (20)   ends an input that never returns, and so is never measured; the clock on the wall,
#                        so more where the process may be stopped
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$1 seconds=$2
shift 2
jobs=$(nproc)
stuck_seconds=${STUCK_SECONDS:-20}

# How long inputs may get: where a limit of the code is larger than libFuzzer's usual 4 KiB.
declare -A bytes_max=([header_gate]=20000 [card_ingest]=16384)

fuzz() {
    local target=$1
    local log=$build/log/$target
    mkdir -p "$build/corpus/$target" "$build/found" "$build/log"
    local options=(-max_total_time="$seconds" -timeout="$stuck_seconds" -print_final_stats=1
        -max_len="${bytes_max[$target]:-4096}" -artifact_prefix="$build/found/$target-")
    [[ ! -f $here/dictionaries/$target.dict ]] || options+=(-dict="$here/dictionaries/$target.dict")
    "$build/targets/$target" "${options[@]}" "$build/corpus/$target" "$here/corpus/$target" >"$log" 2>&1 || echo failed >>"$log"
}

# figure <target> <name in the log>
figure() {
    sed -n "s/^$2: *//p" "$build/log/$1" | tail -n 1
}

# What libFuzzer tells apart of the ways through the code, as it last said.
features() {
    sed -n 's/.* ft: \([0-9]*\) .*/\1/p' "$build/log/$1" | tail -n 1
}

report() {
    local target executions all=0 failed=0
    printf '%-18s %14s %10s %14s %10s\n' target executions per_second 'slowest input' features
    for target in "$@"; do
        executions=$(figure "$target" 'stat::number_of_executed_units')
        all=$((all + ${executions:-0}))
        printf '%-18s %14s %10s %14s %10s' "$target" "${executions:-?}" "$(figure "$target" 'stat::average_exec_per_sec')" \
            "$(figure "$target" 'slowest input')" "$(features "$target")"
        if [[ $(tail -n 1 "$build/log/$target") == failed || -z $executions ]]; then
            printf '  FAILED'
            failed=$((failed + 1))
        fi
        echo
    done
    printf '%-18s %14s   %s of %s targets failed\n' all "$all" "$failed" "$#"
    for target in "$@"; do
        [[ $(tail -n 1 "$build/log/$target") != failed ]] || { echo "--- $target"; tail -n 40 "$build/log/$target"; }
    done
    ((failed == 0))
}

targets=("$@")
if (($# == 0)); then
    for folder in "$here"/corpus/*/; do targets+=("$(basename "$folder")"); done
fi
for target in "${targets[@]}"; do
    [[ -x $build/targets/$target ]] || { echo "run.sh: there is no target '$target'" >&2; exit 2; }
done
for target in "${targets[@]}"; do
    while (($(jobs -rp | wc -l) >= jobs)); do wait -n; done
    fuzz "$target" &
done
wait
report "${targets[@]}"
