// SPDX-License-Identifier: Apache-2.0
// Which agents have the words of a query, and which of them say most about them.
//
// First the vocabulary: the chunks that contain each word. Then their postings, the rarest
// word first, which give every agent that has all words, with a rough score from the levels.
// The roughly best are scored exactly at the end (scoring.hpp). A word that nearly every chunk
// contains is not looked up at all when few agents are left: these are asked one by one.
#pragma once

#include "catalog/numbers.hpp"
#include "catalog/state.hpp"
#include "catalog/text/spelling.hpp"
#include "catalog/text/words.hpp"

#include <a2a/error.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace a2a::catalog {

// What a search holds for the text of its query; taken under the catalog's lock.
struct TextView {
    std::vector<WordView> words;
    ChunksView chunks;
    std::size_t agents = 0;        // alive
    std::size_t whole_matches = 0; // agents that have the words as whole chunks, added up

    // About what a search for it costs, in nanoseconds.
    std::size_t cost() const;
};
TextView look_up(const State& state, std::span<const std::string> words);

struct Hit {
    Number agent = 0;
    std::uint32_t score = 0;
};
using Hits = std::vector<Hit>; // ascending by agent, each once

// A word, and what the search has found out about it.
struct SoughtWord {
    const WordView* view = nullptr;
    bool expanded = false; // `matches` are all that count for it
    ChunkMatches matches;
    std::size_t postings = 0; // of all of them
    std::uint8_t rarity = 0;  // 0: not known yet
};

class TextSearch {
public:
    // `rarities` of the page before, or none: a walk weighs its words alike on every page.
    TextSearch(const TextView& view, const Records& records, std::span<const std::uint8_t> rarities)
        : TextSearch{view, records, rarities, budget_for(view.agents)}
    {
    }
    // The budget is what a search may cost at most, in nanoseconds as estimated.
    TextSearch(const TextView& view, const Records& records, std::span<const std::uint8_t> rarities,
               std::size_t budget);

    // 10 ms for up to 100,000 agents, 50 ms for a million, and so on.
    static std::size_t budget_for(std::size_t agents);

    // The agents that have every word, among these (null: among all). Fails with
    // query_too_broad when it would take longer than any search may.
    Result<Hits> with_all_words(const Numbers* among);

    // Those that have some of the words, or what may be meant by them, and are not much worse
    // than the best of these. `full` are those that have every word: they are among them, with
    // kFull added to their scores. Words that are too broad to look up count for nothing.
    Hits with_some_words(const Hits& full, const Numbers* among);
    static constexpr std::uint32_t kFull = 1U << 31U;

    // In the order of the query.
    const std::vector<SoughtWord>& words() const { return words_; }
    std::vector<std::uint8_t> rarities() const;
    const std::vector<Correction>& corrections() const { return corrections_; }

private:
    bool spend(std::size_t nanoseconds);
    Error too_broad(const SoughtWord& word) const;
    void rate(SoughtWord& word, std::size_t found);
    bool is_cheaper_to_ask(const SoughtWord& word, std::size_t agents) const;

    // False when there is no time for it.
    bool expand(SoughtWord& word);
    void take_whole(SoughtWord& word);
    bool collect(Hits& hits, const SoughtWord& word);
    bool meet(Hits& hits, const SoughtWord& word);
    bool spread(const ChunkMatches& matches);

    void ask(Hits& hits, SoughtWord& word);
    void expand_widely(SoughtWord& word);
    void add_best(std::vector<std::uint32_t>& scores, std::uint8_t rarity);

    const TextView& view_;
    const Records& records_;
    std::vector<SoughtWord> words_;
    std::vector<Correction> corrections_;
    std::vector<std::uint8_t> best_; // by agent: how well it has the word at hand; zero in between
    std::size_t budget_;             // what is left of it
};

} // namespace a2a::catalog
