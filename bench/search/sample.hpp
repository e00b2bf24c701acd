// SPDX-License-Identifier: Apache-2.0
// What words a fleet has and how frequent they are, told by some of its cards: the words
// that queries are drawn from.
#pragma once

#include "cards/random.hpp"
#include "search/fleet.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace a2a::bench {

class Sample {
public:
    static constexpr std::uint64_t kCards = 4000;

    explicit Sample(const Fleet& fleet);

    // The share of the cards in which `word` occurs, inside another word too.
    double share_of(std::string_view word) const;

    // Words that occur in about a tenth of all cards.
    const std::vector<std::string>& common_words() const { return common_; }

    // Different words that occur together in some card, none too frequent to be asked for where
    // the card has others; fewer when it has not as many.
    std::vector<std::string> words_of_one_card(Random& random, std::size_t count) const;

private:
    void add(std::uint32_t card, const std::string& folded);

    std::vector<std::string> words_between(double least, double most, std::size_t count) const;

    // White-space-delimited words of the folded texts, and the cards that have them, in order.
    std::unordered_map<std::string, std::vector<std::uint32_t>> cards_with_;
    std::vector<std::vector<const std::string*>> words_of_;
    std::vector<std::string> common_;
};

} // namespace a2a::bench
