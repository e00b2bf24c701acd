#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The page at /docs: whole, cheap to ask again, compressed; and in a browser, where there is one
# (./dev test installs it), it registers and finds an agent.
# $2: a folder for a picture of it.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs curl gunzip node

readonly token=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c
(umask 077 && echo "$token" >"$scratch/tokens")
start_registry registry --write-token-file "$scratch/tokens"

for file in docs docs/viewer.js docs/viewer.css; do
    url=$registry_url/$file
    fetch --dump-header "$scratch/head" --output /dev/null "$url"
    tag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' "$scratch/head")
    check_equal "$file, asked again" 304 "$(status_of --header "If-None-Match: $tag" "$url")"
    check_match "$file: a policy without exceptions" "Content-Security-Policy: default-src 'none'" "$(cat "$scratch/head")"
    check_fails "$file: nothing unsafe" grep -q unsafe "$scratch/head"
done
check_equal "compressed" "$(fetch "$registry_url/docs/viewer.js" | cksum)" \
    "$(fetch --header 'Accept-Encoding: gzip' "$registry_url/docs/viewer.js" | gunzip -c | cksum)"
fetch "$registry_url/docs" >"$scratch/page"
check "the page is whole" grep -q '</html>' "$scratch/page"
check_fails "no script or style stands in the page" grep -qE '<style|style=|<script[^>]*>[^<]| on[a-z]+=' "$scratch/page"
bytes=0
for file in "$here"/../../src/api/viewer/*; do bytes=$((bytes + $(stat --format %s "$file"))); done
check "less than 30 KB ($bytes)" test "$bytes" -lt 30000

if command -v chromium >/dev/null; then
    mkdir -p "${2:-$scratch}"
    check_equal "what a reader meets" "" "$(timeout 120 node "$here/docs.mjs" "$registry_url" "$token" "${2:-$scratch}/docs.png" 2>&1)"
    check_match "a reader without the right token is noticed" 'with it: 401' \
        "$(timeout 120 node "$here/docs.mjs" "$registry_url" wrong "$scratch/wrong.png" 2>&1)"
else
    echo "without a browser: chromium is not installed"
fi
stop_registry "$registry_pid"
