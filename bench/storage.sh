#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What durability costs: registrations beside memory storage, imports, reads beside durable
# writes, and the start over what was stored.
#
#   ./dev bench storage       builds first
#   bench/storage.sh          measures what is built
#
#   PARTS         ("register import start reads") which
#   STORAGES      ("memory full relaxed") that take turns
#   ROUNDS        (3) of register and import; medians are told
#   WINDOWS       (9) of reads, alone and beside writes
#   CLIENTS       (64)
#   AGENTS        (20000) registered a round
#   IMPORT        (100000) guide's cards a round
#   START         ("guide:100000 real:100000") also "guide:1000000"
#   DATA          a folder on the disk to measure (default: a temporary one)
#   PORT          (18460, and one above)
#   BUILD_DIR     (build/release)
#   SERVE_FLAGS   further flags for the registry
set -euo pipefail

readonly build=${BUILD_DIR:-build/release}
readonly port=${PORT:-18460}
readonly url=http://127.0.0.1:$port
readonly last_cpu=$(($(nproc) - 1))
readonly all_cpus=0-$last_cpu
readonly rounds=${ROUNDS:-3} windows=${WINDOWS:-9} clients=${CLIENTS:-64} agents=${AGENTS:-20000} import=${IMPORT:-100000}
read -r -a parts <<<"${PARTS:-register import start reads}"
read -r -a storages <<<"${STORAGES:-memory full relaxed}"
read -r -a starts <<<"${START:-guide:100000 real:100000}"
read -r -a serve_flags <<<"${SERVE_FLAGS:-}"

scratch=$(mktemp -d)
data=$(mktemp -d -p "${DATA:-$scratch}")
readonly scratch data
server=
floor=

stop_server() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=
}
stop_all() {
    stop_server
    [ -z "$floor" ] || kill "$floor"
    rm -rf "$scratch" "$data"
}
trap stop_all EXIT

fail() {
    printf 'storage: %s\n' "$*" >&2
    exit 1
}

# serve <memory|full|relaxed>: until it is ready. polled= how often to look, in seconds; level=
# what is logged; cpus= where it runs (taskset(1)).
serve() {
    local flags=(--storage memory)
    [ "$1" = memory ] || flags=(--storage sqlite --durability "$1" --data-dir "$data/registry")
    taskset --cpu-list "${cpus:-$all_cpus}" "$build/a2a-registry" serve --host 127.0.0.1 --port "$port" --max-agents 0 --drain-delay 0 --log-format json \
        --log-level "${level:-error}" "${flags[@]}" "${serve_flags[@]}" >"$scratch/server.log" 2>&1 &
    server=$!
    until curl --silent --fail --output /dev/null "$url/readyz"; do
        kill -0 "$server" 2>/dev/null || fail "the server ended: $(tail -n 3 "$scratch/server.log")"
        sleep "${polled:-0.01}"
    done
}

fresh() { rm -rf "${data:?}"/*; }
metric() { curl --silent "$url/metrics" | awk -v name="$1" '$1 == name {print $2}'; }
# at= another server than the registry.
load() { taskset --cpu-list "${cpus:-$all_cpus}" "$build/a2a-registry-load" --url "${at:-$url}" --json "$@" || true; }
median() { sort -g | awk '{all[NR] = $1} END {print all[int((NR + 1) / 2)]}'; }
of() { awk -v row="$1" -v column="$2" '$1 == row {print $column}' "$scratch/samples" | median; }
milliseconds() { awk -v s="$1" 'BEGIN {printf "%.2f ms", s * 1000}'; }

measure_register() {
    local storage figures commits
    : >"$scratch/samples"
    for _ in $(seq "$rounds"); do
        for storage in "${storages[@]}"; do
            fresh
            serve "$storage"
            figures=$(load --scenario register --agents "$agents" --concurrent "$clients")
            [ "$(jq .failed <<<"$figures")" = 0 ] || fail "registrations failed: $figures"
            commits=$(metric registry_journal_batch_writes_count)
            {
                printf '%s ' "$storage"
                jq --raw-output --join-output '"\(.requests_per_second) \(.latency.p50) \(.latency.p95) "' <<<"$figures"
                awk -v rows="$agents" -v commits="$commits" \
                    -v sum="$(metric registry_journal_commit_duration_seconds_sum)" \
                    'BEGIN {print rows / commits, sum / commits}'
            } >>"$scratch/samples"
            stop_server
        done
    done
    printf '\n%s clients register %s agents each time, %s rounds, medians:\n\n' "$clients" "$agents" "$rounds"
    echo '| storage | registrations/s | p50 | p95 | rows a commit | mean commit |'
    echo '| --- | --- | --- | --- | --- | --- |'
    for storage in "${storages[@]}"; do
        printf '| %s | %.0f | %s | %s | %.1f | %s |\n' "$storage" "$(of "$storage" 2)" \
            "$(milliseconds "$(of "$storage" 3)")" "$(milliseconds "$(of "$storage" 4)")" "$(of "$storage" 5)" \
            "$(milliseconds "$(of "$storage" 6)")"
    done
}

# cards <guide|real> <count>
cards() {
    local guide=()
    [ "$1" = real ] || guide=(--guide)
    "$build/a2a-bench-cards" --count "$2" "${guide[@]}"
}

# import_file <file>: its cards, and how many seconds that took.
import_file() {
    curl --silent --fail --header 'Content-Type: application/x-ndjson' --upload-file "$1" --request POST \
        --output "$scratch/results" --write-out '%{time_total}\n' "$url/agents:import"
}

measure_import() {
    local storage
    : >"$scratch/samples"
    cards guide "$import" >"$scratch/cards"
    for _ in $(seq "$rounds"); do
        for storage in "${storages[@]}"; do
            fresh
            serve "$storage"
            printf '%s %s\n' "$storage" "$(import_file "$scratch/cards")" >>"$scratch/samples"
            [ "$(grep -c '"created"' "$scratch/results")" = "$import" ] || fail "not all cards were imported"
            stop_server
        done
    done
    printf "\nPOST /agents:import of %s of the guide's cards by one client, %s rounds, medians:\n\n" "$import" "$rounds"
    echo '| storage | cards/s |'
    echo '| --- | --- |'
    for storage in "${storages[@]}"; do
        printf '| %s | %.0f |\n' "$storage" "$(awk -v n="$import" -v s="$(of "$storage" 2)" 'BEGIN {print n / s}')"
    done
}

# From "listening" to "ready", as the registry itself tells: asking it all the time would take a
# core from it.
measure_start() {
    local kind count seconds
    printf '\nStart over what was stored, files in the page cache, %s rounds, medians:\n\n' "$rounds"
    echo '| agents | ready after | database | resident memory |'
    echo '| --- | --- | --- | --- |'
    for start in "${starts[@]}"; do
        kind=${start%:*} count=${start#*:}
        cards "$kind" "$count" >"$scratch/cards"
        fresh
        serve full
        import_file "$scratch/cards" >/dev/null
        stop_server
        : >"$scratch/samples"
        for _ in $(seq "$rounds"); do
            polled=1 level=info serve full
            seconds=$(sed -n 's/.*"event":"ready".*"seconds":\([0-9.]*\).*/\1/p' "$scratch/server.log")
            printf 'start %s %s\n' "$seconds" "$(awk '/^VmRSS/ {print $2 / 1024}' "/proc/$server/status")" \
                >>"$scratch/samples"
            [ "$(metric registry_active_agents)" = "$count" ] || fail "not all agents are back"
            stop_server
        done
        printf '| %s, %s cards | %.2f s | %s MiB | %.0f MiB |\n' "$count" "$kind" "$(of start 2)" \
            "$(($(stat --format %s "$data/registry/registry.db") / 1048576))" "$(of start 3)"
    done
}

