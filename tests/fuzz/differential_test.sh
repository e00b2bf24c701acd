#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# differential_test.sh STREAMS FOLDER…: node's parser frames what our connection layer accepts as we do.
# A2A_DIFFERENTIAL_COUNT and A2A_DIFFERENTIAL_SEED choose how many streams beside the kept ones, and which.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
streams=$1
shift
count=${A2A_DIFFERENTIAL_COUNT:-10000} seed=${A2A_DIFFERENTIAL_SEED:-1}

command -v node >/dev/null || { echo "node is missing: ./dev test installs it" >&2; exit 1; }
"$streams" "$count" "$seed" "$@" | node "$here/differential/judge.mjs"

# The control: verdicts of a server that overlooks Content-Length are found to differ.
if said=$("$streams" 200 "$seed" --blind "$@" | node "$here/differential/judge.mjs"); then
    printf 'a server that overlooks Content-Length is not found out:\n%s\n' "$said" >&2
    exit 1
fi
[[ $said == *'another body'* || $said == *'waits for its body'* || $said == *'another request line'* ]] || {
    printf 'the control failed for another reason:\n%s\n' "$said" >&2
    exit 1
}
