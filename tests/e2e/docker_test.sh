#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What is true of docker/ without a container engine: the files are well-formed, and every file, package, port,
# option and verb in them exists and agrees with the rest of the project.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs docker-compose jq openssl dpkg ldd cmake ninja

root=$(realpath "$here/../..")
readonly root project=$scratch/project # a copy, in which the page's commands are run
mkdir "$project"
cp -r "$root"/{config,docker} "$project"

# --- reading them ----------------------------------------------------------------------------

# json <YAML file>
json() {
    /usr/bin/python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))' <"$1"
}

# instructions: of the Dockerfile, each on a line, without comments.
instructions() {
    grep -v '^ *#' "$root/docker/Dockerfile" | sed -e ':more' -e '/\\$/{N; s/\\\n//; b more; }' | tr -s ' '
}

# stage <name> <instruction>: what it says there.
stage() {
    instructions | awk -v stage="$1" -v word="$2" '
        $1 == "FROM" { inside = ($4 == stage) } inside && $1 == word { sub(/^[A-Z]+ /, ""); print }'
}

installed_by() {
    stage "$1" RUN | grep -o -- '--no-install-recommends [^&]*' | tr ' ' '\n' | sed -e 1d -e '/^$/d' | sort
}

packages_of_dev() {
    sed -n '/^build_packages=(/,/)/p' "$root/dev" | tr -d '()' | sed 's/build_packages=//' | tr -s ' ' '\n' | sed '/^$/d' | sort
}

# The packages of the libraries that the binary needs; a merged /usr has two names for each.
packages_of_binary() {
    local library
    ldd "$binary" | awk '/=> \// { print $3 }' | while IFS= read -r library; do
        library=$(readlink -f "$library")
        dpkg -S "$library" 2>/dev/null || dpkg -S "${library#/usr}"
    done | cut -d : -f 1 | sort -u
}

# compose <jq filter>: of the copy, as docker-compose reads it.
compose() {
    jq -r "$1" "$scratch/compose.json" | sort
}

read_compose() {
    docker-compose --file "$project/docker/compose.yaml" config >"$scratch/resolved.yaml" 2>"$scratch/compose.log" &&
        json "$scratch/resolved.yaml" >"$scratch/compose.json"
}

# mounts <field>: 1, what is mounted from this project; 2, where.
mounts() {
    compose '.services[].volumes[]? | select(startswith("/"))' | cut -d : -f "$1"
}

# --- the image ---------------------------------------------------------------------------------

check_equal "the build installs what ./dev does" "$(packages_of_dev)" "$(installed_by build)"
check_equal "the image has the libraries of the binary, and those of its base" "$(packages_of_binary)" \
    "$({ installed_by registry; printf '%s\n' libc6 libgcc-s1 libstdc++6; } | sort)"
check_equal "it runs the server" '["a2a-registry"] ["serve"]' "$(stage registry ENTRYPOINT) $(stage registry CMD)"
user=$(stage registry USER)
check_match "not as root" '^[1-9][0-9]*:[1-9][0-9]*$' "$user"
check_match "as the user that is made for it" "useradd .*--uid ${user%:*} " "$(stage registry RUN)"
check_match "to whom the page gives the tokens" "chown $user write-tokens" "$(cat "$root/docker/README.md")"

# The build stage again, without compiling: with what it copies, and nothing else.
mkdir "$scratch/source"
while read -r -a words; do
    for source in "${words[@]::${#words[@]}-1}"; do
        check "$source is copied and not ignored" grep -qx "!$source" "$root/.dockerignore"
        to=$scratch/source/${words[-1]}
        mkdir -p "$(dirname "$to")"
        cp -r "$root/$source" "$to"
    done
done < <(stage build COPY)
configure=$(stage build RUN | sed -n 's/^\(cmake .*\) && cmake --build .*/\1/p')
target=$(stage build RUN | sed -n 's/.* --target \([^ ]*\)$/\1/p')
check_match "it configures a release" '^cmake --preset release ' "$configure"
(cd "$scratch/source" && $configure) >"$scratch/configure.log" 2>&1 || fail "the build stage does not configure"
check "and knows what it builds" ninja -C "$scratch/source/build/release" -t query "$target" >"$scratch/ninja.log"
check_equal "which it hands on" "/source/build/release/$target /usr/local/bin/" "$(stage registry COPY | sed 's/^--from=build //')"

start_registry healthy
read -r -a healthcheck < <(stage registry HEALTHCHECK | sed 's/.* CMD //' | jq -r 'join(" ")')
check_equal "its health is asked by the binary" a2a-registry "${healthcheck[0]}"
is_healthy() {
    A2A_REGISTRY_URL=$registry_url "$binary" "${healthcheck[@]:1}"
}
check "a registry that runs is healthy" is_healthy >"$scratch/health"
stop_registry "$registry_pid"
check_fails "one that does not is not" is_healthy

# --- the composition -----------------------------------------------------------------------------

