#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The client library as somebody else gets it: installed to a folder, found with CMake, built
# against and run, with nothing of this tree in reach.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs cmake ninja c++ curl nm

readonly prefix=$scratch/prefix away=$scratch/away
quietly() {
    "$@" >"$scratch/said" 2>&1 || { cat "$scratch/said" >&2 && false; }
}

# As the README says, but to another place; what it builds is built, if Ninja knows it by that name.
readonly build=${binary%/*}
block_of README.md 'cmake --install build/release' | sed -e "s|^cmake --build .* --target|ninja -C '$build' -t query|" \
    -e "s|^cmake --install build/release \([^#]*\)|cmake --install '$build' \1--prefix '$prefix' |" >"$scratch/commands"
check "it installs" quietly bash -eu "$scratch/commands"
check "headers" test -f "$prefix/include/a2a/client.hpp"
check_equal "nothing of the daemon comes with it" "" "$(find "$prefix" -name a2a-registry -type f)"
archive=$(find "$prefix" -name liba2a-registry-client.a)
check_equal "only names of the library can be linked to" "" "$(nm --extern-only --defined-only "$archive" |
    awk 'NF == 3 && $3 !~ /^_ZNK?3a2a(6client|7name_of)/')"
check_fails "no file knows where it was built" grep -rl "$(dirname "$binary")\|$here" "$prefix/lib" --include='*.cmake'

cp -r "$here/client_example" "$away"
check "a program is configured" quietly cmake -S "$away" -B "$away/build" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Debug
check "a program is built" quietly cmake --build "$away/build" --parallel 2
sed -i 's/a2a-registry 0.1/a2a-registry 0.2/' "$away/CMakeLists.txt"
check_fails "another version is not taken for this one" cmake -S "$away" -B "$away/other" -DCMAKE_PREFIX_PATH="$prefix"

start_registry registry --access-log all
cat >"$scratch/card.json" <<'JSON'
{"protocolVersion": "0.3.0", "name": "Weather", "description": "Forecasts for any place", "version": "1.0.0",
 "url": "https://weather.example/a2a", "preferredTransport": "JSONRPC", "capabilities": {},
 "defaultInputModes": ["text/plain"], "defaultOutputModes": ["text/plain"],
 "skills": [{"id": "forecast", "name": "Forecast", "description": "Says it", "tags": ["weather"]}]}
JSON
said=$("$away/build/find-agent" "$registry_url" "$scratch/card.json" forecasts)
check_equal "the example finds what it registered" "registered Weather
Weather 1.0.0
  JSONRPC at https://weather.example/a2a
  can forecast" "$said"
check_equal "a fresh card is not asked for again" 1 "$(grep -c '"target":"/agents/Weather/card"' "$registry_log")"
echo '{"name": "Weather"}' >"$scratch/card.json"
check_fails "a refused card is told of" "$away/build/find-agent" "$registry_url" "$scratch/card.json" forecasts
check_match "with what is wrong" '/url' "$(cat "$scratch/failure")"

check_equal "Asio of another configuration beside it" "8 of 8" "$("$away/build/with-asio" "$registry_url")"
stop_registry "$registry_pid"
