#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# An import of many cards comes through the shipped nginx site whole: nginx stops sending a
# request once its answer has begun, so the registry must not begin before it has everything.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/e2e/nginx.sh
source "$here/nginx.sh"
needs nginx curl jq

readonly cards=6000
description=$(printf 'a long description %.0s' {1..60})
for ((i = 0; i < cards; ++i)); do
    printf '{"name":"agent %d","url":"https://a.example/","description":"%s"}\n' "$i" "$description"
done >"$scratch/cards"

start_registry registry
start_nginx "$registry_url"
answer=$(fetch --max-time 60 --unix-socket "$nginx_socket" --header 'Content-Type: application/x-ndjson' \
    --upload-file "$scratch/cards" --request POST --output "$scratch/results" --write-out '%{http_code}' \
    http://registry/agents:import)
check_equal "the import" 200 "$answer"
check_equal "a result a line" "$cards" "$(wc -l <"$scratch/results")"
check_equal "all created" "$cards" "$(jq -s '[.[] | select(.status == "created")] | length' "$scratch/results")"
check_equal "all there" "$cards" "$(fetch "$registry_url/agents?limit=1" | jq .total)"
