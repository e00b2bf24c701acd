#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What an operator does with a registry's data: export, import, backup, restore, verify, beside
# the running server and without one; and what is said when it cannot be done.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs curl jq sqlite3

readonly data=$scratch/data
readonly agents=400

# put <id> <card>: the status.
put() {
    status_of --request PUT --header 'Content-Type: application/json' --data-binary "$2" "$registry_url/agents/$1"
}

# card <name> <version>: with spelling that a parser and a printer would change.
card() {
    printf '{"url":"https://a.example/","name":"%s","version":"%s","x":1.50e+3,"skills":[{"id":"s","name":"\\u0053"}]}' \
        "$1" "$2"
}

# says <what> <extended regular expression> <argument…>: ends badly, with one such line.
says() {
    local what=$1 expected=$2
    shift 2
    check_fails "$what must fail" timeout 60 "$binary" "$@"
    check_equal "$what: lines ($(cat "$scratch/failure"))" 1 "$(wc -l <"$scratch/failure")"
    check_match "$what" "^a2a-registry: .*($expected)" "$(cat "$scratch/failure")"
}

# Cards and ids alone: revisions and times are each registry's own.
content_of() {
    sed -E 's/,"revision":[0-9]+,"registered_at":"[^"]*","updated_at":"[^"]*"\}$//' "$1"
}

mode_of() {
    stat --format %a "$1"
}

# --- export beside the running server ------------------------------------------------------

start_registry first --storage sqlite --data-dir "$data"
for ((i = 0; i < agents; ++i)); do
    printf '%s\n' "$(card "agent $i" 1)"
done >"$scratch/cards.ndjson"
check "many cards over HTTP" "$binary" import "$scratch/cards.ndjson" --url "$registry_url" >"$scratch/out"
check_equal "what an import says" "imported $agents cards: $agents created, 0 replaced, 0 unchanged; 0 refused" \
    "$(cat "$scratch/out")"
check_equal "one under an id of its own" 201 "$(put 'up%2F%22down' "$(card other 1)")"
check_equal "the first replaced" 200 "$(put 'agent%200' "$(card 'agent 0' 2)")"
check_equal "the second removed" 200 "$(status_of --request DELETE "$registry_url/agents/agent%201")"

before=$(ls "$data")
check "export beside the server" "$binary" export --data-dir "$data" >"$scratch/export"
check_equal "it makes no files" "$before" "$(ls "$data")"
check_equal "an agent a line" "$agents" "$(wc -l <"$scratch/export")"
check_equal "as GET answers it, the oldest first though it was replaced" \
    "$(fetch "$registry_url/agents/agent%200")" "$(head -n 1 "$scratch/export")"
check_equal "the newest last" "$(fetch "$registry_url/agents/up%2F%22down")" "$(tail -n 1 "$scratch/export")"
check "export into a file" env REGISTRY_DATA_DIR="$data" "$binary" export --output "$scratch/exported" >"$scratch/out"
check_match "what it says" "^exported $agents agents at revision [0-9]+ to " "$(cat "$scratch/out")"
check "is the same" cmp "$scratch/export" "$scratch/exported"
check_equal "for its owner alone" 600 "$(mode_of "$scratch/exported")"
check "and no draft is left" test ! -e "$scratch/exported.new"
check_fails "a full disk is noticed" "$binary" export --data-dir "$data" --output /dev/full
if [[ -w /dev/full ]]; then
    check_fails "on the standard output too" sh -c "'$binary' export --data-dir '$data' >/dev/full"
fi

# --- import into another registry, and into a data directory -------------------------------

first_url=$registry_url
first_pid=$registry_pid
echo 0123456789abcdef0123456789abcdef >"$scratch/token"
chmod 600 "$scratch/token"
start_registry second --storage sqlite --data-dir "$scratch/second" --write-token-file "$scratch/token"
check_fails "an import without the token" "$binary" import "$scratch/export" --url "$registry_url"
check_match "says so" 'a2a-registry: .*token.*not everything was imported' "$(cat "$scratch/failure")"
check "an import with it" "$binary" import "$scratch/export" --url "$registry_url" --token-file "$scratch/token" \
    >"$scratch/out"
