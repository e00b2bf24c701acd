// SPDX-License-Identifier: Apache-2.0
// The vocabulary of the cards' texts: every distinct piece of text with a number, the agents
// that have it, and an index of its inner parts.
//
// A query word has no white space, so it can only occur inside one chunk (a run between white
// space, folded): whatever contains a word is found by looking at the vocabulary, never at the
// agents. Chunks fall into runs at ASCII punctuation: "bench-agent-7" has the runs "bench",
// "agent" and "7", and is a compound itself. A word without punctuation can only occur inside
// a run, so it is looked for among the runs, of which there are few; only a word like "gpt-4"
// is looked for among the compounds, many of which are one agent's own.
//
// Every piece is listed under the runs of one, two and three bytes in it (its grams). Bytes,
// not letters: in UTF-8 a text contains another exactly when its bytes do, and one letter of a
// script without spaces is three bytes.
#pragma once

#include "base/hash.hpp"
#include "catalog/cow_vector.hpp"
#include "catalog/hashed_numbers.hpp"
#include "catalog/index.hpp"
#include "catalog/renumbering.hpp"
#include "catalog/text/postings.hpp"
#include "catalog/text/short_text.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::catalog {

// Names a run or a compound; the lowest bit says which.
using ChunkId = std::uint32_t;
constexpr bool is_compound(ChunkId chunk)
{
    return (chunk & 1U) != 0;
}

// ASCII that is no letter and no digit. White space is none: it never gets here.
constexpr bool is_punctuation(char byte)
{
    const auto code = static_cast<unsigned char>(byte);
    return code < 0x80 && !(code >= 'a' && code <= 'z') && !(code >= '0' && code <= '9');
}
bool has_punctuation(std::string_view chunk);

// Calls visit(run) for every run of a folded chunk.
template <class Visit>
void for_each_run(std::string_view chunk, Visit visit)
{
    for (std::size_t at = 0; at < chunk.size();) {
        if (is_punctuation(chunk[at])) {
            ++at;
            continue;
        }
        const auto start = at;
        while (at < chunk.size() && !is_punctuation(chunk[at])) ++at;
        visit(chunk.substr(start, at - start));
    }
}

inline constexpr std::size_t kGramBytes = 3;

inline constexpr std::size_t kShortBytes = 2; // words up to here are looked for in Chunks::letters

// The distinct grams of a text; ascending. Views into it.
std::vector<std::string_view> grams_of(std::string_view text);

// All runs, or all compounds: texts with places. A place that is not in use has no text and
// no agents.
class TextPieces {
public:
    using Place = std::uint32_t;

    std::size_t size() const { return places_.size(); } // in use
    std::optional<Place> find(std::string_view text) const;
    const Numbers& with_gram(std::string_view gram) const { return grams_.held(gram); } // places
    const Index& grams() const { return grams_; }
    const CowVector<ShortText>& texts() const { return texts_; }
    const CowVector<Postings>& postings() const { return postings_; }
    const std::vector<Place>& emptied() const { return emptied_; } // and perhaps in use again

    // Where the nth new text from now on will be, as long as nothing is swept.
    Place place_of_new(std::size_t nth) const;
    void install(Place place, std::string_view text); // in that order
    void put(Place place, Postings::Posting posting) { postings_.edit(place).put(posting); }
    void erase(Place place, Number agent); // must be there

    // The same in bulk: the texts alone, then what lists them, then agents above all others.
    void install_text(Place place, std::string_view text);
    void list_under(std::string_view gram, std::span<const Place> places) { grams_.append(gram, places); }
    void append(Place place, std::span<const std::uint32_t> packed) { postings_.edit(place).append(packed); }
    bool sweep();
    void renumber(const Renumbering& numbering);

private:
    HashedNumbers places_; // by text
    CowVector<ShortText> texts_;
    CowVector<Postings> postings_;
    Index grams_;
    std::vector<Place> vacant_;  // to use again, the last first
    std::vector<Place> emptied_; // since the last sweep
};

class Chunks {
public:
    TextPieces runs, compounds;

    // Agents by the one and two byte grams of their text: nearly every piece of the vocabulary
    // contains a word that short, so here the agents are listed at once.
    Index letters;

    std::string_view text(ChunkId chunk) const { return of(chunk).texts()[chunk >> 1U].view(); }
    const Postings& postings(ChunkId chunk) const { return of(chunk).postings()[chunk >> 1U]; }
    const TextPieces& of(ChunkId chunk) const { return is_compound(chunk) ? compounds : runs; }

    // A text that a card brings along, and the number it will have.
    struct Fresh {
        std::string text;
        ChunkId id = 0;
    };
    // In the order of their draft; no sweep in between.
    void install(const Fresh& fresh) { of(fresh.id).install(fresh.id >> 1U, fresh.text); }
    void put(ChunkId chunk, Postings::Posting posting) { of(chunk).put(chunk >> 1U, posting); }
    void erase(ChunkId chunk, Number agent) { of(chunk).erase(chunk >> 1U, agent); } // must be there

    // Forgets texts that nobody has any more, as many as take a fraction of a millisecond;
    // false when none are left. Until then their ids stay theirs.
    bool sweep() { return runs.sweep() || compounds.sweep(); }

private:
    TextPieces& of(ChunkId chunk) { return is_compound(chunk) ? compounds : runs; }
};

// Numbers the texts of cards that are about to come, without changing anything yet.
class ChunkDraft {
public:
    // The chunks must not change while the draft lives.
    explicit ChunkDraft(const Chunks& chunks) : chunks_{chunks} {}

    ChunkId run(std::string_view text) { return id_of(chunks_.runs, drafted_runs_, text, 0); }
    ChunkId compound(std::string_view text) { return id_of(chunks_.compounds, drafted_compounds_, text, 1); }

    // Those that were numbered since the last call.
    std::vector<Chunks::Fresh> take_fresh() { return std::exchange(fresh_, {}); }

private:
    using Drafted = boost::unordered_flat_map<std::string, ChunkId, SeededHash, TextEqual>;
    ChunkId id_of(const TextPieces& pieces, Drafted& drafted, std::string_view text, ChunkId kind);

    const Chunks& chunks_;
    std::vector<Chunks::Fresh> fresh_;
    Drafted drafted_runs_, drafted_compounds_;
};

} // namespace a2a::catalog
