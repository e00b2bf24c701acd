# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the end-to-end scripts share. A script sources this first; its first argument is the
# registry's binary. Everything that is started here is stopped when the script ends, however
# it ends, and its scratch folder goes with it.
set -euo pipefail

binary=$(realpath "${1:?the path of the a2a-registry binary}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
# shellcheck disable=SC2034 # the scripts use it
readonly binary here scratch
checks=0
started=()

# The settings of whoever runs the tests are not those of the servers under test.
for variable in "${!REGISTRY_@}" "${!UVICORN_@}" "${!STORAGE_@}"; do unset "$variable"; done
export REGISTRY_DATA_DIR=$scratch/data # of whoever asks for durable storage
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY

finish() {
    local status=$? child
    trap - EXIT
    for child in "${started[@]}"; do kill -TERM "$child" 2>/dev/null || true; done
    for child in "${started[@]}"; do
        poll 10 gone "$child" || kill -KILL "$child" 2>/dev/null || true
    done
    if ((status != 0 && status != 77)); then
        tail -n 20 "$scratch"/*.log >&2 2>/dev/null || true
    fi
    rm -rf "$scratch"
    ((status != 0)) || echo "$checks checks passed"
    exit "$status"
}
trap finish EXIT

# --- verdicts ---------------------------------------------------------------------------

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# ctest reads 77 as "skipped".
skip() {
    echo "skipped: $*"
    exit 77
}

needs() {
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null || skip "$tool is not installed"
    done
}

# check <what> <command…>: the command must succeed.
check() {
    local what=$1
    shift
    "$@" || fail "$what"
    checks=$((checks + 1))
}

# check_fails <what> <command…>: the command must not succeed; what it said is in $scratch/failure.
check_fails() {
    local what=$1
    shift
    if "$@" >"$scratch/failure" 2>&1; then fail "$what"; fi
    checks=$((checks + 1))
}

# check_equal <what> <expected> <actual>
check_equal() {
    [[ $2 == "$3" ]] || fail "$1: expected \"$2\", got \"$3\""
    checks=$((checks + 1))
}

# check_match <what> <extended regular expression> <actual>
check_match() {
    [[ $3 =~ $2 ]] || fail "$1: \"$3\" does not match \"$2\""
    checks=$((checks + 1))
}

# --- documents --------------------------------------------------------------------------

# block_of <page> <text>: the first fenced block of the page (README.md, config/…) that has the text, for
# a script that runs it. documents_test.sh takes such a call, both words being literal, for that.
block_of() {
    text=$2 awk '
        /^```/ && !inside { inside = 1; block = ""; next }
        /^```/ { inside = 0; if (index(block, ENVIRON["text"])) { printf "%s", block; found = 1; exit } }
        inside { block = block $0 "\n" }
        END { exit !found }' "$here/../../$1" || fail "$1 has no block with $2"
}

# --- waiting ----------------------------------------------------------------------------

# poll <seconds> <command…>: until it succeeds; fails when it never does.
poll() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS <= deadline)) || return 1
        sleep 0.05
    done
}

# A child that ended but was not waited for is a zombie, and gone too.
gone() {
    local state
    state=$(ps -o stat= -p "$1") || return 0
    [[ $state == Z* ]]
}

# --- servers ----------------------------------------------------------------------------

fetch() {
    curl --silent --show-error --max-time 10 "$@"
}

status_of() {
    fetch --output /dev/null --write-out '%{http_code}' "$@"
}

# A port that was free a moment ago, for a server that cannot take any.
free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# npm_install <source> <folder>: the packages that the lock file in the source names, fetched once. It
# names versions and hashes but no place: npm's own settings say where from.
npm_install() {
    mkdir -p "$2"
    if ! cmp -s "$1/package-lock.json" "$2/node_modules/.locked"; then
        cp "$1/package.json" "$1/package-lock.json" "$2"
        (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error)
        cp "$1/package-lock.json" "$2/node_modules/.locked"
    fi
}

# nginx_paths <folder>: directives that keep what nginx writes in there.
nginx_paths() {
    local name
    for name in client_body proxy fastcgi uwsgi scgi; do echo "${name}_temp_path $1/$name;"; done
}

# start_registry <name> [option…]: on a free port unless told where (--port, or --listen with a TCP
# address first), ready. Sets registry_url, registry_pid and
# registry_log. It drains at once when stopped, unless the options say otherwise.
start_registry() {
    local name=$1
    shift
    [[ " $* " == *" --drain-delay "* ]] || set -- --drain-delay 0 "$@"
    [[ " $* " =~ " --storage "|" --data-dir " ]] || set -- --storage memory "$@"
    if [[ " $* " != *" --listen "* ]]; then
        [[ " $* " == *" --port "* ]] || set -- --port 0 "$@"
        set -- --host 127.0.0.1 "$@"
    fi
    registry_log=$scratch/$name.log
    : >"$registry_log" # what one before it of that name said
    "$binary" serve "$@" 2>"$registry_log" &
    registry_pid=$!
    started+=("$registry_pid")
    poll 10 says_address "$registry_log" || fail "$name did not say that it listens"
    registry_url=http://$(says_address "$registry_log")
    poll 10 is_ready "$registry_url" || fail "$name did not become ready"
}

# The address of the line {"event":"listening","address":"127.0.0.1:…"} that the server logs.
says_address() {
    local line
    line=$(grep -m 1 '"event":"listening"' "$1") || return 1
    sed -n 's/.*"address":"\([^"]*\)".*/\1/p' <<<"$line" | grep .
}

is_ready() {
    [[ $(status_of "$1/readyz") == 200 ]]
}

# stop_registry <pid>: as a service manager would; it must end well.
stop_registry() {
    local status=0
    kill -TERM "$1"
    poll 20 gone "$1" || fail "the registry did not stop within 20 s"
    wait "$1" || status=$?
    check_equal "exit status after SIGTERM" 0 "$status"
}