check_match "creates all" "$agents created, 0 replaced, 0 unchanged; 0 refused" "$(cat "$scratch/out")"
check "again" "$binary" import "$scratch/export" --url "$registry_url" --token-file "$scratch/token" >"$scratch/out"
check_match "changes nothing" "0 created, 0 replaced, $agents unchanged; 0 refused" "$(cat "$scratch/out")"
check "its export" "$binary" export --data-dir "$scratch/second" >"$scratch/export2"
check_equal "has the same cards under the same ids" "$(content_of "$scratch/export")" "$(content_of "$scratch/export2")"

check "an import into a new data directory" "$binary" import - --data-dir "$scratch/third" \
    <"$scratch/export" >"$scratch/out"
check_match "creates all" "$agents created, 0 replaced, 0 unchanged; 0 refused" "$(cat "$scratch/out")"
check "again" "$binary" import "$scratch/export" --data-dir "$scratch/third" >"$scratch/out"
check_match "changes nothing" "0 created, 0 replaced, $agents unchanged; 0 refused" "$(cat "$scratch/out")"
check "its export" "$binary" export --data-dir "$scratch/third" >"$scratch/export3"
check_equal "has the same cards under the same ids" "$(content_of "$scratch/export")" "$(content_of "$scratch/export3")"
check "all is well in it" "$binary" verify --data-dir "$scratch/third" >"$scratch/out"
check_equal "as the last line says" ok "$(tail -n 1 "$scratch/out")"
start_registry third --storage sqlite --data-dir "$scratch/third"
check_equal "a server starts on it" "$agents" "$(fetch "$registry_url/agents?limit=1" | jq .total)"
says "an import under a running server" 'in use by process [0-9]+;.*--url' \
    import "$scratch/export" --data-dir "$scratch/third"
stop_registry "$registry_pid"

# --- inputs of other shapes, and refused cards ---------------------------------------------

mkdir "$scratch/cards"
card pretty 1 | jq . >"$scratch/cards/b.json"
card plain 1 >"$scratch/cards/a.json"
printf '{"agent_card":%s}\n\n' "$(card wrapped 1)" >"$scratch/cards/c.json"
printf 'nothing' >"$scratch/cards/readme.txt"
check "a folder of cards" "$binary" import "$scratch/cards" --data-dir "$scratch/fourth" >"$scratch/out"
check_match "all of them" '3 created, 0 replaced, 0 unchanged; 0 refused' "$(cat "$scratch/out")"
check "in the order of their names" "$binary" export --data-dir "$scratch/fourth" >"$scratch/export4"
check_equal "and nothing else" "plain pretty wrapped" "$(jq -r .id "$scratch/export4" | xargs)"

{
    card good 1
    echo
    echo '{"name":7,"url":"https://a.example/","skills":[{}]}'
    echo
    echo '{"agent_card":{"name":"bad","url":"nowhere"},"id":"known"}'
    echo '{"name":'
    card good 2
} >"$scratch/mixed.ndjson"
echo '{"name": "half' >"$scratch/half.json"
for target in "--data-dir $scratch/fourth" "--url $first_url"; do
    # shellcheck disable=SC2086 # two words
    check_fails "an import with refused cards" "$binary" import "$scratch/mixed.ndjson" "$scratch/half.json" $target
    check_match "counts ($target)" 'imported 2 cards: 1 created, 1 replaced, 0 unchanged; 4 refused' \
        "$(cat "$scratch/failure")"
    check "names the line and the member" grep -q "^refused: $scratch/mixed.ndjson:2: /name: " "$scratch/failure"
    check "every fault of it" grep -q "^refused: $scratch/mixed.ndjson:2: /skills/0/id: " "$scratch/failure"
    check "names the id" grep -q "^refused: $scratch/mixed.ndjson:4: \"known\": /url: " "$scratch/failure"
    check "says what is no JSON" grep -q "^refused: $scratch/mixed.ndjson:5: " "$scratch/failure"
    check "and names a file that is one card" grep -q "^refused: $scratch/half.json: " "$scratch/failure"
