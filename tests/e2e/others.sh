#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The raw requests against nginx and node: writes raw/OTHERS.md. Not a test: silence decides some rows, and
# other versions others.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs node nginx

start_registry registry
port=$(free_port)
mkdir "$scratch/nginx"
cat >"$scratch/nginx.conf" <<EOF
daemon off; pid $scratch/nginx.pid; error_log /dev/null; events {}
http {
    access_log off; $(nginx_paths "$scratch/nginx")
    server { listen 127.0.0.1:$port; location / { add_header X-Request-Id \$http_x_request_id; return 200 ok; } }
}
EOF
nginx -p "$scratch" -c "$scratch/nginx.conf" -e /dev/null &
started+=("$!")
answers() { [[ $(status_of "http://127.0.0.1:$port/") == 200 ]]; }
poll 10 answers || fail "nginx does not answer"

versions="nginx $(nginx -v 2>&1 | sed 's|.*/\([0-9.]*\).*|\1|') and node $(node --version | sed 's/^v\([0-9]*\.[0-9]*\).*/\1/')"
node "$here/others.mjs" "${registry_url##*:}" "$port" "$versions" >"$scratch/table"
cp "$scratch/table" "$here/raw/OTHERS.md"
