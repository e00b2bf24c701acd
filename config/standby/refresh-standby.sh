#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# refresh-standby.sh FILE: gives the standby the agents of this backup, and no others. README.md beside explains.
#
# A backup that is damaged changes nothing, and neither does any for a standby that has taken writes: it has been
# promoted, and they would be lost.
set -eu

backup=${1:?the file that "a2a-registry backup" wrote}
registry=${A2A_REGISTRY:-a2a-registry}
data=${STANDBY_DATA_DIR:-/var/lib/a2a-registry-standby}
stop=${STANDBY_STOP:-systemctl stop a2a-registry-standby}
start=${STANDBY_START:-systemctl start a2a-registry-standby}
url=${STANDBY_URL:-http://127.0.0.1:8001}
filled=$data.filled # the revision that the last backup had

refuse() {
    echo "refresh-standby: $*" >&2
    exit 1
}

# revision_of <verify's options>: every page, checksum and index is read first.
revision_of() {
    said=$("$registry" verify "$@") || return 1
    printf '%s\n' "$said" | sed -n 's/.*revisions up to \([0-9][0-9]*\)$/\1/p'
}

# has_only_what_it_was_given: nobody has written to the standby since it was filled.
has_only_what_it_was_given() {
    [ "$(revision_of --data-dir "$data")" = "$(cat "$filled")" ]
}

# Where an earlier run ended between two steps.
if [ ! -d "$data" ] && [ -d "$data.old" ]; then mv "$data.old" "$data"; fi

revision=$(revision_of "$backup") || refuse "$backup is no sound backup; the standby stays as it is"
if [ -e "$data/registry.db" ]; then
    revision_of --data-dir "$data" >/dev/null || refuse "$data is not sound: stop the standby and remove it"
    [ -e "$filled" ] || refuse "$data was not filled by this script: is it a standby's?"
    has_only_what_it_was_given ||
        refuse "the standby has taken writes since it was filled: it is the active registry now, back that up"
fi

rm -rf "$data.new"
mkdir -m 700 "$data.new"
install -m 600 "$backup" "$data.new/registry.db"
# As the user of the standby, where root runs this.
if [ -d "$data" ]; then chown --reference "$data" "$data.new" "$data.new/registry.db"; fi

$stop
if [ -e "$data/registry.db" ] && ! has_only_what_it_was_given; then # promoted in the meantime
    rm -rf "$data.new"
    $start
    refuse "the standby has taken writes meanwhile: it is the active registry now"
fi
rm -rf "$data.old"
if [ -d "$data" ]; then mv "$data" "$data.old"; fi
echo "$revision" >"$filled"
mv "$data.new" "$data"
$start

tries=0
until "$registry" list --limit 1 --url "$url" >/dev/null 2>&1; do # not before it has loaded
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || refuse "the standby does not answer at $url; its former agents are in $data.old"
    sleep 0.5
done
rm -rf "$data.old"
echo "the standby has revision $revision"
