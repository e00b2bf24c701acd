#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# control_test.sh REPLAY SCRATCH: the program that replays a corpus fails for each reason it has to fail.
set -euo pipefail

replay=$1 scratch=$2
rm -rf "$scratch"
mkdir -p "$scratch/empty" "$scratch/good"
printf 'true' >"$scratch/good/true"
for word in false throw slow; do
    mkdir "$scratch/$word"
    printf '%s' "$word" >"$scratch/$word/$word"
done

fail() {
    echo "FAILED: $1" >&2
    cat "$scratch/said" >&2
    exit 1
}

# fails <folder> <what it must say>
fails() {
    ! ASAN_OPTIONS=handle_abort=0 "$replay" "$scratch/$1" >"$scratch/said" 2>&1 || fail "$1 is not noticed"
    grep -q "$2" "$scratch/said" || fail "$1 is not named"
}

"$replay" "$scratch/good" >"$scratch/said" 2>&1 || fail "a good input is refused"
fails empty '^0 files'
fails false "does not hold: the input is not 'false'"
fails throw 'thrown on input'
fails slow 'an input costs at most 50 ms'
fails missing 'missing'
