// SPDX-License-Identifier: Apache-2.0
#include "app/options.hpp"

#include "app/version.hpp"
#include "config/cpus.hpp"
#include "config/values.hpp"
#include "http/address.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace a2a {
namespace {

// What check-config says of addresses in the configuration; this one is known only now.
void refuse_open_to_the_world(const Config& config, int socket)
{
    if (!config.access.write_token_file.empty() || config.access.allow_anonymous_writes) return;
    const auto address = http::name_of(socket);
    if (!address.is_loopback())
        throw std::runtime_error{print(address) +
                                 ", which was passed, is not a loopback address: give --write-token-file, or "
                                 "--allow-anonymous-writes if everybody who can reach it may write"};
}

} // namespace

http::Limits limits_of(const Config& config, std::size_t descriptors)
{
    const auto& from = config.http;
    http::Limits limits;
    limits.header_bytes = from.header_bytes_max;
    limits.header_line_bytes = from.header_line_bytes_max;
    // A proxy that still sends the body when it is refused must not meet a reset: it would say 502.
    limits.linger_bytes += config.agents.card_bytes_max;
    limits.target_bytes = from.target_bytes_max;
    limits.header_fields = from.header_fields_max;
    limits.chunks = from.chunks_max;
    limits.keepalive_timeout = from.keepalive_timeout;
    limits.keepalive_requests = from.keepalive_requests;
    limits.header_timeout = from.header_timeout;
    limits.body_timeout = from.body_timeout;
    limits.body_rate = from.body_rate_min;
    limits.write_rate = from.write_rate_min;
    limits.requests = from.requests_max;
    limits.request_bytes = from.request_bytes_max;
    limits.queue_time = from.queue_time_max;
    limits.pipeline_requests = from.pipeline_requests_max;
    limits.pipeline_bytes = from.pipeline_bytes_max;
    limits.connections = config.listen.connections_max;
    limits.connections_per_client = config.listen.connections_per_client;
    if (limits.connections == 0) limits.connections = std::max<std::size_t>(descriptors * 8 / 10, 1);
    return limits;
}

http::ServerOptions listening_of(const Config& config, const std::vector<int>& passed_sockets)
{
    for (const int socket : passed_sockets) refuse_open_to_the_world(config, socket);
    const auto& listen = config.listen;
    http::ServerOptions options{.addresses = {}, .unix_mode = config::parse_mode(listen.socket_mode).value()};
    for (const auto& text : listen.addresses)
        options.addresses.push_back(parse_listen_address(text).value()); // the option takes no other
    if (options.addresses.empty() && passed_sockets.empty())
        options.addresses.push_back({.host = listen.host, .port = listen.port});
    options.passed = passed_sockets;
    return options;
}

http::ServerOptions admin_listening_of(const Config& config)
{
    auto options = listening_of(config, {});
    options.addresses = {parse_listen_address(config.listen.admin).value()};
    options.thread_name = "http-admin";
    return options;
}

card::Rules rules_of(const Config& config)
{
    using From = Config::Validation;
    const auto& agents = config.agents;
    card::Rules rules{.card_bytes = agents.card_bytes_max,
                      .skills = agents.skills_max,
                      .tags_per_skill = agents.tags_per_skill_max,
                      .depth = agents.json_depth_max};
    if (agents.validation == From::strict) rules.validation = card::Validation::strict;
    if (agents.validation == From::lenient) rules.validation = card::Validation::lenient;
    return rules;
}

Registry::Policy policy_of(const Config& config)
{
    return {.refuse_other_endpoint = config.agents.name_conflict == Config::NameConflict::refuse,
            .agents_max = config.agents.max_agents};
}

log::AccessRule access_rule_of(const Config& config)
{
    log::AccessRule rule{.slow = config.observe.slow_request};
    if (config.observe.access_log == Config::AccessLog::all) rule.policy = log::AccessPolicy::all;
    if (config.observe.access_log == Config::AccessLog::off) rule.policy = log::AccessPolicy::off;
    return rule;
}

