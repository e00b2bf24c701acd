// SPDX-License-Identifier: Apache-2.0
// The exact score of one agent for the words of a query.
#pragma once

#include "catalog/text/search.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::catalog {

struct Scored {
    double score = 0;
    std::uint32_t words = 0; // bit i: it has the i-th word
};

// Good for one search and one thread.
class Scorer {
public:
    // `query` as the client wrote it; the words in its order, at most 32, with their rarities.
    Scorer(std::string_view query, std::span<const SoughtWord> words, const ChunksView& chunks);

    Scored score(std::string_view tokens);

private:
    struct Card;
    void read_part(Card& card, TokenReader& part, std::size_t nth);
    void see_pair(Card& card, std::size_t word, std::size_t nth, std::size_t at, double importance) const;
    bool says_the_query(TokenReader part) const;
    // Calls visit(word, weight) for each of the words that the chunk contains.
    template <class Visit>
    void for_each_word_in(ChunkId chunk, Visit visit);
    std::uint8_t weight(const SoughtWord& word, ChunkId chunk) const;
    double rarity_of(std::uint32_t words) const;

    static constexpr std::size_t kFilterBits = 1U << 16U;

    std::span<const SoughtWord> words_;
    const ChunksView& chunks_;
    std::string query_;                 // plain, see scoring.cpp
    double rarity_ = 0;                 // of all words together
    std::vector<std::uint64_t> filter_; // chunks that may match, by their low bits

    // What is known of a chunk: found out once, since cards share most of their words.
    struct Known {
        std::uint32_t words = 0; // bits
        std::uint32_t first = 0; // where their weights begin in weights_, in the words' order
    };
    boost::unordered_flat_map<ChunkId, Known> known_; // ids are ours, not of a client's choosing
    std::vector<std::uint8_t> weights_;
};

} // namespace a2a::catalog
