#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The shipped Prometheus rules, by promtool: each alert fires when it should and not before, has a test of
# both, and is explained.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs promtool

readonly shipped=$here/../../config/prometheus

# alerts: each with its severities, "A2ARegistryDown page".
alerts() {
    awk '/- alert:/ { name = $3 } name && /severity:/ { print name, $4; name = "" }' "$shipped/rules/alerts.yml" | sort
}

# tested fires|silent: those that a test wants to fire, or at a time not to.
tested() {
    awk -v what="$1" '
        match($0, /alertname: [A-Za-z0-9]+/) {
            name = substr($0, RSTART + 11, RLENGTH - 11)
            if (what == "silent" && /eval_time: [0-9a-z]+ }/) print name
        }
        what == "fires" && match($0, /severity: [a-z]+/) { print name, substr($0, RSTART + 10, RLENGTH - 10) }
    ' "$here"/rules/*.yml | sort -u
}

explained() {
    # shellcheck disable=SC2016 # those are Markdown's
    sed -n 's/^| `\(A2ARegistry[A-Za-z]*\)` |.*/\1/p' "$shipped/README.md" | sort
}

check "promtool takes the configuration and its rules" promtool check config "$shipped/prometheus.yml"
for file in "$here"/rules/*.yml; do
    check "$(basename "$file")" promtool test rules "$file"
done

check_match "there are alerts" 'A2ARegistryDown page' "$(alerts)"
check_equal "each is seen to fire" "$(alerts)" "$(tested fires)"
check_equal "and not to" "$(alerts | cut -d ' ' -f 1 | uniq)" "$(tested silent)"
check_equal "each is explained" "$(alerts | cut -d ' ' -f 1 | uniq)" "$(explained)"

# The control: what the tests say about rules that are a little different.
sed 's/> 0\.9$/> 0.95/' "$shipped/rules/alerts.yml" >"$scratch/alerts.yml"
sed "s|\.\./\.\./\.\./config/prometheus/rules/\*\.yml|$scratch/alerts.yml|" "$here/rules/alerts.yml" >"$scratch/tests.yml"
check_fails "the control: other limits" promtool test rules "$scratch/tests.yml"
check_match "are found out" 'A2ARegistryNearlyFull.*A2ARegistryDescriptors' "$(tr '\n' ' ' <"$scratch/failure")"
