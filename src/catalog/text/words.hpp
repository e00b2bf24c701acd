// SPDX-License-Identifier: Apache-2.0
// One word of a query against the vocabulary: which chunks contain it, and how.
#pragma once

#include "catalog/numbers.hpp"
#include "catalog/text/chunks.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::catalog {

// The words of a query, folded as the cards' texts are; each once, in order.
std::vector<std::string> query_words(std::string_view query);

// The same words as the query spells them.
std::vector<std::string> spelled_words(std::string_view query);

// Chunks that may contain a text of some length.
struct GramView {
    std::string text;
    bool compound = false;      // it has punctuation: only compounds can contain it
    std::vector<Numbers> grams; // chunks with its rarest long grams, the rarest first
    bool is_gram = false;       // the text is a gram itself: its chunks are known without a look

    // How many chunks have to be looked at.
    std::size_t breadth() const { return grams.empty() ? 0 : grams.front().size(); }
};

// References that a search takes, under the catalog's lock, for one word.
struct WordView {
    GramView word;
    std::optional<Numbers> agents; // of a word of kShortBytes at most: who has it
    std::optional<ChunkId> whole;  // likewise: the run or compound that it is
    GramView stem;                 // the word without its ending, for a search that is content with less
    // Where a slip of the hand can be found: whoever changes one or two letters leaves one of
    // three pieces of the word as it is. Chunks with the rarest gram of each piece.
    std::vector<Numbers> pieces;
};
WordView look_up(const Chunks& chunks, std::string_view word);

// What a search holds of the vocabulary.
struct ChunksView {
    CowVector<ShortText> runs, compounds;
    CowVector<Postings> run_postings, compound_postings;

    std::string_view text(ChunkId chunk) const
    {
        return (is_compound(chunk) ? compounds : runs)[chunk >> 1U].view();
    }
    const Postings& postings(ChunkId chunk) const
    {
        return (is_compound(chunk) ? compound_postings : run_postings)[chunk >> 1U];
    }
    void fetch_postings_ahead(ChunkId chunk) const
    {
        (is_compound(chunk) ? compound_postings : run_postings).fetch_ahead(chunk >> 1U);
    }
};

// A large vocabulary lies in no near cache: each of many looks asks for what will be looked at so
// many turns later.
inline constexpr std::size_t kTurnsAhead = 12;

struct ChunkMatch {
    ChunkId chunk = 0;
    std::uint8_t weight = 0; // ranking::kWhole, kStart, …
};
using ChunkMatches = std::vector<ChunkMatch>; // ascending by chunk, each once

// How the word lies in the chunk: the best of its occurrences; 0 when it does not.
std::uint8_t weight_of(std::string_view word, std::string_view chunk);

// Every chunk that contains the word.
ChunkMatches matches_of(const GramView& word, const ChunksView& chunks);

// Chunks in which a word begins with the stem, which may be absent.
ChunkMatches kin_of(const GramView& stem, const ChunksView& chunks);

// Both; of a chunk that is in both, the greater weight.
ChunkMatches unite(const ChunkMatches& a, const ChunkMatches& b);

// How many agents have one of them: at most this many, since an agent may have several.
std::size_t postings_in(const ChunkMatches& matches, const ChunksView& chunks);

} // namespace a2a::catalog
