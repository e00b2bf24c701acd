#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every shell block of every document is run: by this script, or by one that names it (block_of), unless the line
# before it says why not: "*Not run by the tests: …*". What a command's comment promises is looked at. So are
# curl's, jq's and the registry's own commands that stand in a sentence.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs curl jq node

root=$(realpath "$here/../..")
readonly root tour=$scratch/tour backups=$scratch/backup data=$scratch/lib/a2a-registry
mkdir -p "$tour" "$backups" "$scratch/bin" "$scratch/run" "$data"
chmod 700 "$data"

# --- no block is left out ----------------------------------------------------------------------

# named_blocks <folder>: what scripts in there run, a page and a text of the block a line.
named_blocks() {
    sed -nE "s/.*(block_of|follow|serve_as) ([^ ]+\.md) ('([^']*)'|([^ ')]+)).*/\2 \4\5/p" "$1"/*.sh
}

# pages <root>: every document there.
pages() {
    (cd "$1" && find . -name '*.md' -not -path './build/*' -not -path '*/node_modules/*' -printf '%P\n') | sort
}

# left_out <root>: the blocks of the pages there that nobody runs and nobody marked. One without a language may
# be a shell's.
left_out() {
    local page
    named_blocks "$here" >"$scratch/named"
    while IFS= read -r page; do
        awk -v page="$page" '
            FNR == NR { if ($1 == page) texts[++count] = substr($0, length($1) + 2); next }
            /^```/ && !inside {
                inside = 1; block = ""; line = FNR
                counts = /^```(sh|bash|shell|console)?$/ && before !~ /^\*Not run by the tests: .+\*$/
                next
            }
            /^```/ {
                inside = 0; before = ""
                for (i = 1; i <= count; ++i) if (index(block, texts[i])) counts = 0
                if (counts) print page ":" line
                next
            }
            inside { block = block $0 "\n" }
            !inside && NF { before = $0 }' "$scratch/named" "$1/$page"
    done < <(pages "$1")
}

check_equal "every block of every page is run or marked" "" "$(left_out "$root")"

mkdir "$scratch/control"
cat >"$scratch/control/README.md" <<'PAGE'
```sh
a2a-registry new-verb
```

```text
GET /agents
```

*Not run by the tests: it takes a day.*

```sh
a2a-registry other-verb
```

```
./dev what
```

```console
a2a-registry healthcheck
```
PAGE
check_equal "the control: new blocks are found" "README.md:1 README.md:15" "$(left_out "$scratch/control" | xargs)"

# --- running them -------------------------------------------------------------------------------

port=$(free_port)
readonly port url=http://localhost:$port

# The commands as they stand in the pages, where a failure is one: curl's too, when the answer is an error.
cat >"$scratch/bin/curl" <<END
exec "$(command -v curl)" --fail-with-body --silent --show-error --max-time 10 "\$@"
END
# The service manager: one registry, on the port of this test.
cat >"$scratch/bin/systemctl" <<END
case "\$*" in
    "start a2a-registry")
        "$binary" serve --port $port --drain-delay 0 2>>"$scratch/service.log" >&2 </dev/null &
        echo \$! >>"$scratch/pids" ;;
    "stop a2a-registry")
        pid=\$(tail -n 1 "$scratch/pids")
        kill -TERM "\$pid"
        while [ -e "/proc/\$pid/exe" ]; do sleep 0.05; done ;;
    *) exit 1 ;;
esac
END
sed -i '1i #!/bin/sh' "$scratch/bin"/*
chmod +x "$scratch/bin"/*
export REGISTRY_DATA_DIR=$data A2A_REGISTRY_URL=$url

# run <command>: as whoever reads the page types it, in the folder of the tour.
run() {
    (become "$1")
}

become() {
    cd "$tour"
    PATH=$scratch/bin:$(dirname "$binary"):$PATH exec bash -euo pipefail -c "$1"
}

service() {
    run "systemctl $1 a2a-registry"
    [[ $1 != start ]] || service_started
}

service_started() {
    started+=("$(tail -n 1 "$scratch/pids")")
    poll 10 is_ready "$url" || fail "the registry did not become ready"
}

# ids_in <file>: of exported agents, in their order.
ids_in() {
    jq -r .id "$1" | xargs
}

# keeps <comment>: whether what a command printed, or did, is what its comment promises.
keeps() {
    local said=$scratch/said
    case $1 in
        '"'*) grep -qF -- "$1" "$said" ;;
        "id = the card's name") jq -e '.agent_id == "Weather"' "$said" ;;
        'card, revision, times') jq -e '.agent_card.name == "Weather" and .revision == 1 and .updated_at' "$said" ;;
        'the bare card, where A2A SDKs look') cmp <(jq -S . "$said") <(jq -S . "$tour/weather.json") ;;
        'the same as a link') jq -es '.[0].items == .[1].items and (.[0].items | length) == 2' "$said" "$scratch/said.before" ;;
        'one file; as of one moment, '*) [[ $(ls "$backups") == registry.db ]] ;;
        'everything: pages, checksums, '* | 'the same for a backup') [[ $(tail -n 1 "$said") == ok ]] ;;
        'an agent a line, as GET /agents/{id} answers it, the oldest first')
            [[ $(ids_in "$tour/agents.ndjson") == weather/eu && $(<"$tour/agents.ndjson") == "$(fetch "$url/agents/weather%2Feu")" ]] ;;
        'into a registry that runs') grep -q '^imported 2 cards: 1 created, 0 replaced, 1 unchanged; 0 refused' "$said" ;;
        'into the data directory of one that is stopped') grep -q '1 unchanged; 0 refused' "$said" ;;
        "registers, as the guide's script does") [[ $(fetch "$url/agents?limit=1" | jq .total) -ge 1000 ]] ;;
        'or health get list search replace delete') every_scenario "${1#or }" ;;
        'open loop, for a machine') jq -e '.successful > 0' "$said" ;;
        'one run after the other, and a picture') grep -q '<svg' "$tour/latency.svg" ;;
        *) echo "nobody looks whether it is so" >&2 && return 1 ;;
    esac
}

# every_scenario <names>
every_scenario() {
    local scenario scenarios
    read -r -a scenarios <<<"$1"
    for scenario in "${scenarios[@]}"; do run "a2a-registry-load --url $url --agents 10 --requests 10 --scenario $scenario" || return 1; done
}

# is_whole <lines>: a command, with its here-document and what its line goes on with.
is_whole() {
    [[ $1 != *\\$'\n' && -z $(bash -n <<<"$1" 2>&1) ]]
}

# obey <command>: it must succeed, and keep what it promises.
obey() {
    local promise=''
    if [[ $1 =~ [[:blank:]]"# "([^$'\n']*)$'\n'$ ]]; then promise=${BASH_REMATCH[1]}; fi
    if [[ $promise == *" of one that is stopped" ]]; then service stop; fi
    [[ ! -e $scratch/said ]] || mv "$scratch/said" "$scratch/said.before"
    run "$1" >"$scratch/said" 2>"$scratch/errors" || {
        echo "failed: $1$(tail -c 1000 "$scratch/said" "$scratch/errors")" >&2
        return 1
    }
    [[ -z $promise ]] || keeps "$promise" >"$scratch/kept" || {
        echo "not so: $1$(tail -c 1000 "$scratch/said")" >&2
        return 1
    }
}

# obey_all [sed option…]: the commands on the standard input, one after the other, about the registry of this test.
obey_all() {
    local line command=''
    while IFS= read -r line; do
        command+=$line$'\n'
        is_whole "$command" || continue
        obey "$command" || return 1
        command=''
    done < <(sed -E "$@" -e "s|localhost:8000|localhost:$port|g")
    [[ -z $command ]] || { echo "no end: $command" >&2 && return 1; }
}

# follow <page> <text> [sed option…]: the page's block that has the text.
follow() {
    local page=$1 text=$2
    shift 2
    block_of "$page" "$text" >"$scratch/block"
    obey_all "$@" <"$scratch/block"
}

# --- the first agent, and searches ----------------------------------------------------------------

service start
check "the README's first agent" follow README.md 'cat > weather.json'
check_equal "of which one is left" weather/eu "$(fetch "$url/agents" | jq -r '.items[].id')"
check "its search for what is mistyped" follow README.md 'q=wether+forecast'
check "its client verbs" follow README.md 'a2a-registry healthcheck'
check_equal "after which one is left, too" weather/eu "$(fetch "$url/agents" | jq -r '.items[].id')"

# The controls: what fails, what is not so, what nobody looks at, and what does not end is found.
check_fails "a command that fails" obey_all <<<'curl localhost:8000/agents/nobody'
check_match "is named, with what it said" 'failed: curl.*agent-not-found' "$(tr '\n' ' ' <"$scratch/failure")"
check_fails "an answer that is not as the comment says" obey_all <<<'curl localhost:8000/health   # "status":"ill"'
check_match "is named" 'not so: curl .*healthy' "$(tr '\n' ' ' <"$scratch/failure")"
check_fails "a comment about what nobody looks at" obey_all <<<'curl localhost:8000/health   # quick'
check_fails "a quote that is left open" obey_all <<<"curl 'localhost:8000/health"
check "the control's control" obey_all <<<'curl localhost:8000/health   # "status":"healthy"'

# --- backup, restore, export, import ------------------------------------------------------------------

mkdir "$tour/cards"
sed 's/"name": "Weather"/"name": "Tides"/' "$tour/weather.json" >"$tour/cards/tides.json"
install -m 600 /dev/stdin "$tour/token" <<<0123456789abcdef0123456789abcdef
check "the README's backup, export and import" follow README.md 'a2a-registry backup /backup/registry.db' -e "s|/backup/|$backups/|"
service start
check_equal "what was imported is there" "weather/eu Tides" "$(fetch "$url/agents" | jq -r '.items[].id' | xargs)"
check "the README's restore" follow README.md 'mv /var/lib/a2a-registry /var/lib/a2a-registry.old' -e "s|/backup/|$backups/|" \
    -e "s|/var/lib/|$scratch/lib/|g" -e "s/-o a2a-registry -g a2a-registry/-o $(id -un) -g $(id -gn)/"
service_started
check_equal "what the backup has is there" weather/eu "$(fetch "$url/agents" | jq -r '.items[].id' | xargs)"

# --- commands in sentences ----------------------------------------------------------------------------

# sentences <word>: the commands that begin with it and stand whole in a sentence or a table.
sentences() {
    pages "$root" | (cd "$root" && xargs -d '\n' grep -ohE "\`$1 [^\`]*\`") | tr -d '\`' | sort -u | grep -vE '…|&&'
}

fetch "$url/agents" | run "$(sentences jq)" >"$tour/cards.ndjson"
{ sentences curl; sentences a2a-registry; } >"$scratch/sentences"
check_match "there are such" "a2a-registry import cards.ndjson" "$(cat "$scratch/sentences")"
# One serves, and one is named without its file.
check "each succeeds" obey_all -e '/^a2a-registry (serve|backup)$/d' <"$scratch/sentences"
check "the standby's page says the same twice" grep -qF "\`$(block_of config/standby/README.md '&& refresh-standby.sh')\`" \
    "$root/config/standby/README.md"

# --- load ---------------------------------------------------------------------------------------------

check "the README's load" follow README.md 'a2a-registry-load --scenario mix' -e "/--url/!s|a2a-registry-load|& --url $url|" \
    -e 's/--duration 30/--duration 0.3/' -e 's/(--rate) [0-9,]+/\1 500,1000 --duration 0.3/' -e '/--json/s/500,1000/500/'
service stop

# --- where it listens ------------------------------------------------------------------------------------

# serve_as <page> <text> [sed option…]: starts what each line says, and looks whether it listens as it is told.
serve_as() {
    local page=$1 text=$2 line number=0 told log
    shift 2
    while IFS= read -r line; do
        log=$scratch/listening$((++number)).log
        REGISTRY_STORAGE=memory REGISTRY_DRAIN_DELAY=0 become "exec $line" 2>"$log" >"$scratch/out" &
        registry_pid=$!
        started+=("$registry_pid")
        told=$(grep -oE '127\.0\.0\.1:[0-9]+|\[::1\]:[0-9]+|unix:[^ ]+|--port [0-9]+' <<<"$line" | sed 's/--port /127.0.0.1:/' | sort)
        poll 10 listens_as "$told" "$log" || { echo "$line listens on $(all_addresses "$log")" >&2 && return 1; }
        stop_registry "$registry_pid"
    done < <(block_of "$page" "$text" | sed -E "$@")
    ((number > 0))
}

# listens_as <addresses> <log>
listens_as() {
    [[ $(all_addresses "$2") == "$1" ]]
}

all_addresses() {
    sed -n 's/.*"event":"listening".*"address":"\([^"]*\)".*/\1/p' "$1" | sort
}

no_ipv6=()
[[ -s /proc/net/if_inet6 ]] || no_ipv6=(-e "s/ --listen '\[::1\]:[0-9]+'//")
check "the README's addresses" serve_as README.md '--listen 127.0.0.1:8000 --listen' \
    -e "s/:8000/:$port/g" -e "s|/run/a2a-registry|$scratch/run|" "${no_ipv6[@]}"
check "the standby's" serve_as config/standby/README.md 'a2a-registry serve --port 8001' -e "s/8001/$port/" -e "s|/var/lib|$scratch|"
