// SPDX-License-Identifier: Apache-2.0
// The vocabulary of the cards' texts: every chunk (a run between white space, folded) with a
// number, the agents that have it, and an index of its inner parts.
//
// A query word has no white space either, so it can only occur inside one chunk: whatever
// contains a word is found by looking at the vocabulary, never at the agents. Every chunk is
// listed under the runs of one, two and three bytes in it (its grams). Bytes, not letters: in
// UTF-8 a text contains another exactly when its bytes do, and one letter of a script without
// spaces is three bytes.
#pragma once

#include "base/hash.hpp"
#include "catalog/cow_vector.hpp"
#include "catalog/hashed_numbers.hpp"
#include "catalog/index.hpp"
#include "catalog/text/postings.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::catalog {

using ChunkId = std::uint32_t;
inline constexpr std::size_t kGramBytes = 3;

// The distinct grams of a text, or only those of kGramBytes; ascending. Views into it.
std::vector<std::string_view> grams_of(std::string_view text);
std::vector<std::string_view> long_grams_of(std::string_view text);

class Chunks {
public:
    std::size_t size() const { return ids_.size(); } // chunks in use
    std::optional<ChunkId> find(std::string_view chunk) const;
    Numbers with_gram(std::string_view gram) const { return grams_.find(gram); }

    const Index& grams() const { return grams_; }
    const std::vector<ChunkId>& emptied() const { return emptied_; } // and perhaps in use again

    // By id; an id that is not in use has no text and no agents.
    const CowVector<std::string>& texts() const { return texts_; }
    const CowVector<Postings>& postings() const { return postings_; }

    // A chunk that a card brings along, and the number it will have.
    struct Fresh {
        std::string text;
        ChunkId id = 0;
    };
    // In the order of their draft; no sweep in between.
    void install(const Fresh& fresh);
    void put(ChunkId chunk, Postings::Posting posting);
    void erase(ChunkId chunk, Number agent); // must be there
    // Forgets chunks that nobody has any more, as many as take a fraction of a millisecond;
    // false when none are left. Until then their ids stay theirs.
    bool sweep();

    // The same chunks, with the agents numbered anew: `renamed` is by old number.
    Chunks renumbered(const std::vector<Number>& renamed, bool in_order) const;

private:
    friend class ChunkDraft;

    HashedNumbers ids_; // by text
    CowVector<std::string> texts_;
    CowVector<Postings> postings_;
    Index grams_;
    std::vector<ChunkId> vacant_;  // ids to use again, the last first
    std::vector<ChunkId> emptied_; // since the last sweep
};

// Numbers the chunks of cards that are about to come, without changing anything yet.
class ChunkDraft {
public:
    // The chunks must not change while the draft lives.
    explicit ChunkDraft(const Chunks& chunks) : chunks_{chunks} {}

    ChunkId id_of(std::string_view chunk);

    // Those that were numbered since the last call.
    std::vector<Chunks::Fresh> take_fresh() { return std::exchange(fresh_, {}); }

private:
    const Chunks& chunks_;
    std::vector<Chunks::Fresh> fresh_;
    boost::unordered_flat_map<std::string, ChunkId, SeededHash, TextEqual> drafted_;
};

} // namespace a2a::catalog
