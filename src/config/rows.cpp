// SPDX-License-Identifier: Apache-2.0
// The one place where an option is declared; its default is the initializer in Config.
#include "config/rows.hpp"

#include "base/listen_address.hpp"
#include "config/row_makers.hpp"

namespace a2a::config {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kKiB = 1'024;
constexpr std::uint64_t kMiB = 1'024 * kKiB;
constexpr std::uint64_t kGiB = 1'024 * kMiB;
constexpr std::uint64_t kMillion = 1'000'000;
constexpr std::uint64_t kBillion = 1'000'000'000;

const Traits kReloadable{.reloadable = true};
const Traits kCommon{.common = true};

std::vector<Row> listening()
{
    return {
        text(
            "host", "address to listen on", "an address or host name", is_host,
            [](auto& c) -> auto& { return c.listen.host; }, kCommon),
        count(
            "port", "TCP port to listen on; 0 picks a free one", {0, 65'535},
            [](auto& c) -> auto& { return c.listen.port; }, kCommon),
        list(
            "listen", "addresses to listen on, instead of host and port; IPv6 takes no IPv4",
            "addresses (127.0.0.1:8000, [::1]:8000) or unix:/path", is_listen_address,
            [](auto& c) -> auto& { return c.listen.addresses; }, kCommon),
        text(
            "socket_mode", "mode of the Unix sockets that listen names: who may connect",
            "an octal mode (0660)", is_mode, [](auto& c) -> auto& { return c.listen.socket_mode; }),
        text(
            "admin_listen", "one more address, for health and metrics alone, with a thread of its own",
            "an address (127.0.0.1:8001) or unix:/path", is_admin_address,
            [](auto& c) -> auto& { return c.listen.admin; }),
        count("worker_count", "threads that serve connections; 0 = usable CPUs", {0, 1'024},
              [](auto& c) -> auto& { return c.listen.worker_count; },
              {.common = true, .aliases = {"UVICORN_WORKERS"}}),
        count(
            "connections_max", "open connections in all; 0 = 80% of the descriptor limit", {0, 10 * kMillion},
            [](auto& c) -> auto& { return c.listen.connections_max; }),
        count(
            "connections_per_client", "open connections per client address; 0 = no limit", {0, 10 * kMillion},
            [](auto& c) -> auto& { return c.listen.connections_per_client; }),
        list(
            "trusted_proxies", "whose X-Forwarded-* fields count, separated by commas",
            "addresses, networks (10.0.0.0/8) or unix", is_proxy,
            [](auto& c) -> auto& { return c.listen.trusted_proxies; }),
    };
}

std::vector<Row> requests()
{
    return {
        duration("keepalive_timeout", "close a connection that is silent between requests", {100ms, 1h},
                 [](auto& c) -> auto& { return c.http.keepalive_timeout; },
                 {.aliases = {"UVICORN_KEEPALIVE"}}),
        count("keepalive_requests", "requests a connection may carry; 0 = unlimited", {0, kBillion},
              [](auto& c) -> auto& { return c.http.keepalive_requests; },
              {.aliases = {"REGISTRY_MAX_REQUESTS_PER_WORKER", "UVICORN_MAX_REQUESTS"}}),
        duration(
            "header_timeout", "for a request's header section, from its first byte", {100ms, 1h},
            [](auto& c) -> auto& { return c.http.header_timeout; }),
        duration(
            "body_timeout", "for a request's body", {100ms, 1h},
            [](auto& c) -> auto& { return c.http.body_timeout; }),
        bytes(
            "body_rate_min", "a body that arrives slower (per second) is refused; 0 = no floor", {0, kGiB},
            [](auto& c) -> auto& { return c.http.body_rate_min; }),
        bytes(
            "write_rate_min", "a client that reads slower (per second) is dropped; 0 = no floor", {0, kGiB},
            [](auto& c) -> auto& { return c.http.write_rate_min; }),
        bytes(
            "header_bytes_max", "request line and header fields of one request", {kKiB, kMiB},
            [](auto& c) -> auto& { return c.http.header_bytes_max; }),
        bytes(
            "header_line_bytes_max", "one header field", {256, kMiB},
            [](auto& c) -> auto& { return c.http.header_line_bytes_max; }),
        bytes(
            "target_bytes_max", "the request target (path and query)", {256, kMiB},
            [](auto& c) -> auto& { return c.http.target_bytes_max; }),
        count(
            "header_fields_max", "header fields of one request", {8, 10'000},
            [](auto& c) -> auto& { return c.http.header_fields_max; }),
        bytes(
            "search_bytes_max", "body of a search", {kKiB, 16 * kMiB},
            [](auto& c) -> auto& { return c.http.search_bytes_max; }),
        count(
            "chunks_max", "chunks of one chunked body", {1, kMillion},
            [](auto& c) -> auto& { return c.http.chunks_max; }),
        count(
            "requests_max", "requests under way that are no get of one agent; more are 503",
            {1, 10 * kMillion}, [](auto& c) -> auto& { return c.http.requests_max; }),
        bytes(
            "request_bytes_max", "memory for bodies of requests under way; more are 503",
            {kMiB, 1'024 * kGiB}, [](auto& c) -> auto& { return c.http.request_bytes_max; }),
        duration(
            "queue_time_max",
            "a request that would wait longer for its worker is 503, gets of one agent apart", {1ms, 1min},
            [](auto& c) -> auto& { return c.http.queue_time_max; }),
        count(
            "pipeline_requests_max", "pipelined requests answered ahead of one write", {1, 1'024},
            [](auto& c) -> auto& { return c.http.pipeline_requests_max; }),
        bytes(
            "pipeline_bytes_max", "answers to pipelined requests collected for one write", {kKiB, 16 * kMiB},
            [](auto& c) -> auto& { return c.http.pipeline_bytes_max; }),
    };
}

std::vector<Row> agents()
{
    return {
        count("max_agents", "agents the registry holds at most; 0 = unlimited", {0, kBillion},
              [](auto& c) -> auto& { return c.agents.max_agents; }, {.reloadable = true, .common = true}),
        bytes(
            "card_bytes_max", "an agent card as sent", {kKiB, 64 * kMiB},
            [](auto& c) -> auto& { return c.agents.card_bytes_max; }),
        choice<Config::Validation>(
            "validation", "how strictly cards are checked",
            {{"standard", Config::Validation::standard},
             {"strict", Config::Validation::strict},
             {"lenient", Config::Validation::lenient}},
            [](auto& c) -> auto& { return c.agents.validation; }),
        count(
            "skills_max", "skills of one card", {1, 100'000},
            [](auto& c) -> auto& { return c.agents.skills_max; }),
        count(
            "tags_per_skill_max", "tags of one skill", {1, 10'000},
            [](auto& c) -> auto& { return c.agents.tags_per_skill_max; }),
        count(
            "json_depth_max", "nesting of a card's JSON", {4, 256},
            [](auto& c) -> auto& { return c.agents.json_depth_max; }),
        choice<Config::NameConflict>(
            "name_conflict", "when a POST would replace a card of another endpoint or provider",
            {{"replace", Config::NameConflict::replace}, {"refuse", Config::NameConflict::refuse}},
            [](auto& c) -> auto& { return c.agents.name_conflict; }, kReloadable),
        count(
            "list_unpaged_max", "agents up to which a list without limit is whole", {1'000, kMillion},
            [](auto& c) -> auto& { return c.agents.list_unpaged_max; }),
    };
}

// `file` is what the Python registry calls its durable storage.
std::vector<Row> storing()
{
    return {
        choice<Config::Storage>("storage", "sqlite = durable; memory = gone when the process ends",
                                {{"sqlite", Config::Storage::sqlite},
                                 {"memory", Config::Storage::memory},
                                 {"file", Config::Storage::sqlite}},
                                [](auto& c) -> auto& { return c.store.storage; },
                                {.common = true, .aliases = {"STORAGE_TYPE"}}),
        text("data_dir", "folder of the durable storage, made when it is missing", "a path", is_data_dir,
             [](auto& c) -> auto& { return c.store.data_dir; },
             {.common = true, .aliases = {"STORAGE_DATA_DIR", "STATE_DIRECTORY"}}),
        choice<Config::Durability>(
            "durability",
            "full = an answered write survives a power loss; relaxed = the last 100 ms of them may not",
            {{"full", Config::Durability::full}, {"relaxed", Config::Durability::relaxed}},
            [](auto& c) -> auto& { return c.store.durability; }),
        duration(
            "tombstone_retention", "how long the storage remembers that an agent was removed",
            {0ms, std::chrono::hours{24 * 3650}},
            [](auto& c) -> auto& { return c.store.tombstone_retention; }),
        count(
            "waiting_writes_max", "writes that may wait for their commit", {1, kMillion},
            [](auto& c) -> auto& { return c.store.waiting_writes_max; }),
    };
}

std::vector<Row> searching()
{
    return {
        count(
            "search_threads", "threads for long searches; 0 = half of the workers, at least 1", {0, 1'024},
            [](auto& c) -> auto& { return c.search.threads; }),
        count(
            "search_queue", "long searches that may wait for such a thread; more are 503", {1, kMillion},
            [](auto& c) -> auto& { return c.search.waiting_max; }),
    };
}

std::vector<Row> answers()
{
    return {
        duration(
            "cache_ttl", "how long clients and proxies may keep a bare card (max-age)", {0ms, 24h},
            [](auto& c) -> auto& { return c.answers.cache_ttl; }, kReloadable),
        bytes(
            "cache_bytes", "memory for rendered and compressed answers", {0, 1'024 * kGiB},
            [](auto& c) -> auto& { return c.answers.cache_bytes; }),
        flag(
            "enable_compression", "gzip for clients that ask for it",
            [](auto& c) -> auto& { return c.answers.enable_compression; }),
        bytes(
            "compression_bytes_min", "smaller bodies are sent as they are", {1, kGiB},
            [](auto& c) -> auto& { return c.answers.compression_bytes_min; }),
    };
}

std::vector<Row> access()
{
    return {
        text("write_token_file", "file (mode 0600) of the bearer tokens that may write, one a line", "a path",
             is_path, [](auto& c) -> auto& { return c.access.write_token_file; },
             {.reloadable = true, .common = true}),
        flag(
            "allow_anonymous_writes", "let everybody write, also on an address that is not loopback",
            [](auto& c) -> auto& { return c.access.allow_anonymous_writes; }, kCommon),
        list(
            "cors_origin", "origins whose pages may call the registry, separated by commas",
            "origins (https://example.org) or *", is_origin,
            [](auto& c) -> auto& { return c.access.cors_origin; }, kReloadable),
    };
}

std::vector<Row> observation()
{
    using enum Config::LogLevel;
    return {
        flag(
            "enable_metrics", "answer /metrics", [](auto& c) -> auto& { return c.observe.enable_metrics; }),
        text(
            "instance_id", "name of this server in answers and metrics; empty = host name and port",
            "at most 128 printable ASCII characters", is_label,
            [](auto& c) -> auto& { return c.observe.instance_id; }),
        choice<Config::LogLevel>("log_level", "least severe events that are logged; requests have access_log",
                                 {{"debug", debug},
                                  {"info", info},
                                  {"warning", warning},
                                  {"error", error},
                                  {"trace", debug},
                                  {"warn", warning},
                                  {"critical", error}},
                                 [](auto& c) -> auto& { return c.observe.log_level; },
                                 {.reloadable = true, .common = true}),
        choice<Config::LogFormat>(
            "log_format", "auto = text on a terminal, JSON elsewhere",
            {{"auto", Config::LogFormat::automatic},
             {"json", Config::LogFormat::json},
             {"text", Config::LogFormat::text}},
            [](auto& c) -> auto& { return c.observe.log_format; }),
        choice<Config::AccessLog>(
            "access_log",
            "requests that are logged; errors = status 400 and above (but for overload), or slow",
            {{"errors", Config::AccessLog::errors},
             {"all", Config::AccessLog::all},
             {"off", Config::AccessLog::off}},
            [](auto& c) -> auto& { return c.observe.access_log; }, kReloadable),
        duration(
            "slow_request", "a request that takes this long is slow", {0ms, 1h},
            [](auto& c) -> auto& { return c.observe.slow_request; }, kReloadable),
    };
}

std::vector<Row> stopping()
{
    return {
        duration(
            "drain_delay", "after SIGTERM, serve on this long while balancers look away", {0ms, 10min},
            [](auto& c) -> auto& { return c.stop.drain_delay; }, kReloadable),
        duration(
            "drain_timeout", "then wait this long for requests in flight", {0ms, 10min},
            [](auto& c) -> auto& { return c.stop.drain_timeout; }, kReloadable),
    };
}

std::vector<Row> all_rows()
{
    const std::pair<std::string_view, std::vector<Row> (*)()> groups[] = {
        {"Listening", listening}, {"Requests", requests},       {"Agents", agents},
        {"Storage", storing},     {"Searching", searching},     {"Answers", answers},
        {"Access", access},       {"Observation", observation}, {"Stopping", stopping},
    };
    std::vector<Row> all;
    for (const auto& [group, rows_of] : groups) {
        for (auto& row : rows_of()) {
            row.group = group;
            all.push_back(std::move(row));
        }
    }
    return all;
}

} // namespace

std::span<const Row> rows()
{
    static const std::vector<Row> all = all_rows();
    return all;
}

} // namespace a2a::config
