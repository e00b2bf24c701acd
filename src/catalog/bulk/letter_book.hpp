// SPDX-License-Identifier: Apache-2.0
// The letters of many cards (their grams of one and two bytes) with the agents that have them.
// Each distinct word is looked at once; what a card adds is one bit for each of its words, and a word
// of some cards that stand together enters its grams for all of them.
#pragma once

#include "catalog/index.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace a2a::catalog {

class LetterBook {
public:
    using WordNumber = std::uint32_t;
    static constexpr WordNumber kUnread = 0xFFFF'FFFF;
    WordNumber read(std::string_view word);

    // That the agent has the word, and perhaps not for the first time. Agents in ascending order.
    void add(WordNumber word, Number agent)
    {
        if (agent >> kBlockBits != high_) end_block(agent >> kBlockBits);
        auto& agents = words_[word].agents;
        if (agents == 0) touched_.push_back(word);
        agents |= std::uint64_t{1} << (agent & ((1U << kBlockBits) - 1));
    }
    // After the last agent.
    void end() { end_block(0); }

    // All agents above those that the index knows.
    void enter(Index& index) const;

private:
    // Sixty-four agents: a bit for each, first by word, then by gram, so that a word of many of them
    // costs its grams once.
    static constexpr unsigned kBlockBits = 6;
    struct Word {
        std::uint32_t begin = 0; // in grams_
        std::uint32_t size = 0;
        std::uint64_t agents = 0; // of this block
    };
    struct Block {
        Number high = 0; // agent >> kBlockBits
        std::vector<std::uint64_t> bits;
    };

    std::uint32_t number_of(std::uint32_t key);
    void end_block(Number next_high);

    // By the higher bits of a key, then the lowest byte: most rows stay empty. 0: it has no number yet,
    // else one more than it.
    std::vector<std::vector<std::uint32_t>> numbers_;
    std::vector<std::uint32_t> keys_;  // by number
    std::vector<std::uint32_t> grams_; // of all words
    std::vector<Word> words_;
    std::vector<WordNumber> touched_; // words with agents of this block
    Number high_ = 0;                 // of this block
    std::vector<Block> blocks_;
};

} // namespace a2a::catalog
