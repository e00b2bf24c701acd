#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The shipped nginx site, in Debian's nginx, in front of a real registry: what it passes on, what
# it keeps to itself, its optional parts, and that a reload loses no request.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/e2e/nginx.sh
source "$here/nginx.sh"
needs nginx curl h2load openssl jq pgrep

readonly json='Content-Type: application/json'

card() {
    printf '{"name":"%s","url":"https://a.example/","version":"%s","description":"%s"}' "$1" "$2" "${3:-short}"
}

# put <path> <card> [curl option…]: through nginx; the status.
put() {
    local path=$1 body=$2
    shift 2
    https_status "$path" --request PUT --header "$json" --data-binary "$body" "$@"
}

# field <name> <header section>
field() {
    tr -d '\r' <<<"$2" | sed -n "s/^$1: //Ip" | head -n 1
}

# logged <request id>: the registry's line about that request.
logged() {
    grep -F "\"request_id\":\"$1\"" "$registry_log"
}

# of_page <word>: the command on the standard input that has the word, run with nginx_dir as /etc/nginx.
of_page() {
    local command
    command=$(grep -F "$1") || fail "the page has no command about $1"
    PATH=$(dirname "$binary"):$PATH bash -euc "${command//\/etc\/nginx/$nginx_dir}"
}

# set_up: as the page says, where nginx has nothing of ours yet; of the site it gets no more than sockets here
# to listen on, and the certificate. Its reload is in $scratch/managed.
# shellcheck disable=SC2317 # the page's commands call these
set_up() {
    nginx() {
        adapt_site
        sed -i -E -e '/listen \[::\]/d' -e "s#listen (80|443)#listen unix:$nginx_dir/\1.sock#" "$nginx_dir/conf.d/a2a-registry.conf"
        nginx_command "$@"
    }
    systemctl() { echo "$*" >"$scratch/managed"; }
    eval "$(block_of config/nginx/README.md 'nginx -t' | sed "s|/etc/nginx|$nginx_dir|g")"
}

nginx_tree
rm "$nginx_dir"/conf.d/* "$nginx_dir"/snippets/*
(cd "$here/../../config/nginx" && set_up)
check_equal "nginx takes the site that the page makes" "reload nginx" "$(cat "$scratch/managed")"
check "with its name" grep -q 'server_name your\.host\.name;' "$nginx_dir/conf.d/a2a-registry.conf"

start_registry registry --trusted-proxies 127.0.0.1 --access-log all
start_nginx "$registry_url"
block_of config/nginx/README.md check-config >"$scratch/block"
check "the registry has no complaint about what nginx is told" of_page check-config <"$scratch/block" >"$scratch/out"
check_equal "nginx has no complaint" "" "$(grep -E '\[(warn|error|emerg)\]' "$scratch/nginx-says.log" "$scratch/nginx.log" || true)"

# --- protocols -----------------------------------------------------------------------------

check_equal "HTTP/2" "2 200" "$(https / --http2 --output /dev/null --write-out '%{http_version} %{http_code}')"
check_equal "HTTP/1.1" "1.1 200" "$(https / --http1.1 --output /dev/null --write-out '%{http_version} %{http_code}')"
check_equal "plain HTTP is sent on, the path as it came" "308 https://registry.example/agents/a%2Fb?x=%20" "$(fetch \
    --connect-to "::127.0.0.1:$nginx_plain_port" "http://registry.example/agents/a%2Fb?x=%20" \
    --output /dev/null --write-out '%{http_code} %{redirect_url}')"

# --- ids as they are -----------------------------------------------------------------------

while IFS='|' read -r path id; do
    check_equal "register $path" 201 "$(put "/agents/$path" "$(card any 1)")"
    check_equal "$path is $id behind nginx" "$id" "$(fetch "$registry_url/agents/$path" | jq -r .id)"
    check_equal "and through it" "$id" "$(https "/agents/$path" | jq -r .id)"
done <<'IDS'
team%2Fweather|team/weather
a%2F%2Fb|a//b
up%2F..%2Fdown|up/../down
50%25|50%
a%252Fb|a%2Fb
a%20b+c|a b+c
m%C3%BCnchen|münchen
IDS
check_equal "h2load: all well" 2000 "$(h2load --requests 2000 --clients 4 --max-concurrent-streams 8 \
    --base-uri "https://127.0.0.1:$nginx_port" "https://127.0.0.1:$nginx_port/agents/team%2Fweather" |
    sed -n 's/^status codes: \([0-9]*\) 2xx.*/\1/p')"

# --- who asked, and which request it was -----------------------------------------------------

check_equal "a request of a client elsewhere" 200 "$(https_status /agents/50%25 --interface 127.0.0.5 \
    --header 'X-Forwarded-For: 192.0.2.1' --header 'X-Request-Id: from.the:client/1')"
