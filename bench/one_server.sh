# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# For scripts that measure one server on a core of its own, with all others beside it on the rest.
# Who sources this has set `port`; it gets build, url, scratch, server, fail(), on_client_cores() and start_server().

readonly build=${BUILD_DIR:-build/release}
# shellcheck disable=SC2154 # whoever sources this has a port
readonly url=http://127.0.0.1:$port

scratch=$(mktemp -d)
readonly scratch
server=
stop_all() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    rm -rf "$scratch"
}
trap stop_all EXIT

fail() {
    printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2
    exit 1
}

for program in a2a-registry a2a-registry-load; do
    [ -x "$build/$program" ] || fail "$build/$program is not built"
done
for tool in jq curl taskset; do command -v "$tool" >/dev/null || fail "$tool is missing"; done
[ "$(nproc)" -ge 2 ] || fail "the server and its clients need a core each"

on_client_cores() { taskset --cpu-list "1-$(($(nproc) - 1))" "$@"; }

# start_server [option…]: until it is ready. storage= (memory) of which kind.
start_server() {
    taskset --cpu-list 0 "$build/a2a-registry" serve --host 127.0.0.1 --port "$port" --storage "${storage:-memory}" \
        --drain-delay 0 --log-level error "$@" >"$scratch/server.log" 2>&1 &
    server=$!
    until curl --silent --fail --output /dev/null "$url/readyz"; do
        kill -0 "$server" 2>/dev/null || fail "the server ended: $(tail -n 3 "$scratch/server.log")"
        sleep 0.05
    done
}
