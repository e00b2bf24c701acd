// SPDX-License-Identifier: Apache-2.0
// What concerns more than one option: contradictions, and what a reload may change.
#include "config/load.hpp"
#include "config/rows.hpp"
#include "config/values.hpp"

namespace a2a::config {

namespace {

// The smaller must not exceed the larger.
struct Order {
    std::string_view smaller;
    std::string_view larger;
    bool holds;
};

} // namespace

std::vector<std::string> check(const Config& config)
{
    std::vector<std::string> complaints;
    const auto& listen = config.listen;
    const auto& http = config.http;
    const auto& access = config.access;

    const Order orders[] = {
        {"header_line_bytes_max", "header_bytes_max", http.header_line_bytes_max <= http.header_bytes_max},
        {"target_bytes_max", "header_bytes_max", http.target_bytes_max <= http.header_bytes_max},
        {"connections_per_client", "connections_max",
         listen.connections_max == 0 || listen.connections_per_client <= listen.connections_max},
    };
    for (const auto& [smaller, larger, holds] : orders) {
        if (!holds) complaints.push_back(flag_of(smaller) + " must not be larger than " + flag_of(larger));
    }

    if (!is_loopback(listen.host) && access.write_token_file.empty() && !access.allow_anonymous_writes)
        complaints.push_back("--host " + listen.host +
                             " is not a loopback address: give --write-token-file, or "
                             "--allow-anonymous-writes if everybody who can reach it may write");
    return complaints;
}

Changes changes(const Config& running, const Config& read)
{
    Changes found{.config = running, .applied = {}, .kept = {}};
    for (const auto& row : rows()) {
        const auto before = row.print(running);
        const auto after = row.print(read);
        if (before == after) continue;
        (row.reloadable ? found.applied : found.kept)
            .push_back(std::string{row.key} + ": " + before + " -> " + after);
        if (row.reloadable) row.parse(found.config, after);
    }
    return found;
}

} // namespace a2a::config
