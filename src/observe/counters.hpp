// SPDX-License-Identifier: Apache-2.0
// Counters that cost next to nothing where they are counted; whoever reads adds them up.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace a2a::observe {

// Written by one thread, read by any: a plain load and store, no locked instruction.
class OwnedCounter {
public:
    void add(std::uint64_t amount) noexcept
    {
        value_.store(value_.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
    }
    std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_{0};
};

// Written by any thread.
class SharedCounter {
public:
    void add(std::uint64_t amount) noexcept { value_.fetch_add(amount, std::memory_order_relaxed); }
    std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_{0};
};

// Upper bounds of the duration histograms: from what one get costs to what nobody waits for.
inline constexpr std::array<std::chrono::nanoseconds, 16> kDurationBounds = [] {
    std::array<std::chrono::nanoseconds, 16> bounds{};
    const std::int64_t steps[] = {100,       250,       500,       1'000,     2'500,   5'000,
                                  10'000,    25'000,    50'000,    100'000,   250'000, 500'000,
                                  1'000'000, 2'500'000, 5'000'000, 10'000'000};
    std::ranges::transform(steps, bounds.begin(),
                           [](std::int64_t us) { return std::chrono::microseconds{us}; });
    return bounds;
}();

template <class Counter>
class DurationHistogram {
public:
    static constexpr std::size_t kBuckets = kDurationBounds.size() + 1; // the last has no bound

    void observe(std::chrono::nanoseconds took) noexcept
    {
        const auto bound = std::ranges::find_if(kDurationBounds, [=](auto upper) { return took <= upper; });
        buckets_[static_cast<std::size_t>(bound - kDurationBounds.begin())].add(1);
        nanoseconds_.add(static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0)));
    }

    std::uint64_t bucket(std::size_t index) const noexcept { return buckets_[index].value(); }
    std::uint64_t nanoseconds() const noexcept { return nanoseconds_.value(); }

private:
    std::array<Counter, kBuckets> buckets_;
    Counter nanoseconds_;
};

} // namespace a2a::observe
