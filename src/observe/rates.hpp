// SPDX-License-Identifier: Apache-2.0
// How busy the server was over the last minute, for /health/detailed.
#pragma once

#include "observe/metrics.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>

namespace a2a::observe {

// A ring of one look a second at the merged counters. Thread-safe.
class Rates {
public:
    using Time = std::chrono::steady_clock::time_point;

    // Once a second, with what Metrics::totals() says.
    void tick(const Metrics::Totals& totals, Time now);

    struct Reading {
        double requests_per_second = 0;
        double average_response_seconds = 0;
    };
    Reading read() const;

private:
    struct Look {
        Time at;
        std::uint64_t requests = 0;
        std::uint64_t nanoseconds = 0;
    };
    static constexpr std::size_t kLooks = 61; // sixty seconds lie between the first and the last

    mutable std::mutex mutex_;
    std::array<Look, kLooks> ring_{}; // guarded by mutex_
    std::size_t count_ = 0;           // of all looks ever; likewise
};

} // namespace a2a::observe
