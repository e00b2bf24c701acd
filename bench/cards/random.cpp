// SPDX-License-Identifier: Apache-2.0
#include "cards/random.hpp"

namespace a2a::bench {

std::uint32_t value_at(std::span<const Knot> knots, std::uint32_t per_mille)
{
    std::size_t right = 1;
    while (right + 1 < knots.size() && knots[right].per_mille < per_mille) ++right;
    const auto& [from, low] = knots[right - 1];
    const auto& [to, high] = knots[right];
    return low + (high - low) * (per_mille - from) / (to - from);
}

} // namespace a2a::bench
