// SPDX-License-Identifier: Apache-2.0
// How often each latency occurred, in log-linear buckets: every power of two is cut into 128
// parts, so any value read back is at most 1/128 above the true one, from a nanosecond to
// eighteen minutes, in a fixed 36 KiB. Recording is a shift and an increment.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace a2a::bench {

class Histogram {
public:
    using Duration = std::chrono::nanoseconds;

    // Negative counts as zero; what is beyond the range, as its end.
    void record(Duration value);
    void merge(const Histogram& other);

    std::uint64_t count() const { return count_; }
    Duration max() const { return max_; } // exact
    Duration mean() const;                // exact; zero when nothing was recorded

    // The least value such that at least this share (0 to 1) of all values is not above it,
    // rounded up to the end of its bucket, but never above max().
    Duration quantile(double share) const;

private:
    static constexpr unsigned kPartBits = 7;
    static constexpr unsigned kValueBits = 40;
    static constexpr std::size_t kParts = std::size_t{1} << kPartBits;
    static constexpr std::size_t kBuckets = (kValueBits - kPartBits + 1) * kParts;

    static std::size_t bucket_of(std::uint64_t value);
    static std::uint64_t end_of(std::size_t bucket);

    std::array<std::uint64_t, kBuckets> counts_{};
    std::uint64_t count_ = 0;
    Duration sum_{0};
    Duration max_{0};
};

} // namespace a2a::bench
