// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/ranking.hpp"

#include <algorithm>
#include <cmath>

namespace a2a::catalog::ranking {

namespace {

Level level_for(double weight)
{
    constexpr auto kBelowMax = kLevelMax - 1;
    return static_cast<Level>(1 +
                              std::min<int>(kBelowMax - 1, static_cast<int>(saturated(weight) * kBelowMax)));
}

} // namespace

bool is_known_by_it(const Part& part)
{
    return part.is_alone && (part.field == TextField::name || part.field == TextField::skill_id ||
                             part.field == TextField::skill_name);
}

Level level_of(float weight, bool is_known_by_it, double talk)
{
    return is_known_by_it ? kLevelMax : level_for(static_cast<double>(weight) / talk);
}

std::uint8_t rarity(std::size_t found, std::size_t all)
{
    const auto n = static_cast<double>(found);
    const auto idf =
        std::log2(1 + (static_cast<double>(all) - std::min(n, static_cast<double>(all)) + 0.5) / (n + 0.5));
    return static_cast<std::uint8_t>(std::clamp(std::lround(idf * 8), 1L, 255L));
}

std::vector<ChunkLevel> levels_of(std::string_view tokens)
{
    struct Weighed {
        ChunkId chunk = 0;
        float weight = 0;
        bool alone = false;
    };
    std::vector<Weighed> weighed;
    weighed.reserve(tokens.size()); // a byte each at least
    for (TokenReader reader{tokens}; reader.next();) {
        const Part part{reader.field(), reader.size(), reader.is_alone()};
        const auto weight = weight_in(part);
        // Of a compound it is the whole that names, not each of its runs.
        const bool known = is_known_by_it(part);
        const bool one = part.size == 1;
        reader.each([&](std::size_t, ChunkId chunk) {
            weighed.push_back({chunk, weight, known && (one || is_compound(chunk))});
        });
    }
    // By weight, too: floating sums must not depend on how equal chunks are swapped about.
    std::sort(weighed.begin(), weighed.end(), [](const Weighed& a, const Weighed& b) {
        return a.chunk != b.chunk ? a.chunk < b.chunk : a.weight < b.weight;
    });

    std::vector<ChunkLevel> levels;
    for (std::size_t at = 0; at < weighed.size();) {
        auto sum = weighed[at];
        for (++at; at < weighed.size() && weighed[at].chunk == sum.chunk; ++at) {
            sum.weight += weighed[at].weight;
            sum.alone = sum.alone || weighed[at].alone;
        }
        levels.push_back({sum.chunk, level_of(sum.weight, sum.alone, talk(tokens))});
    }
    return levels;
}

} // namespace a2a::catalog::ranking
