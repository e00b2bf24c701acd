# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A Debian of the essential packages and of those that a package depends on, and nothing else, copied
# from what is installed here: no network, no mounts, a few seconds. What a package forgets to depend
# on is not there.

# closure_of <dependencies, as in a control file>: the installed packages that satisfy them, with all
# that these and the essential packages need in turn.
closure_of() {
    dpkg-query --show --showformat \
        '${db:Status-Status}\t${Package}\t${binary:Package}\t${Essential}\t${Provides}\t${Pre-Depends}, ${Depends}\n' |
        awk -F '\t' -v wanted="$1" '
            # The name in "name:any (>= 1) [amd64]".
            function name_in(text) { sub(/^ */, "", text); sub(/[ :(\[].*/, "", text); return text }
            # Of "a | b, c" the first of each choice that is installed.
            function want(list,    all, one, count, i, choices, k, name) {
                count = split(list, all, ",")
                for (i = 1; i <= count; ++i) {
                    choices = split(all[i], one, "|")
                    for (k = 1; k <= choices; ++k) {
                        name = name_in(one[k])
                        if (!(name in full) && name in provider) name = provider[name]
                        if (!(name in full)) continue
                        if (!(name in seen)) { seen[name] = 1; queue[++last] = name }
                        break
                    }
                }
            }
            $1 == "installed" {
                full[$2] = $3; needs[$2] = $6
                if ($4 == "yes") essential = essential ", " $2
                count = split($5, given, ",")
                for (i = 1; i <= count; ++i) provider[name_in(given[i])] = $2
            }
            END {
                want(essential); want(wanted)
                for (at = 1; at <= last; ++at) { print full[queue[at]]; want(needs[queue[at]]) }
            }'
}

# make_clean_root <folder> <dependencies>
make_clean_root() {
    local place=$1 packages package name
    mapfile -t packages < <(closure_of "$2")
    mkdir -p "$place"/{usr/{bin,sbin,lib,lib64},etc,dev,var/lib/dpkg/{info,updates,triggers}}
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$place/$name"; done
    install -d -m 1777 "$place/tmp"
    dpkg-query --listfiles "${packages[@]}" | sed -n 's,^/,,p' | sort -u |
        grep -Ev '^(\.|s?bin|lib(32|64|x32)?)?$|^(dev|proc|sys)|^usr/share/(doc|info|locale|man)/' |
        tar -C / --create --no-recursion --ignore-failed-read --warning=no-failed-read --files-from - |
        tar -C "$place" --extract
    cp "$place/usr/share/base-passwd/passwd.master" "$place/etc/passwd"
    cp "$place/usr/share/base-passwd/group.master" "$place/etc/group"
    ln -s mawk "$place/usr/bin/awk"
    dpkg-query --status "${packages[@]}" >"$place/var/lib/dpkg/status"
    for package in "${packages[@]}"; do cp "/var/lib/dpkg/info/$package".* "$place/var/lib/dpkg/info/"; done
    cp /var/lib/dpkg/info/format "$place/var/lib/dpkg/info/"
    mknod -m 666 "$place/dev/null" c 1 3 2>/dev/null || : >"$place/dev/null"
    chroot "$place" ldconfig
}
