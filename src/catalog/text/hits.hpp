// SPDX-License-Identifier: Apache-2.0
// What both ways of searching a text share: what things cost, and lists of hits.
#pragma once

#include "catalog/text/search.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace a2a::catalog {

// Rough costs in nanoseconds, to choose between ways and to refuse what no way makes cheap.
inline constexpr std::size_t kPerChunk = 60;    // looked at in the vocabulary
inline constexpr std::size_t kPerPosting = 2;   // passed over
inline constexpr std::size_t kPerLevel = 12;    // one agent found in one chunk's postings, on a walk
inline constexpr std::size_t kPerScored = 1;    // one agent, for one word of a relaxed search
inline constexpr std::size_t kPerAsked = 4'000; // one agent's tokens read and judged

// What a chunk that the word lies in so is worth to an agent that has it at this level.
constexpr std::uint8_t worth(std::uint8_t weight, Level level)
{
    return static_cast<std::uint8_t>(std::max(1, weight * level / kLevelMax));
}

// By level: a division for each of a broad search's postings would be much of its work.
inline constexpr auto kWorths = [] {
    std::array<std::array<std::uint8_t, kLevelMax + 1>, 256> worths{};
    for (std::size_t weight = 0; weight < worths.size(); ++weight)
        for (Level level = 1; level <= kLevelMax; ++level)
            worths[weight][level] = worth(static_cast<std::uint8_t>(weight), level);
    return worths;
}();

// The hits that are among these agents, too.
Hits only(const Hits& hits, const Numbers& among);

// Calls visit(index) for every byte that is not zero.
template <class Visit>
void for_each_set(std::span<const std::uint8_t> bytes, Visit visit)
{
    std::size_t at = 0;
    for (std::uint64_t eight = 0; bytes.size() - at >= sizeof eight; at += sizeof eight) {
        std::memcpy(&eight, bytes.data() + at, sizeof eight);
        if (eight == 0) continue;
        for (std::size_t i = at; i < at + sizeof eight; ++i)
            if (bytes[i] != 0) visit(i);
    }
    for (; at < bytes.size(); ++at)
        if (bytes[at] != 0) visit(at);
}

} // namespace a2a::catalog
