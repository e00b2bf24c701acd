#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Asks a server for what servers are asked for, so that a build which counts what it does (A2A_PGO=generate) has
# something to count: both kinds of storage, 1,000 agents of each kind of card, reads, searches and writes.
#
#   ./dev pgo               builds, trains and builds again
#   BUILD_DIR=build/pgo bench/train.sh
set -euo pipefail

readonly build=${BUILD_DIR:?is what is to be trained}
readonly agents=1000 seconds=2 port=${PORT:-18480}
readonly url=http://127.0.0.1:$port

scratch=$(mktemp -d)
server=
stop_all() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    rm -rf "$scratch"
}
trap stop_all EXIT

# serve [option…]: until it is ready. Its end writes what was counted.
serve() {
    "$build/a2a-registry" serve --host 127.0.0.1 --port "$port" --drain-delay 0 --log-level error "$@" &
    server=$!
    until "$build/a2a-registry" healthcheck --url "$url" >/dev/null 2>&1; do
        kill -0 "$server" 2>/dev/null || { echo "train: the server ended" >&2 && exit 1; }
        sleep 0.1
    done
}
stop() {
    kill "$server"
    wait "$server"
    server=
}

load() { "$build/a2a-registry-load" --url "$url" --agents "$agents" --timeout 60 "$@" --json >/dev/null; }

for cards in guide real-like; do
    kind=()
    [ "$cards" = guide ] || kind=(--real-like)
    for storage in memory sqlite; do
        serve --storage "$storage" --data-dir "$scratch/$cards"
        load "${kind[@]}"
        for scenario in get list search health mix; do
            load --scenario "$scenario" --duration "$seconds" --prepared "${kind[@]}"
        done
        stop
    done
    serve --storage sqlite --data-dir "$scratch/$cards" # with something to load
    stop
done
