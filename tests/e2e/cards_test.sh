#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Published agent cards as they are: over HTTP, through nginx, and with the client verbs.
# The cards are not part of the project (their licences are their publishers'); they are
# read where they lie beside the checkout, or in A2A_CARDS_DIR.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/e2e/nginx.sh
source "$here/nginx.sh"

readonly cards=${A2A_CARDS_DIR:-$here/../../../shared/cards}
readonly verdicts=$here/../data/real_cards.tsv
[[ -d $cards ]] || skip "there are no published cards in $cards"
needs node nginx curl jq

client() {
    "$binary" "$@" --url "$registry_url"
}

accepted() {
    awk -F '\t' '$2 == "accepted" {sub(/\.json$/, "", $1); print $1}' "$verdicts"
}

# What the registry answers, without the line end that a terminal wants.
bytes_of_card() {
    client get "$1" --card | tr -d '\n'
}

start_registry direct
check "every card, directly" node "$here/cards.mjs" "$registry_url" "$cards" "$verdicts"
direct_url=$registry_url

start_registry behind-nginx
start_nginx "$registry_url"
check "every card, through nginx" node "$here/cards.mjs" "unix:$nginx_socket" "$cards" "$verdicts"
check_equal "an id with a slash, through nginx" 201 "$(status_of --unix-socket "$nginx_socket" \
    --request PUT --header 'Content-Type: application/json' \
    --data-binary '{"name":"up/down","url":"https://updown.example/"}' http://registry/agents/up%2Fdown)"
check_equal "is the same one behind it" up/down "$(fetch "$registry_url/agents/up%2Fdown/card" | jq -r .name)"

start_registry for-verbs
for id in $(accepted); do
    check "register $id" client register "$cards/$id.json" --id "$id" >"$scratch/out"
    check_equal "get $id --card" "$(fetch "$direct_url/agents/$id/card")" "$(bytes_of_card "$id")"
done
refused=$(awk -F '\t' '$2 == "refused" {print $1; exit}' "$verdicts")
if [[ -n $refused ]]; then
    check_fails "register of a faulty card fails" client register "$cards/$refused" --id faulty
    check "and says why" test -s "$scratch/failure"
fi

ids() {
    jq -r .id
}

check_equal "list --all" "$(accepted)" "$(client list --all --limit 50 --json | ids)"

skill=$(fetch "$registry_url/skills?limit=1" | jq -r '.skills[0].value')
found=$(fetch --header 'Content-Type: application/json' --data-binary "$(jq -n --arg s "$skill" '{skills: $s}')" \
    "$registry_url/agents/search" | jq -r '.items[].id')
check "some agents have the most used skill" test -n "$found"
check_equal "search --skill" "$found" "$(client search --skill "$skill" --json | ids)"

for id in $(accepted); do
    check "unregister $id" client unregister "$id" >"$scratch/out"
    check_equal "$id is gone" 404 "$(status_of "$registry_url/agents/$id")"
done
check_fails "unregister of nobody fails" client unregister nobody
