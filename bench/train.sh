#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Asks a server for what servers are asked for, so that a build which counts what it does (A2A_PGO=generate) has
# something to count: both kinds of storage, 1,000 agents of each kind of card, reads, searches and writes.
#
#   ./dev pgo               builds, trains and builds again
#   BUILD_DIR=build/pgo bench/train.sh
set -euo pipefail

readonly port=${PORT:-18480}
readonly agents=1000 seconds=2
# shellcheck source=bench/one_server.sh
source "$(dirname "${BASH_SOURCE[0]}")/one_server.sh"

load() { on_client_cores "$build/a2a-registry-load" --url "$url" --agents "$agents" --timeout 60 "$@" --json >/dev/null; }

# Its end writes what was counted.
stop() {
    kill "$server"
    wait "$server"
    server=
}

for cards in guide real-like; do
    kind=()
    [ "$cards" = guide ] || kind=(--real-like)
    for storage in memory sqlite; do
        start_server --data-dir "$scratch/$cards"
        load "${kind[@]}"
        for scenario in get list search health mix; do
            load --scenario "$scenario" --duration "$seconds" --prepared "${kind[@]}"
        done
        stop
    done
    start_server --data-dir "$scratch/$cards" # with something to load
    stop
done