check_match "its own address is logged, not the one it claims" '"client":"127.0.0.5"' "$(logged from.the:client/1)"
check_match "nginx knows it by the same id" '"client":"127.0.0.5".*"request_id":"from.the:client/1"' \
    "$(grep -F from.the:client/1 "$nginx_dir/a2a-registry.log")"
headers=$(https / --head --header 'X-Request-Id: "quoted"')
id=$(field x-request-id "$headers")
check_match "an id that would garble a log is replaced" '^[0-9a-f]{32}$' "$id"
check "the registry has the new one" logged "$id"
check "and nginx" grep -qF "$id" "$nginx_dir/a2a-registry.log"
check_equal "a page of this site may write" 201 "$(put /agents/page "$(card page 1)" \
    --header "Origin: https://registry.example")"
check_equal "a page of another may not" 403 "$(put /agents/page "$(card page 2)" --header "Origin: https://other.example")"

# --- conditions and coding, end to end -------------------------------------------------------

# revalidates <path> <Accept-Encoding>: answers 304 to its own ETag, which is strong.
revalidates() {
    local headers etag
    headers=$(https "$1" --header "Accept-Encoding: $2" --dump-header - --output /dev/null)
    etag=$(field etag "$headers")
    check_match "$1 ($2) has a strong ETag" '^"' "$etag"
    check_equal "$1 ($2) is coded by the registry" "$3" "$(field content-encoding "$headers")"
    check_equal "$1 ($2) is not modified" "304 0" "$(https "$1" --header "Accept-Encoding: $2" \
        --header "If-None-Match: $etag" --output /dev/null --write-out '%{http_code} %{size_download}')"
}
check_equal "a card worth compressing" 201 "$(put /agents/long "$(card long 1 "$(printf 'word %.0s' {1..500})")")"
for route in /agents/long /agents/long/card /agents; do
    revalidates "$route" identity ''
    revalidates "$route" gzip gzip
done

# --- what stays inside, and what nginx says itself ---------------------------------------------

check_match "the control: metrics are there" registry_requests_total "$(fetch "$registry_url/metrics")"
check_match "the control: details are there" agents_count "$(fetch "$registry_url/health/detailed")"
for path in /metrics '/metrics?x' //metrics /./metrics /x/../metrics /%6Detrics /metrics/ /metrics%2F /%2Fmetrics \
    /health/detailed '/health/detailed?x=1' /health//detailed /health/%64etailed /health%2Fdetailed /livez/../metrics; do
    answer=$(https "$path")
    check "$path stays inside" test -z "$(grep -E 'registry_requests_total|agents_count' <<<"$answer")"
done
check_equal "and nginx says so as the registry would" '404 application/problem+json' \
    "$(https /metrics --output /dev/null --write-out '%{http_code} %{content_type}')"
check_equal "with the id of the request" abc "$(https /metrics --header 'X-Request-Id: abc' | jq -r .request_id)"
check_equal "health is open" healthy "$(https /health | jq -r .status)"
# blanks <count>: how a card of so many bytes, which is none, is refused.
blanks() {
    head --bytes "$1" /dev/zero | tr '\0' ' ' >"$scratch/blanks"
    https /agents/blank --request PUT --header "$json" --data-binary "@$scratch/blanks" | jq -r '"\(.status) \(.type)"'
}
check_match "as much as the registry takes, it judges" '^400 /problems/' "$(blanks 263168)"
check_equal "what is more, nginx refuses" '413 about:blank' "$(blanks 263169)"

# --- a reload under load -----------------------------------------------------------------------

# client <n>: statuses of requests until the reloads are over, each on a connection of its own: nginx
# closes idle ones when it reloads, which may meet a request on its way, as on any server.
client() {
    until [[ -e $scratch/reloaded ]]; do
        https "/agents/50%25?client=$1&turn=[1-20]" --http1.1 --header 'Connection: close' \
            --output /dev/null --write-out '%{http_code}\n' >>"$scratch/reload.$1" 2>>"$scratch/reload.faults"
    done
}
clients=()
for number in 1 2 3 4; do
    client "$number" &
    clients+=("$!")
done
for _ in 1 2 3; do
    answered=$(cat "$scratch"/reload.[1-4] 2>/dev/null | wc -l)
    more_answers() { (($(cat "$scratch"/reload.[1-4] | wc -l) > answered + 20)); }
    check "requests are under way" poll 10 more_answers
    check "nginx is reloaded" reload_nginx
    kill -HUP "$registry_pid"
done
touch "$scratch/reloaded"
wait "${clients[@]}" || true
check_equal "every request was answered well" 200 "$(sort --unique "$scratch"/reload.[1-4] | xargs)"
check_equal "without a fault" "" "$(cat "$scratch/reload.faults")"

check_fails "two active servers are refused" "$binary" check-config --nginx <(echo 'upstream r { server a; server b; }')
check_match "as different registries" 'a2a-registry: /.*:1: upstream r has 2 active servers' "$(cat "$scratch/failure")"

