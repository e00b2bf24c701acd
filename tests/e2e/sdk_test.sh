#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The official A2A SDKs, unchanged, resolve agents from this registry.
# $2: a folder to keep the SDKs in, so that they are fetched once.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs node npm

readonly common='"description":"Tells the weather.","version":"1.0.0","capabilities":{"streaming":true},
    "defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],
    "skills":[{"id":"forecast","name":"Forecast","description":"Tomorrow","tags":["weather"]}]'
readonly card_1_0="{\"name\":\"Weather One\",$common,\"supportedInterfaces\":
    [{\"url\":\"https://one.example/a2a\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}]}"
readonly card_0_3="{\"name\":\"Weather / Föhn\",$common,\"protocolVersion\":\"0.3.0\",
    \"url\":\"https://three.example/a2a\",\"preferredTransport\":\"JSONRPC\"}"

# register <id, percent-encoded> <card>
register() {
    status_of --request PUT --header 'Content-Type: application/json' --data-binary "$2" "$registry_url/agents/$1"
}

sdk=$(realpath -m "${2:-$scratch/sdk}")
npm_install "$here/sdk" "$sdk"
cp "$here/sdk/resolve.mjs" "$sdk"
start_registry registry

check_equal "registering a 1.0 card" 201 "$(register weather-one "$card_1_0")"
check_equal "registering a 0.3 card" 201 "$(register Weather%20%2F%20F%C3%B6hn "$card_0_3")"
check "a 1.0 card is resolved" node "$sdk/resolve.mjs" "$registry_url/agents/weather-one/" "Weather One"
check "an id with a slash is resolved" \
    node "$sdk/resolve.mjs" "$registry_url/agents/Weather%20%2F%20F%C3%B6hn/" "Weather / Föhn"

# The control: the script notices another card, and none.
check_fails "another name is noticed" \
    node "$sdk/resolve.mjs" "$registry_url/agents/weather-one/" "Weather Two"
check_fails "a missing agent is noticed" \
    node "$sdk/resolve.mjs" "$registry_url/agents/nobody/" "Weather One"

stop_registry "$registry_pid"
