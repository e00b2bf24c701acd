# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Debian's nginx with the shipped site, for scripts that have sourced lib.sh. Nothing of the files
# is changed but addresses, ports, the certificate's place and where logs and caches lie.

nginx_dir=$scratch/nginx # as /etc/nginx
nginx_options=(-p "$nginx_dir" -c "$nginx_dir/nginx.conf" -e "$scratch/nginx.log")

# start_nginx <url…>: in front of these registries, as if they were one. Sets nginx_pid,
# nginx_socket (plain HTTP), nginx_port (HTTPS) and nginx_plain_port (what redirects there).
start_nginx() {
    nginx_tree
    sed -i "s|server 127\.0\.0\.1:8000 \(.*\)|$(printf 'server %s \\1 ' "${@#http://}")|" \
        "$nginx_dir/snippets/a2a-registry-single.conf"
    run_nginx
}

# The files as an operator puts them, below nginx_dir.
nginx_tree() {
    local shipped=$here/../../config/nginx
    rm -rf "$nginx_dir"
    mkdir -p "$nginx_dir"/{conf.d,snippets,sites-enabled,temp}
    cp "$shipped/a2a-registry.conf" "$nginx_dir/conf.d/"
    cp "$shipped"/snippets/*.conf "$nginx_dir/snippets/"
    nginx_socket=$nginx_dir/http.sock
    make_certificate "$nginx_dir/registry"
    adapt_site
    sed -i "s|/var/lib/nginx|$nginx_dir|" "$nginx_dir"/snippets/a2a-registry-cache-zone.conf
    debian_nginx_conf >"$nginx_dir/nginx.conf"
}

# The site's certificate and log are below nginx_dir.
adapt_site() {
    sed -i -e "s|/etc/ssl/certs/.*\.pem|$nginx_dir/registry.pem|" -e "s|/etc/ssl/private/.*\.key|$nginx_dir/registry.key|" \
        -e "s|/var/log/nginx|$nginx_dir|" "$nginx_dir/conf.d/a2a-registry.conf"
}

# Debian's own main file, with its folders here.
debian_nginx_conf() {
    local own
    own=$(nginx_paths "$nginx_dir/temp" | tr '\n' ' ')
    sed -e "s|/etc/nginx/conf.d|$nginx_dir/conf.d|" -e "s|/etc/nginx/sites-enabled|$nginx_dir/sites-enabled|" \
        -e '/modules-enabled/d' -e "s|/var/log/nginx/error|$scratch/nginx|" -e "s|/var/log/nginx|$nginx_dir|" \
        -e "s|/run/nginx.pid|$nginx_dir/nginx.pid|" \
        -e "s|^user .*|$( ((EUID != 0)) || echo 'user root;')|" -e "s|^http {|http { $own|" /etc/nginx/nginx.conf
}

# make_certificate <path>: <path>.pem and <path>.key, for every name the tests use.
make_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=registry.example \
        -addext 'subjectAltName=DNS:registry.example,DNS:*.registry.example' -keyout "$1.key" -out "$1.pem" 2>/dev/null
}

# choose_answerer <single|standby|tenants>: what the site's comment says.
choose_answerer() {
    sed -i -E -e 's|^#?(include snippets/a2a-registry-(single\|standby\|tenants)\.conf;)|#\1|' \
        -e "s|^#(include snippets/a2a-registry-$1\.conf;)|\1|" "$nginx_dir/conf.d/a2a-registry.conf"
}

# replace_server <host:port> <url>
replace_server() {
    sed -i "s|server $1\([ ;]\)|server ${2#http://}\1|" "$nginx_dir"/snippets/*.conf
}

# On free ports: another test may have taken one by the time nginx asks for it.
run_nginx() {
    local attempt site
    site=$(<"$nginx_dir/conf.d/a2a-registry.conf")
    for ((attempt = 0; attempt < 10; ++attempt)); do
        nginx_port=$((20000 + RANDOM % 10000))
        nginx_plain_port=$((nginx_port + 1))
        sed -e "s|listen 80;|listen 127.0.0.1:$nginx_plain_port;|" -e '/listen \[::\]:80;/d' \
            -e "s|listen 443 ssl|listen 127.0.0.1:$nginx_port ssl|" \
            -e "s|listen \[::\]:443 ssl http2;|listen unix:$nginx_socket;|" \
            <<<"$site" >"$nginx_dir/conf.d/a2a-registry.conf"
        nginx_command -t || fail "nginx does not take its configuration: $(cat "$scratch/nginx-says.log")"
        nginx "${nginx_options[@]}" -g 'daemon off;' 2>>"$scratch/nginx-says.log" & # whose process is $!
        nginx_pid=$!
        started+=("$nginx_pid")
        poll 10 nginx_started_or_gone
        gone "$nginx_pid" || return 0
        grep -q 'Address already in use' "$scratch/nginx.log" || fail "nginx did not start"
    done
    fail "nginx found no free port"
}

nginx_started_or_gone() {
    gone "$nginx_pid" || [[ -s $nginx_dir/nginx.pid && -S $nginx_socket ]]
}

# nginx_command <option…>
nginx_command() {
    command nginx "${nginx_options[@]}" "$@" 2>>"$scratch/nginx-says.log"
}

# reload_nginx: and wait until workers of the new configuration answer, the old ones being gone.
reload_nginx() {
    local old
    old=$(pgrep -P "$nginx_pid" | sort)
    nginx_command -s reload
    poll 10 workers_changed "$old"
}

workers_changed() {
    local now
    now=$(pgrep -P "$nginx_pid" | sort)
    [[ -n $now && -z $(comm -12 <(echo "$1") <(echo "$now")) ]]
}

# https <path> [curl option…]: as a client does, who checks the certificate.
https() {
    local path=$1
    shift
    fetch --path-as-is --cacert "$nginx_dir/registry.pem" \
        --connect-to "::127.0.0.1:$nginx_port" "https://registry.example$path" "$@"
}

https_status() {
    https "$@" --output /dev/null --write-out '%{http_code}'
}
