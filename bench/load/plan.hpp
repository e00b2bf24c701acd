// SPDX-License-Identifier: Apache-2.0
// What a load run is to do, and what came of it.
#pragma once

#include "load/histogram.hpp"

#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::bench {

using Clock = std::chrono::steady_clock;

// One request, ready to be sent, and by what its answer is known to be right.
struct Call {
    std::string bytes;
    std::vector<unsigned> statuses;
    std::string body_contains = {};
};

struct Endpoint {
    sockaddr_storage address{};
    socklen_t size = 0;
};

struct Plan {
    Endpoint server;
    std::vector<Call> calls; // taken in turn, again and again
    std::size_t connections = 1;
    std::uint64_t requests = 0; // 0: as many as fit into the duration
    double rate = 0;            // requests a second, sent when due; 0: as fast as answers come
    std::chrono::nanoseconds duration{0};
    std::chrono::nanoseconds timeout{0}; // for one answer, and for the last ones after the duration
};

enum class Fault : std::uint8_t {
    connect,   // refused or unreachable
    closed,    // unannounced, while an answer was due
    malformed, // no HTTP answer that can be framed
    status,    // not one of those expected
    body,      // does not contain what it must
    timeout,   // no whole answer in time
    unsent,    // planned, but no connection became free in time
};
inline constexpr std::array<std::string_view, 7> kFaultNames{"connect", "closed",  "malformed", "status",
                                                             "body",    "timeout", "unsent"};

// Latency is counted from when a request was due, so that a server that stalls is charged for
// the requests that had to wait behind the stall. Only right answers have one; refusals (another
// status than expected) have theirs.
struct Tally {
    Histogram latency;
    Histogram refused;
    std::uint64_t total = 0;
    std::array<std::uint64_t, kFaultNames.size()> faults{};
    std::chrono::nanoseconds elapsed{0};

    std::uint64_t failed() const
    {
        std::uint64_t sum = 0;
        for (const auto count : faults) sum += count;
        return sum;
    }
};

} // namespace a2a::bench