# --- optional: limits ----------------------------------------------------------------------------

block_of config/nginx/README.md a2a-registry-limits | of_page a2a-registry-limits
check "nginx takes the limits" nginx_command -t
reload_nginx
# many <curl option…>: a hundred requests at once; their statuses, and all they say in $scratch/many.
many() {
    https "/agents/page?turn=[1-100]" --parallel --parallel-max 8 --include --output "$scratch/many#1" \
        --write-out '%{http_code}\n' "$@" | sort | uniq -c | xargs
}
check_match "writes have a rate" '^[2-9][0-9] 200 [0-9]+ 429$' \
    "$(many --request PUT --header "$json" --data-binary "$(card page 1)")"
refused=$(tr '\r\n' '  ' <"$(grep -l '^HTTP/2 429' "$scratch"/many* | head -n 1)")
check_match "whoever is limited is told so" ' 429 .*application/problem\+json.*"status":429' "$refused"
check_match "and when to come back" '[Rr]etry-[Aa]fter: 1 ' "$refused"
check_equal "reads have another" "100 200" "$(many)"
check_equal "another client is not" 200 "$(put /agents/page "$(card page 1)" --interface 127.0.0.6)"

# --- optional: the micro-cache ---------------------------------------------------------------------

block_of config/nginx/README.md a2a-registry-cache | of_page a2a-registry-cache
check "nginx takes the cache" nginx_command -t
reload_nginx
cache_status() {
    field x-cache-status "$(https "$@" --dump-header - --output /dev/null)"
}
# is_revalidated <path>: what has expired is asked for by its ETag.
is_revalidated() {
    [[ $(cache_status "$1" --header "X-Request-Id: again") == REVALIDATED ]]
}
check_equal "first from the registry" MISS "$(cache_status /agents/long)"
check_equal "then from the cache" HIT "$(cache_status /agents/long)"
check_equal "cards too, in spite of their max-age" MISS "$(cache_status /agents/long/card)"
check "then by the ETag" poll 5 is_revalidated /agents/long
check "cards too" poll 5 is_revalidated /agents/long/card
check_match "which the registry answers with a 304" '"status":304' "$(logged again)"
revalidates /agents/long identity ''
revalidates /agents/long gzip gzip
check_equal "a client without gzip gets none" '"name":"long"' "$(https /agents/long/card | grep -o '"name":"long"')"
check_equal "a write goes through" 200 "$(put /agents/long "$(card long 2)" --interface 127.0.0.7)"
version() {
    https /agents/long/card "$@" | jq -r .version
}
check_equal "whoever shows a token sees it at once" 2 "$(version --header 'Authorization: Bearer none')"
is_new() {
    [[ $(version) == 2 ]]
}
check "the others within two seconds" poll 3 is_new
check_equal "health is never cached" "" "$(cache_status /health)"
check_equal "nor are searches" "200 " "$(https /agents/search --header "$json" --data '{"query":"long"}' --output /dev/null \
    --write-out '%{http_code} %header{x-cache-status}' | sed 's/MISS\|HIT//')"

# --- the registry on a Unix socket beside nginx ----------------------------------------------------

on_tcp=${registry_url#http://}
start_registry beside --listen "127.0.0.1:0,unix:$scratch/http.sock" --trusted-proxies unix --access-log all
sed -i "s|server $on_tcp |server unix:$scratch/http.sock |" "$nginx_dir/snippets/a2a-registry-single.conf"
check "the registry has no complaint about the socket" "$binary" check-config --nginx \
    "$nginx_dir/conf.d/a2a-registry.conf" "$nginx_dir/snippets/a2a-registry-single.conf" >"$scratch/out"
check "nginx takes the socket" reload_nginx
check_equal "a write through it" 201 "$(put /agents/team%2Fweather "$(card any 1)" --interface 127.0.0.5 \
    --header 'X-Forwarded-For: 192.0.2.1' --header 'X-Request-Id: over/the.socket')"
check_equal "a page of this site may write" 200 "$(put /agents/team%2Fweather "$(card any 2)" \
    --interface 127.0.0.8 --header "Origin: https://registry.example")"
check_match "the client's own address is logged, not the one it claims" '"client":"127.0.0.5"' "$(logged over/the.socket)"
check_equal "whoever stands beside nginx is called unix" 200 "$(status_of --unix-socket "$scratch/http.sock" \
    http://localhost/health --header 'X-Request-Id: beside')"
check_match "in the log too" '"client":"unix"' "$(logged beside)"

# --- a registry that is gone -----------------------------------------------------------------------

stop_registry "$registry_pid"
check_equal "nginx says that the registry is gone" '502 application/problem+json 1' "$(https /agents/nobody \
    --output /dev/null --write-out '%{http_code} %{content_type} %header{retry-after}')"
check_equal "and health with it" 502 "$(https_status /health)"
