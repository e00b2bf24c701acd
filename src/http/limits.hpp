// SPDX-License-Identifier: Apache-2.0
// How much of everything one client may take. Each is an option (config/rows.cpp), a
// metric (registry_limit) and a test at limit - 1, limit and limit + 1.
#pragma once

#include <chrono>
#include <cstddef>

namespace a2a::http {

struct Limits {
    std::size_t header_bytes = 16 * 1024;     // request line and fields of one message; 431
    std::size_t header_line_bytes = 8 * 1024; // one field line; 431
    std::size_t target_bytes = 8 * 1024;      // 414
    std::size_t header_fields = 100;          // 431

    std::size_t chunks = 16'384;                      // of one message; 400
    std::size_t chunk_extension_bytes = 256;          // of one chunk; 400
    std::size_t chunk_extension_bytes_all = 4 * 1024; // of one message; 400
    std::size_t trailer_bytes = 4 * 1024;             // 431

    std::chrono::milliseconds keepalive_timeout{5'000}; // silent between requests: closed
    std::size_t keepalive_requests = 1'000;             // 0 = unlimited
    std::chrono::milliseconds header_timeout{10'000};   // from the first byte; 408
    std::chrono::milliseconds body_timeout{30'000};     // of a body read as a whole; 408
    std::size_t body_rate = 1'024; // bytes per second at least, over the window; 0 = any; 408
    std::chrono::milliseconds body_window{10'000};
    std::size_t write_rate = 8 * 1'024; // likewise of what the client takes; dropped
    std::chrono::milliseconds write_window{10'000};
    std::chrono::milliseconds linger_timeout{1'000}; // after a refusal, for the client to read it
    std::size_t linger_bytes = 64 * 1024;

    std::size_t connections = 0;                  // in all; 0 = no limit; 503
    std::size_t connections_per_client = 0;       // per address; 0 = no limit; 429
    std::size_t requests = 10'000;                // under way that cost something, in all; 503
    std::size_t request_bytes = 64 * 1024 * 1024; // held of their bodies, in all; 503
    std::chrono::milliseconds queue_time{500};    // that one may wait in a worker's line; 503
    std::size_t pipeline_requests = 32;           // answered ahead of one write
    std::size_t pipeline_bytes = 64 * 1024;
};

} // namespace a2a::http
