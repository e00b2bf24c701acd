// SPDX-License-Identifier: Apache-2.0
// Drives a plan to its end on the calling thread, with one epoll and no locks.
//
// Closed loop (no rate): every connection sends its next request when its answer is there, so
// a slow server is asked less often; good for throughput. Open loop (a rate): request k is due
// at start + k / rate whatever the server does, and its latency counts from then; good for
// latency, because waiting behind a stall is seen.
#pragma once

#include "load/plan.hpp"

#include <functional>

namespace a2a::bench {

// Called now and then with how many requests have ended.
using Progress = std::function<void(std::uint64_t ended)>;

// Returns at the latest a timeout after the duration. Throws std::system_error when the
// machine gives no descriptors.
Tally run(const Plan& plan, const Progress& progress);

} // namespace a2a::bench
