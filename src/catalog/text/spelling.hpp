// SPDX-License-Identifier: Apache-2.0
// What may be meant by a word that no card has as it is written.
#pragma once

#include "catalog/text/words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace a2a::catalog::spelling {

// An English word without its ending ("translat" of "translating"), so that its relatives are
// found, too; "" when nothing is to be taken off. A view into the word.
std::string_view stem_of(std::string_view word);

// The word in three pieces, of which one or two slips leave one as it is (two swaps may not).
// None for words that are too short for a guess.
std::vector<std::string_view> pieces_of(std::string_view word);

struct Guess {
    std::string word; // as registered, folded
    ChunkId chunk = 0;
};
// The registered words nearest to it, by edit distance (1, or 2 for six letters and more),
// then by how many agents have them; at most three. Looks at so many runs at most.
std::vector<Guess> guesses(const WordView& word, const ChunksView& chunks, std::size_t looks_max);

} // namespace a2a::catalog::spelling