# A row: NAME, the medians of the windows on standard input.
print_reads() {
    jq --raw-output --slurp --arg name "$1" \
        'def ms: . * 1e5 | round / 100 | "\(.) ms";
         def median(of): map(of) | sort | .[length / 2 | floor];
         "| \($name) | \(median(.latency.p50) | ms) | \(median(.latency.p99) | ms) | " +
         "\(median(.latency["p99.9"]) | ms) | \(map(.failed) | add) |"'
}

# Gets at 40% of their peak, open loop, alone and beside 2,000 durable writes a second, in windows of
# a second that take turns: cores of one machine differ from minute to minute by more than the
# writes do. The server has a core of its own. What the disk does to everything on the machine is
# told by a third kind of window, beside a dd that does nothing but sync; DATA=/dev/shm leaves
# the disk out. What the kernel and the clients make of the same rate is told by the floor
# (bench/floor), the cheapest server there can be.
measure_reads() {
    local peak rate writing cpus=$last_cpu floor_url=http://127.0.0.1:$((port + 1)) gets=(--scenario get --prepared --concurrent 50)
    fresh
    cpus=0 serve full
    load --scenario register --agents 2000 --concurrent "$clients" >/dev/null
    peak=$(load "${gets[@]}" --agents 1000 --duration 3 | jq .requests_per_second)
    rate=$(awk -v peak="$peak" 'BEGIN {printf "%d", peak * 0.4}')
    curl --silent --fail --output "$scratch/card" "$url/agents/bench-agent-0"
    taskset --cpu-list 0 "$build/a2a-bench-floor" --port $((port + 1)) --body-file "$scratch/card" >/dev/null &
    floor=$!
    for _ in $(seq "$windows"); do
        at=$floor_url load "${gets[@]}" --agents 1 --rate "$rate" --duration 1 >>"$scratch/floor"
        load "${gets[@]}" --agents 1000 --rate "$rate" --duration 1 >>"$scratch/alone"
        load --scenario replace --agents 2000 --concurrent 50 --rate 2000 --duration 1.6 \
            >>"$scratch/writes" &
        writing=$!
        sleep 0.4
        load "${gets[@]}" --agents 1000 --rate "$rate" --duration 1 >>"$scratch/beside"
        wait "$writing"
        taskset --cpu-list 0 timeout 1.6 dd if=/dev/zero of="$data/synced" bs=4k oflag=dsync status=none &
        writing=$!
        sleep 0.4
        load "${gets[@]}" --agents 1000 --rate "$rate" --duration 1 >>"$scratch/synced"
        wait "$writing" || true
        rm "$data/synced"
    done
    printf '\nGets at %s a second (40%% of their peak), open loop, %s windows, medians:\n\n' "$rate" "$windows"
    echo '| | p50 | p99 | p99.9 | failed |'
    echo '| --- | --- | --- | --- | --- |'
    print_reads "the floor, alone" <"$scratch/floor"
    print_reads alone <"$scratch/alone"
    print_reads "beside 2,000 durable writes a second" <"$scratch/beside"
    print_reads "beside a dd that only syncs" <"$scratch/synced"
    print_reads "those writes" <"$scratch/writes"
    stop_server
}

for tool in taskset curl jq awk; do
    command -v "$tool" >/dev/null || fail "$tool is missing"
done
for program in a2a-registry a2a-registry-load a2a-bench-cards a2a-bench-floor; do
    [ -x "$build/$program" ] || fail "$build/$program is not built"
done

printf 'Machine: %s cores, %s, %s\n' "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -sr)"
for part in "${parts[@]}"; do
    "measure_$part"
done