done
check_fails "more than max_agents" env REGISTRY_MAX_AGENTS=5 "$binary" import "$scratch/cards.ndjson" \
    --data-dir "$scratch/fourth"
check_match "are refused, the rest is there" '1 created, 0 replaced, 0 unchanged; 399 refused' "$(cat "$scratch/failure")"

says "no such input" 'nowhere.ndjson cannot be read' import "$scratch/nowhere.ndjson" --data-dir "$scratch/fourth"
mkdir "$scratch/hollow"
says "a folder without cards" 'no \*\.json files' import "$scratch/hollow" --data-dir "$scratch/fourth"
says "an import to nowhere" 'data_dir|data-dir|memory' import "$scratch/export" --config <(echo 'storage = "memory"')
says "both targets" 'excludes|--url' import "$scratch/export" --url "$first_url" --data-dir "$scratch/fourth"
says "an unknown flag" '--outptu' export --outptu x
says "no database" 'does not exist' export --data-dir "$scratch/hollow"
says "a file that is none" 'no database' verify "$scratch/cards.ndjson"
check_equal "an export reads the wrong folder without a trace" "" "$(ls "$scratch/hollow")"

# --- backup under write load, and what is restored -----------------------------------------

registry_url=$first_url
write_on() {
    local i
    for ((i = 0; ; ++i)); do
        put "busy%20$((i % 50))" "$(card busy "$i")" >/dev/null || true
    done
}
write_on &
writer=$!
started+=("$writer")
poll 10 fetch --fail "$registry_url/agents/busy%204"
check "backup beside the writing server" "$binary" backup "$scratch/backup.db" --data-dir "$data" >"$scratch/out"
check_match "what it says" '^backed up [0-9]+ agents at revision [0-9]+ to ' "$(cat "$scratch/out")"
check "export at the same time" "$binary" export --data-dir "$data" >"$scratch/busy"
check "verify at the same time" "$binary" verify --data-dir "$data" >"$scratch/out"
kill "$writer"
wait "$writer" 2>/dev/null || true
check_equal "one file" "$scratch/backup.db" "$(ls "$scratch"/backup.db*)"
check_equal "for its owner alone" 600 "$(mode_of "$scratch/backup.db")"
check "the data directory knows of it" grep -qE '^20.*Z$' "$data/last-backup"
check_equal "for its owner alone, too" 600 "$(mode_of "$data/last-backup")"
says "a backup over another" 'exists already' backup "$scratch/backup.db" --data-dir "$data"
check "unless told to" "$binary" backup "$scratch/backup.db" --force --data-dir "$data" >"$scratch/out"
says "a backup into the data directory" 'another folder' backup "$data/registry.db" --force --data-dir "$data"
says "an export into it" 'another folder' export --output "$data/registry.db" --data-dir "$data"
says "a backup over a device" 'no regular file' backup /dev/null --force --data-dir "$data"
says "a backup to nowhere" 'cannot be made: No such' backup "$scratch/none/b.db" --data-dir "$data"
check "the backup is good" "$binary" verify "$scratch/backup.db" >"$scratch/out"
check "and can be read" "$binary" export "$scratch/backup.db" >"$scratch/export-of-backup"
check "it is what the server has" cmp "$scratch/export-of-backup" <("$binary" export --data-dir "$data")
check_equal "reading makes no files beside it" "$scratch/backup.db" "$(ls "$scratch"/backup.db*)"