log::Level log_level_of(const Config& config)
{
    switch (config.observe.log_level) {
    case Config::LogLevel::debug:
        return log::Level::debug;
    case Config::LogLevel::info:
        return log::Level::info;
    case Config::LogLevel::warning:
        return log::Level::warning;
    case Config::LogLevel::error:
        return log::Level::error;
    }
    return log::Level::info;
}

std::size_t worker_count_of(const Config& config)
{
    return config.listen.worker_count > 0 ? config.listen.worker_count : config::usable_cpus();
}

SearchPool::Size pool_size_of(const Config& config)
{
    const auto usual = std::max<std::size_t>(worker_count_of(config) / 2, 1);
    return {.threads = config.search.threads > 0 ? config.search.threads : usual,
            .waiting_max = config.search.waiting_max};
}

std::string instance_id_of(const Config& config)
{
    if (!config.observe.instance_id.empty()) return config.observe.instance_id;
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host = {"localhost"};
    const auto addresses = listening_of(config, {}).addresses;
    const auto tcp = std::ranges::find_if(addresses, [](const auto& address) { return !address.is_unix(); });
    if (tcp == addresses.end()) return host.data();
    return std::string{host.data()} + ':' + std::to_string(tcp->port);
}

std::vector<std::pair<std::string_view, double>> limit_values(const Config& config,
                                                              const http::Limits& limits)
{
    const auto number = [](std::size_t value) { return static_cast<double>(value); };
    const auto seconds = [](std::chrono::milliseconds value) {
        return std::chrono::duration<double>{value}.count();
    };
    return {{"max_agents", number(config.agents.max_agents)},
            {"card_bytes_max", number(config.agents.card_bytes_max)},
            {"skills_max", number(config.agents.skills_max)},
            {"tags_per_skill_max", number(config.agents.tags_per_skill_max)},
            {"json_depth_max", number(config.agents.json_depth_max)},
            {"list_unpaged_max", number(config.agents.list_unpaged_max)},
            {"waiting_writes_max", number(config.store.waiting_writes_max)},
            {"search_queue", number(config.search.waiting_max)},
            {"search_bytes_max", number(config.http.search_bytes_max)},
            {"cache_bytes", number(config.answers.cache_bytes)},
            {"connections_max", number(limits.connections)},
            {"connections_per_client", number(limits.connections_per_client)},
            {"header_bytes_max", number(limits.header_bytes)},
            {"header_line_bytes_max", number(limits.header_line_bytes)},
            {"target_bytes_max", number(limits.target_bytes)},
            {"header_fields_max", number(limits.header_fields)},
            {"chunks_max", number(limits.chunks)},
            {"requests_max", number(limits.requests)},
            {"request_bytes_max", number(limits.request_bytes)},
            {"queue_time_max", seconds(limits.queue_time)},
            {"pipeline_requests_max", number(limits.pipeline_requests)},
            {"pipeline_bytes_max", number(limits.pipeline_bytes)},
            {"keepalive_requests", number(limits.keepalive_requests)},
            {"body_rate_min", number(limits.body_rate)},
            {"write_rate_min", number(limits.write_rate)},
            {"keepalive_timeout", seconds(limits.keepalive_timeout)},
            {"header_timeout", seconds(limits.header_timeout)},
            {"body_timeout", seconds(limits.body_timeout)}};
}

void fill(api::Settings& settings, const Config& config)
{
    settings.rules = rules_of(config);
    settings.list_unpaged_max = config.agents.list_unpaged_max;
    settings.search_bytes_max = config.http.search_bytes_max;
    settings.compresses = config.answers.enable_compression;
    settings.metrics_enabled = config.observe.enable_metrics;
    settings.writes_need_token = !config.access.write_token_file.empty();
    settings.version = kVersion;
    settings.instance_id = instance_id_of(config);
    fill_changeable(settings, config);
}

void fill_changeable(api::Settings& settings, const Config& config)
{
    settings.cache_ttl = std::chrono::duration_cast<std::chrono::seconds>(config.answers.cache_ttl);
    settings.max_agents = config.agents.max_agents;
}

} // namespace a2a