check "docker-compose takes the file" read_compose
# What the page makes, but for the owner.
block_of docker/README.md 'docker compose up' | sed -e '/^docker /d' -e 's/ && sudo .*//' >"$scratch/commands"
(cd "$project" && bash -e "$scratch/commands") 2>"$scratch/commands.log" || fail "the page's commands"
while IFS= read -r path; do check "$path exists" test -e "$path"; done < <(mounts 1)
check_equal "each image is one that is built" "nginx prometheus registry" \
    "$(compose '.services[].build | select(. != null) | .target' | xargs)"
for name in nginx prometheus registry; do check_match "$name has its stage" "AS $name( |$)" "$(instructions | tr '\n' ' ')"; done
check_equal "all are on one machine" "service:machine" "$(compose '.services | del(.machine) | .[].network_mode' | uniq)"

# is_mounted <path>: itself, or a folder that it is in.
is_mounted() {
    local at
    while IFS= read -r at; do [[ $1 != "$at" && $1 != "$at"/* ]] || return 0; done < <(mounts 2)
    return 1
}
for path in $(sed -n 's/^ *ssl_certificate\(_key\)\? *\(.*\);/\2/p' "$root/config/nginx/a2a-registry.conf") \
    $(sed -n 's|^ *#\?include \(snippets/.*\);|/etc/nginx/\1|p' "$root/config/nginx/a2a-registry.conf") \
    "$(compose .services.registry.environment.REGISTRY_WRITE_TOKEN_FILE)" \
    "$(stage prometheus CMD | jq -r '.[] | select(startswith("--config.file=")) | sub(".*="; "")')" \
    "/etc/prometheus/$(json "$root/config/prometheus/prometheus.yml" | jq -r '.rule_files[]' | xargs dirname)" \
    "$(json "$root/docker/grafana/dashboards.yaml" | jq -r '.providers[].options.path')/a2a-registry.json"; do
    check "$path is there" is_mounted "$path"
done
kept=$(stage prometheus CMD | jq -r '.[] | select(startswith("--storage.tsdb.path=")) | sub(".*="; "")')
check_equal "what Prometheus keeps is on a volume" "$kept prometheus:$kept:rw" \
    "$(stage prometheus VOLUME) $(compose '.services.prometheus.volumes[]' | grep '^prometheus:')"
check "which its package makes, for its user" grep -q " $kept\( \|$\)" /var/lib/dpkg/info/prometheus.postinst
check_match "agents are on a volume" "registry:$(stage registry ENV | sed 's/.*REGISTRY_DATA_DIR=//'):" \
    "$(compose '.services.registry.volumes[]')"

compose '.services.registry.environment | to_entries[] | "\(.key)=\(.value)"' |
    sed "s|/etc/a2a-registry/|$project/docker/|" >"$scratch/environment"
mapfile -t environment <"$scratch/environment"
check "the registry takes its options" env "${environment[@]}" "$binary" check-config >"$scratch/said" 2>&1
check_equal "without a warning" "the configuration is valid" "$(cat "$scratch/said")"

# --- ports -----------------------------------------------------------------------------------------

# ports: what is wrong with them in the copy.
ports() {
    local files=$project prometheus grafana registry
    prometheus=$(stage prometheus CMD | jq -r '.[] | select(startswith("--web.listen-address=")) | sub(".*:"; "")')
    grafana=$(compose .services.grafana.environment.GF_SERVER_HTTP_PORT)
    registry=$("$binary" --print-config | sed -n 's/^port = \([0-9]*\).*/\1/p')
    [[ $(stage prometheus EXPOSE) == "$prometheus" && $(stage registry EXPOSE) == "$registry" ]] || echo "EXPOSE"
    grep -q "server 127.0.0.1:$registry " "$files/config/nginx/snippets/a2a-registry-single.conf" || echo "nginx to the registry"
    [[ $(json "$files/config/prometheus/prometheus.yml" | jq -r '.scrape_configs[].static_configs[].targets[]') == "127.0.0.1:$registry" ]] ||
        echo "Prometheus to the registry"
    [[ $(json "$files/docker/grafana/datasource.yaml" | jq -r '.datasources[].url') == "http://127.0.0.1:$prometheus" ]] ||
        echo "Grafana to Prometheus"
    [[ $(compose '.services.machine.ports[] | if type == "object" then .target else split(":")[-1] | split("/")[0] end' | xargs) == \
        "$(printf '%s\n' "$grafana" "$prometheus" "$(site_ports)" | sort | xargs)" ]] || echo "what is published"
}

site_ports() {
    sed -n 's/^ *listen \([0-9]*\)[ ;].*/\1/p' "$project/config/nginx/a2a-registry.conf"
}

check_equal "all ports agree" "" "$(ports)"
check_equal "nginx's image exposes those of the site" "$(site_ports | xargs)" "$(stage nginx EXPOSE)"
sed -i 's/9090"$/9091"/' "$project/docker/compose.yaml"
sed -i 's/:9090/:9091/' "$project/docker/grafana/datasource.yaml"
check "the control: other ports" read_compose
check_equal "are found out" "Grafana to Prometheus;what is published" "$(ports | paste -sd ';')"
