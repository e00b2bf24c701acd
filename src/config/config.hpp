// SPDX-License-Identifier: Apache-2.0
// Every option of the server with its default. A member is named as its key: from
// `keepalive_timeout` follow --keepalive-timeout, REGISTRY_KEEPALIVE_TIMEOUT and the key in
// the file. What an option means, its range and whether it can change at run time stands in
// rows.cpp, once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace a2a {

struct Config {
    enum class Validation : std::uint8_t { standard, strict, lenient };
    enum class NameConflict : std::uint8_t { replace, refuse };
    enum class Storage : std::uint8_t { memory, sqlite };
    enum class Durability : std::uint8_t { full, relaxed };
    enum class LogLevel : std::uint8_t { debug, info, warning, error };
    enum class LogFormat : std::uint8_t { automatic, json, text };
    enum class AccessLog : std::uint8_t { errors, all, off };

    struct Listen {
        std::string host = "127.0.0.1";
        std::uint16_t port = 8000;                // 0 = a free one
        std::vector<std::string> addresses;       // instead of host and port: "[::1]:80", "unix:/run/x"
        std::string socket_mode = "0660";         // of Unix sockets, octal
        std::string admin;                        // one more address for health and metrics; empty = none
        std::size_t worker_count = 0;             // 0 = usable CPUs
        std::size_t connections_max = 0;          // 0 = 80% of the descriptor limit
        std::size_t connections_per_client = 0;   // 0 = no limit
        std::vector<std::string> trusted_proxies; // addresses or networks (10.0.0.0/8)

        bool operator==(const Listen&) const = default;
    };

    struct Http {
        std::chrono::milliseconds keepalive_timeout{5'000};
        std::size_t keepalive_requests = 1'000; // 0 = unlimited
        std::chrono::milliseconds header_timeout{10'000};
        std::chrono::milliseconds body_timeout{30'000};
        std::size_t body_rate_min = 1'024;  // bytes per second
        std::size_t write_rate_min = 8'192; // bytes per second
        std::size_t header_bytes_max = 16'384;
        std::size_t header_line_bytes_max = 8'192;
        std::size_t target_bytes_max = 8'192;
        std::size_t header_fields_max = 100;
        std::size_t search_bytes_max = 16'384;
        std::size_t chunks_max = 16'384;
        std::size_t requests_max = 20'000;
        std::size_t request_bytes_max = 67'108'864;
        std::chrono::milliseconds queue_time_max{500};
        std::size_t pipeline_requests_max = 32;
        std::size_t pipeline_bytes_max = 65'536;

        bool operator==(const Http&) const = default;
    };

    struct Agents {
        std::size_t max_agents = 10'000; // 0 = unlimited
        std::size_t card_bytes_max = 262'144;
        Validation validation = Validation::standard;
        std::size_t skills_max = 500;
        std::size_t tags_per_skill_max = 64;
        std::size_t json_depth_max = 32;
        NameConflict name_conflict = NameConflict::replace;
        std::size_t list_unpaged_max = 10'000;

        bool operator==(const Agents&) const = default;
    };

    struct Store {
        Storage storage = Storage::sqlite;
        std::string data_dir = "a2a-registry-data";
        Durability durability = Durability::full;
        std::chrono::milliseconds tombstone_retention = std::chrono::hours{7 * 24};
        std::size_t waiting_writes_max = 10'000;

        bool operator==(const Store&) const = default;
    };

    struct Search {
        std::size_t threads = 0; // 0 = half of the workers
        std::size_t waiting_max = 64;

        bool operator==(const Search&) const = default;
    };

    struct Answers {
        std::chrono::milliseconds cache_ttl{300'000};
        std::size_t cache_bytes = 67'108'864;
        bool enable_compression = true;
        std::size_t compression_bytes_min = 1'000;

        bool operator==(const Answers&) const = default;
    };

    struct Access {
        std::string write_token_file; // empty = none
        bool allow_anonymous_writes = false;
        std::vector<std::string> cors_origin;

        bool operator==(const Access&) const = default;
    };

    struct Observe {
        bool enable_metrics = true;
        std::string instance_id; // empty = derived from host name and port
        LogLevel log_level = LogLevel::info;
        LogFormat log_format = LogFormat::automatic; // json unless stderr is a terminal
        AccessLog access_log = AccessLog::errors;
        std::chrono::milliseconds slow_request{1'000};

        bool operator==(const Observe&) const = default;
    };

    struct Stop {
        std::chrono::milliseconds drain_delay{5'000};
        std::chrono::milliseconds drain_timeout{30'000};

        bool operator==(const Stop&) const = default;
    };

    Listen listen;
    Http http;
    Agents agents;
    Store store;
    Search search;
    Answers answers;
    Access access;
    Observe observe;
    Stop stop;

    bool operator==(const Config&) const = default;
};

} // namespace a2a
