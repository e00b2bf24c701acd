#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The API document: without fault in the eyes of another program, and its examples are what happens.
# $2: a folder to keep that program in, so that it is fetched once.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs node npm curl

readonly document=$scratch/openapi.json
start_registry registry
check_equal "the document" 200 "$(status_of "$registry_url/openapi.json")"
fetch "$registry_url/openapi.json" >"$document"

replayed=$(node "$here/openapi.mjs" "$registry_url" "$document") || fail "an example is not what happens"
check "many examples ($replayed) are asked" test "$replayed" -ge 20
# The controls: an answer, a status and a member that are told wrongly.
for wrong in 's/"total":1/"total":2/' 's/"201":{/"202":{/' 's/"did_you_mean":\[/"did_you_think":[/'; do
    sed "$wrong" "$document" >"$scratch/wrong.json"
    check_fails "what is told wrongly is noticed" node "$here/openapi.mjs" "$registry_url" "$scratch/wrong.json"
done
stop_registry "$registry_pid"

node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    skip "this node is too old for @redocly/cli; the examples are well"
redocly=$(realpath -m "${2:-$scratch/redocly}")
npm_install "$here/redocly" "$redocly"
lint() {
    REDOCLY_TELEMETRY=off "$redocly/node_modules/.bin/redocly" lint --config "$here/redocly/redocly.yaml" "$1" >"$scratch/said" 2>&1 ||
        { cat "$scratch/said" >&2 && false; }
}
check "Redocly has nothing against it" lint "$document"
sed 's/"operationId":"getHealth"/"operationId":"getRoot"/' "$document" >"$scratch/wrong.json"
check_fails "but against a name that is used twice" lint "$scratch/wrong.json"
sed 's/"count":1,"query":""/"count":"one","query":""/' "$document" >"$scratch/wrong.json"
check_fails "and an example that is not as its schema says" lint "$scratch/wrong.json"
