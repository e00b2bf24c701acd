// SPDX-License-Identifier: Apache-2.0
#include "load/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace a2a::bench {

// Values below 128 have a bucket each; above, the top eight bits of a value name its bucket.
std::size_t Histogram::bucket_of(std::uint64_t value)
{
    if (value < kParts) return value;
    const auto shift = static_cast<unsigned>(std::bit_width(value)) - kPartBits - 1;
    return shift * kParts + (value >> shift);
}

std::uint64_t Histogram::end_of(std::size_t bucket)
{
    if (bucket < 2 * kParts) return bucket;
    const auto shift = bucket / kParts - 1;
    return ((bucket - shift * kParts + 1) << shift) - 1;
}

void Histogram::record(Duration value)
{
    value = std::max(value, Duration::zero());
    constexpr std::uint64_t kLast = (std::uint64_t{1} << kValueBits) - 1;
    ++counts_[bucket_of(std::min(static_cast<std::uint64_t>(value.count()), kLast))];
    ++count_;
    sum_ += value;
    max_ = std::max(max_, value);
}

void Histogram::merge(const Histogram& other)
{
    for (std::size_t i = 0; i < kBuckets; ++i) counts_[i] += other.counts_[i];
    count_ += other.count_;
    sum_ += other.sum_;
    max_ = std::max(max_, other.max_);
}

Histogram::Duration Histogram::mean() const
{
    return count_ == 0 ? Duration::zero() : sum_ / static_cast<std::int64_t>(count_);
}

Histogram::Duration Histogram::quantile(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        seen += counts_[i];
        if (seen != 0 && seen >= wanted)
            return std::min(Duration{static_cast<std::int64_t>(end_of(i))}, max_);
    }
    return max_;
}

} // namespace a2a::bench