history_of() {
    sqlite3 "$1" 'SELECT history FROM state'
}
etag_of() {
    fetch --head "$registry_url/$1" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p'
}
old_list=$(etag_of agents)
old_agent=$(etag_of agents/agent%202)
old_card=$(etag_of agents/agent%202/card)
old_history=$(history_of "$data/registry.db")
stop_registry "$first_pid"
check "export of a stopped registry" "$binary" export --data-dir "$data" >"$scratch/stopped"
check "is the same" cmp "$scratch/stopped" "$scratch/export-of-backup"

mkdir -m 700 "$scratch/restored"
cp "$scratch/backup.db" "$scratch/restored/registry.db"
start_registry restored --storage sqlite --data-dir "$scratch/restored"
check "the restored registry has all of it" cmp "$scratch/export-of-backup" \
    <("$binary" export --data-dir "$scratch/restored")
check_equal "agents answered" "$(head -n 1 "$scratch/export-of-backup")" "$(fetch "$registry_url/agents/agent%200")"
check "its history is another" test "$old_history" != "$(history_of "$scratch/restored/registry.db")"
check "so lists have another ETag" test "$old_list" != "$(etag_of agents)"
check "and agents" test "$old_agent" != "$(etag_of agents/agent%202)"
check_equal "but cards are what they were" "$old_card" "$(etag_of agents/agent%202/card)"
check_equal "what somebody holds of before is old" 200 \
    "$(status_of --header "If-None-Match: $old_list" "$registry_url/agents")"
check_equal "it takes writes" 200 "$(put agent%202 "$(card 'agent 2' 9)")"
stop_registry "$registry_pid"

# --- a crash, and damage -------------------------------------------------------------------

start_registry crashed --storage sqlite --data-dir "$scratch/restored"
check_equal "a last write" 201 "$(put last "$(card last 1)")"
kill -KILL "$registry_pid"
wait "$registry_pid" 2>/dev/null || true
cp -r "$scratch/restored" "$scratch/cut"
log=$(stat --format %s "$scratch/restored/registry.db-wal")
check "a crashed registry is exported with what only its log has" \
    grep -q '"id":"last"' <("$binary" export --data-dir "$scratch/restored")
check "and verified" "$binary" verify --data-dir "$scratch/restored" >"$scratch/out"
check_equal "its log is as it was" "$log" "$(stat --format %s "$scratch/restored/registry.db-wal")"
rm "$scratch/cut/registry.db-wal"
check_fails "a lost log is found" "$binary" verify --data-dir "$scratch/cut"
check_match "by what was acknowledged" 'was acknowledged' "$(cat "$scratch/failure")"

cp "$scratch/backup.db" "$scratch/damaged.db"
# Everywhere: pages may hold copies that nobody reads any more.
LC_ALL=C sed -i 's/"name":"agent 7"/"name":"agent 8"/g' "$scratch/damaged.db"
check_equal "which SQLite does not see" ok "$(sqlite3 "$scratch/damaged.db" 'PRAGMA integrity_check')"
check_fails "a changed byte of a card is found" "$binary" verify "$scratch/damaged.db"
check_match "and told" 'a2a-registry: .*damaged.db is damaged: revision [0-9]+ has a wrong checksum' \
    "$(cat "$scratch/failure")"
check "it is not called ok" sh -c "! grep -qx ok '$scratch/failure'"
says "an export of it" 'wrong checksum; restore a backup' export "$scratch/damaged.db"
mkdir -m 700 "$scratch/bad"
cp "$scratch/damaged.db" "$scratch/bad/registry.db"
says "a backup of it" 'wrong checksum' backup "$scratch/bad.db" --data-dir "$scratch/bad"
check "makes nothing" test ! -e "$scratch/bad.db" -a ! -e "$scratch/bad.db.new"

cp "$scratch/backup.db" "$scratch/fewer.db"
sqlite3 "$scratch/fewer.db" "DELETE FROM changes WHERE id = 'agent 9'"
says "an export of fewer agents than there were" 'agents instead of' export "$scratch/fewer.db"
head --bytes 20000 "$scratch/backup.db" >"$scratch/short.db"
check_fails "a file cut short is found" "$binary" verify "$scratch/short.db"
