// SPDX-License-Identifier: Apache-2.0
// What concerns more than one option: contradictions, and what a reload may change.
#include "base/listen_address.hpp"
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

// What listens where others than this machine's users can connect, as it was given.
std::vector<std::string> open_to_the_world(const Config::Listen& listen)
{
    std::vector<std::string> exposed;
    for (const auto& text : listen.addresses) {
        const auto address = parse_listen_address(text);
        if (address && !address->is_unix() && !is_loopback(address->host))
            exposed.push_back("--listen " + text);
    }
    if (listen.addresses.empty() && !is_loopback(listen.host)) exposed.push_back("--host " + listen.host);
    return exposed;
}

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
        {"card_bytes_max", "request_bytes_max", config.agents.card_bytes_max <= http.request_bytes_max},
        // Writes that wait for a slow disk must leave room for reads.
        {"waiting_writes_max", "requests_max", config.store.waiting_writes_max <= http.requests_max / 2},
        {"connections_per_client", "connections_max",
         listen.connections_max == 0 || listen.connections_per_client <= listen.connections_max},
    };
    for (const auto& [smaller, larger, holds] : orders) {
        if (!holds) complaints.push_back(flag_of(smaller) + " must not be larger than " + flag_of(larger));
    }

    if (!listen.addresses.empty() &&
        (listen.host != Config{}.listen.host || listen.port != Config{}.listen.port))
        complaints.emplace_back("--listen stands instead of --host and --port: leave those out");
    if (!access.write_token_file.empty() || access.allow_anonymous_writes) return complaints;
    for (const auto& exposed : open_to_the_world(listen))
        complaints.push_back(exposed + " is not a loopback address: give --write-token-file, or "
                                       "--allow-anonymous-writes if everybody who can reach it may write");
    return complaints;
}

std::vector<std::string> doubts(const Config& config)
{
    std::vector<std::string> doubts;
    if (!config.listen.trusted_proxies.empty() && config.access.write_token_file.empty() &&
        !config.access.allow_anonymous_writes)
        doubts.emplace_back(
            "trusted_proxies is given, so a proxy brings others here, and everybody who reaches "
            "it may write: give --write-token-file");
    return doubts;
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
