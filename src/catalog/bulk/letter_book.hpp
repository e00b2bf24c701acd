// SPDX-License-Identifier: Apache-2.0
// The letters of many cards (their grams of one and two bytes) with the agents that have them.
// Each distinct word is looked at once; what a card adds to it is one bit for each of its grams.
#pragma once

#include "catalog/index.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace a2a::catalog {

class LetterBook {
public:
    // The grams of one word, by numbers of the book's own.
    struct Letters {
        std::uint32_t begin = 0; // in grams_
        std::uint32_t size = 0;
    };
    Letters read(std::string_view word);

    // Agents in ascending order.
    void add(Letters letters, Number agent);

    // All agents above those that the index knows.
    void enter(Index& index) const;

private:
    // Sixty-four agents: a bit for each, by gram. A few thousand grams, so that they stay in the
    // fastest cache while these agents are read.
    static constexpr unsigned kBlockBits = 6;
    struct Block {
        Number high = 0; // agent >> kBlockBits
        std::vector<std::uint64_t> bits;
    };

    std::uint32_t number_of(std::uint32_t key);

    // By the higher bits of a key, then the lowest byte: most rows stay empty. 0: it has no number yet,
    // else one more than it.
    std::vector<std::vector<std::uint32_t>> numbers_;
    std::vector<std::uint32_t> keys_;  // by number
    std::vector<std::uint32_t> grams_; // of all words
    std::vector<Block> blocks_;
};

} // namespace a2a::catalog
