// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine: integers only, no standard distributions
// (those differ between libraries).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace a2a::bench {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next()
    {
        std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31);
    }

    // 0 to bound - 1; the bias is below 2^-32 for every bound used here.
    std::uint32_t below(std::uint32_t bound)
    {
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }

    bool chance(std::uint32_t percent) { return below(100) < percent; }

    template <class T, std::size_t Size>
    const T& one_of(const T (&values)[Size])
    {
        return values[below(static_cast<std::uint32_t>(Size))];
    }
    template <class T>
    const T& one_of(std::span<const T> values)
    {
        return values[below(static_cast<std::uint32_t>(values.size()))];
    }

private:
    std::uint64_t state_;
};

// A point of a distribution: this many of a thousand values are not above `value`.
struct Knot {
    std::uint32_t per_mille;
    std::uint32_t value;
};

// The value at a share of the distribution, straight between the knots. They begin at 0 and
// end at 1000.
std::uint32_t value_at(std::span<const Knot> knots, std::uint32_t per_mille);

} // namespace a2a::bench
