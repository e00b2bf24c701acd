// SPDX-License-Identifier: Apache-2.0
#include "observe/rates.hpp"

namespace a2a::observe {

void Rates::tick(const Metrics::Totals& totals, Time now)
{
    const std::lock_guard lock{mutex_};
    ring_[count_ % kLooks] = {now, totals.requests, totals.nanoseconds};
    ++count_;
}

Rates::Reading Rates::read() const
{
    const std::lock_guard lock{mutex_};
    if (count_ < 2) return {};
    const auto& last = ring_[(count_ - 1) % kLooks];
    const auto& first = ring_[count_ <= kLooks ? 0 : count_ % kLooks];
    const std::chrono::duration<double> passed = last.at - first.at;
    const auto requests = static_cast<double>(last.requests - first.requests);
    const auto nanoseconds = static_cast<double>(last.nanoseconds - first.nanoseconds);
    return {.requests_per_second = passed.count() > 0 ? requests / passed.count() : 0,
            .average_response_seconds = requests > 0 ? nanoseconds / requests / 1e9 : 0};
}

} // namespace a2a::observe
