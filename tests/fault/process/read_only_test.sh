#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A file system that turns read-only under the registry, as ext4 does when its disk fails: writes
# are refused, reads go on, and a restart on a good file system finds everything. And one that
# was read-only from the start is refused in one line.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../e2e/lib.sh"
needs curl mkfs.ext4 mount umount
((EUID == 0)) || skip "only root can mount"

disk=$scratch/disk
mkdir "$disk"
truncate -s 16M "$scratch/image"
mkfs.ext4 -q -F "$scratch/image"
mount -o loop,errors=remount-ro "$scratch/image" "$disk" 2>"$scratch/mount.err" ||
    skip "no file system can be mounted here: $(<"$scratch/mount.err")"
# The registry first, or the disk is busy.
unmount() {
    ((${#started[@]} == 0)) || kill -KILL "${started[@]}" 2>/dev/null || true
    umount --lazy "$disk"
}
trap 'status=$?; unmount; (exit "$status"); finish' EXIT
device=$(findmnt --noheadings --output SOURCE --mountpoint "$disk")
trigger=/sys/fs/ext4/${device#/dev/}/trigger_fs_error
[[ $device == /dev/loop* && -w $trigger ]] || skip "this kernel breaks no file system on demand"

put() {
    status_of --request PUT --header 'Content-Type: application/json' \
        --data-binary "{\"name\":\"$1\",\"url\":\"https://$1.example/\"}" "$registry_url/agents/$1"
}

start_registry writable --storage sqlite --data-dir "$disk/data"
check_equal "a write" 201 "$(put one)"

echo broken >"$trigger"
check_fails "the file system must be read-only now" touch "$disk/file"
check_match "the file system" "Read-only" "$(<"$scratch/failure")"
check_match "a write whose disk turned read-only" '^(503|500)$' "$(put two)"
check_equal "a write after that" 503 "$(put three)"
check_equal "a read" 200 "$(status_of "$registry_url/agents/one")"
check_equal "ready for reads" 200 "$(status_of "$registry_url/readyz")"
check_equal "ready for writes" 503 "$(status_of "$registry_url/readyz?for=write")"
check_equal "its status" degraded "$(fetch "$registry_url/health/detailed" | jq -r .status)"
stop_registry "$registry_pid"

status=0
timeout 10 "$binary" serve --port 0 --data-dir "$disk/data" 2>"$scratch/err" || status=$?
check_equal "the status of a start on a read-only file system" 1 "$status"
check_equal "lines on stderr ($(<"$scratch/err"))" 1 "$(wc -l <"$scratch/err")"
check_match "the line" "$disk/data" "$(<"$scratch/err")"

umount "$disk"
mount -o loop "$scratch/image" "$disk"
start_registry healed --storage sqlite --data-dir "$disk/data"
check_equal "what was acknowledged" 200 "$(status_of "$registry_url/agents/one")"
check_equal "what was refused" 404 "$(status_of "$registry_url/agents/three")"
check_equal "a write on a good disk" 201 "$(put three)"
stop_registry "$registry_pid"
