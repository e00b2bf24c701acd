// SPDX-License-Identifier: Apache-2.0
// The search that is content with some of the words, or with what may be meant by them.
#include "catalog/text/hits.hpp"
#include "catalog/text/ranking.hpp"
#include "catalog/text/search.hpp"

#include <algorithm>
#include <utility>

namespace a2a::catalog {

namespace {

// Partial matches worse than this share of the best are no answer.
constexpr std::uint32_t kWorstShare = 4; // a quarter

} // namespace

void TextSearch::expand_widely(SoughtWord& word)
{
    if (word.view->agents) {
        take_whole(word);
        word.expanded = true;
        return rate(word, word.postings);
    }
    if (!word.expanded && !expand(word)) word.expanded = true; // without matches
    ChunkMatches more;
    if (word.matches.empty()) {
        const auto looks_max = budget_ / 2 / kPerChunk;
        auto guesses = spelling::guesses(*word.view, view_.chunks, looks_max);
        static_cast<void>(spend(budget_ / 2));
        Correction correction{.word = word.view->word.text, .instead = {}};
        for (auto& guess : guesses) {
            more = unite(more, {{guess.chunk, ranking::kCorrected}});
            correction.instead.push_back(std::move(guess.word));
        }
        if (!correction.instead.empty()) corrections_.push_back(std::move(correction));
    }
    if (word.view->word.is_gram) { // inside longer words it says nothing
        std::erase_if(word.matches, [](const ChunkMatch& match) { return match.weight == ranking::kInner; });
    } else if (spend(word.view->stem.breadth() * kPerChunk)) {
        more = unite(more, kin_of(word.view->stem, view_.chunks));
    }
    word.matches = unite(word.matches, more);
    rate(word, postings_in(word.matches, view_.chunks));
}

// Adds how well each agent has the word at hand. A plain loop, which the compiler does many agents
// at a time.
void TextSearch::add_best(std::vector<std::uint32_t>& scores, std::uint8_t rarity)
{
    for (std::size_t agent = 0; agent < scores.size(); ++agent)
        scores[agent] += std::uint32_t{best_[agent]} * rarity;
    std::fill(best_.begin(), best_.end(), std::uint8_t{0});
}

Hits TextSearch::with_some_words(const Hits& full, const Numbers* among)
{
    std::vector<std::uint32_t> scores(records_.size());
    for (auto& word : words_) {
        expand_widely(word);
        if (word.matches.empty() || !spend(scores.size() * kPerScored)) continue;
        static_cast<void>(spread(word.matches)); // as far as time allows
        add_best(scores, word.rarity);
    }
    for (const auto& hit : full) scores[hit.agent] |= kFull;

    Hits hits;
    std::uint32_t best = 0; // of the partial ones
    for (std::size_t agent = 0; agent < scores.size(); ++agent) {
        if (scores[agent] == 0) continue;
        hits.push_back({static_cast<Number>(agent), scores[agent]});
    }
    if (among != nullptr) hits = only(hits, *among);
    for (const auto& hit : hits)
        if (hit.score < kFull) best = std::max(best, hit.score);
    std::erase_if(hits, [&](const Hit& hit) { return hit.score < best / kWorstShare; });
    return hits;
}

} // namespace a2a::catalog
