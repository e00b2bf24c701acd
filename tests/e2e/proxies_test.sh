#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every raw request through each proxy that people put in front: whatever the proxy makes of it, the
# registry does nothing that was smuggled in, and the next client gets its own answer. The proxies let no
# DELETE pass: one that arrives all the same was read by the registry where the proxy saw something else.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs node nginx haproxy apache2 lighttpd

start_registry registry
readonly upstream=${registry_url#http://}
readonly modules=/usr/lib/apache2/modules

nginx_conf() {
    ((EUID != 0)) || echo "user root;"
    cat <<EOF
daemon off; pid $scratch/nginx.pid; error_log $scratch/nginx.log; events {}
http {
    access_log off;
    $(nginx_paths "$scratch")
    upstream registry { server $upstream; keepalive 8; }
    server {
        listen 127.0.0.1:$1;
        if (\$request_method = DELETE) { return 405; }
        location / { proxy_pass http://registry; proxy_http_version 1.1; proxy_set_header Connection "";
                     proxy_set_header Host \$http_host; proxy_set_header X-Request-Id \$http_x_request_id; }
    }
}
EOF
}

haproxy_conf() {
    cat <<EOF
defaults
    mode http
    timeout connect 2s
    timeout client 5s
    timeout server 5s
    http-reuse always
frontend in
    bind 127.0.0.1:$1
    http-request deny deny_status 405 if { method DELETE }
    default_backend registry
backend registry
    server one $upstream
EOF
}

apache2_conf() {
    cat <<EOF
ServerName proxy.example
ServerRoot $scratch
PidFile $scratch/apache2.pid
DefaultRuntimeDir $scratch
ErrorLog $scratch/apache2.log
Listen 127.0.0.1:$1
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule proxy_module $modules/mod_proxy.so
LoadModule proxy_http_module $modules/mod_proxy_http.so
KeepAliveTimeout 2
AllowEncodedSlashes NoDecode
<Location />
    <Limit DELETE>
        Require all denied
    </Limit>
</Location>
ProxyPass / http://$upstream/ enablereuse=on keepalive=on nocanon
EOF
    ((EUID != 0)) || echo "User nobody"
}

lighttpd_conf() {
    cat <<EOF
server.modules = ("mod_access", "mod_proxy")
server.document-root = "$scratch"
server.bind = "127.0.0.1"
server.port = $1
server.errorlog = "$scratch/lighttpd.log"
server.upload-dirs = ("$scratch")
\$HTTP["request-method"] == "DELETE" { url.access-deny = ("") }
proxy.server = ("" => (("host" => "${upstream%:*}", "port" => ${upstream#*:})))
EOF
}

answers() { [[ $(status_of "http://127.0.0.1:$1/livez") == 200 ]]; }

# proxy <name> <command…>: started with its configuration in $scratch/<name>.conf.
proxy() {
    local name=$1 port
    shift
    port=$(free_port)
    "${name}_conf" "$port" >"$scratch/$name.conf"
    "$@" 2>>"$scratch/$name.log" &
    started+=("$!")
    poll 10 answers "$port" || fail "$name does not answer"
    check "nothing is smuggled through $name" node "$here/proxies.mjs" "$registry_url" "$port"
}

chmod 755 "$scratch"
proxy nginx nginx -p "$scratch" -c "$scratch/nginx.conf" -e "$scratch/nginx.log"
proxy haproxy haproxy -db -f "$scratch/haproxy.conf"
proxy apache2 apache2 -X -f "$scratch/apache2.conf"
proxy lighttpd lighttpd -D -f "$scratch/lighttpd.conf"
