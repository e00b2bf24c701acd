// SPDX-License-Identifier: Apache-2.0
#include "catalog/bulk/groups.hpp"

#include <array>

namespace a2a::catalog {

void Groups::sort()
{
    constexpr std::size_t kMany = 4096; // pairs that are worth a large table
    if (pairs_.size() < kMany)
        sort_by<8>();
    else
        sort_by<11>();
}

// By so many bits at a time, the lowest first: linear, and no choice of keys makes it slow.
template <unsigned digit_bits>
void Groups::sort_by()
{
    constexpr std::uint32_t kDigits = 1U << digit_bits;
    std::vector<Pair> sorted(pairs_.size());
    for (unsigned shift = 0; shift < 32 && bits_ >> shift != 0; shift += digit_bits) {
        const auto digit = [&](const Pair& pair) { return pair.key >> shift & (kDigits - 1); };
        std::array<std::uint32_t, kDigits> ends{};
        for (const auto& pair : pairs_) ++ends[digit(pair)];
        std::uint32_t begin = 0;
        for (auto& end : ends) {
            const auto size = end;
            end = begin; // where the next of this digit goes
            begin += size;
        }
        for (const auto& pair : pairs_) sorted[ends[digit(pair)]++] = pair;
        pairs_.swap(sorted);
    }
}

} // namespace a2a::catalog
