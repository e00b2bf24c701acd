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

using Scores = std::vector<std::uint32_t>; // by agent

// The best score of an agent that has not every word. Over a pointer, so that the compiler does
// many agents at a time.
std::uint32_t best_partial(const Scores& scores)
{
    const auto* const score = scores.data();
    std::uint32_t best = 0;
    for (std::size_t agent = 0; agent < scores.size(); ++agent)
        best = std::max(best, score[agent] < TextSearch::kFull ? score[agent] : 0);
    return best;
}

// The agents that are not much worse than the best partial match.
Hits good_enough(const Scores& scores)
{
    const auto least = std::max(1U, best_partial(scores) / kWorstShare);
    const auto* const score = scores.data();
    std::uint32_t count = 0;
    for (std::size_t agent = 0; agent < scores.size(); ++agent) count += score[agent] >= least ? 1U : 0U;
    Hits hits(std::size_t{count} + 1); // the last is written over until there is no next one
    auto* hit = hits.data();
    for (std::size_t agent = 0; agent < scores.size(); ++agent) {
        *hit = {static_cast<Number>(agent), score[agent]};
        hit += score[agent] >= least ? 1 : 0;
    }
    hits.pop_back();
    return hits;
}

// Leaves nothing to the others.
void keep_only(Scores& scores, const Numbers& among)
{
    std::size_t next = 0;
    among.for_each([&](Number agent) {
        std::fill(scores.begin() + static_cast<std::ptrdiff_t>(next), scores.begin() + agent, 0);
        next = agent + std::size_t{1};
    });
    std::fill(scores.begin() + static_cast<std::ptrdiff_t>(next), scores.end(), 0);
}

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
    } else if (word.view->stem.text != word.view->word.text && // which would be found again, worth less
               spend(word.view->stem.breadth() * kPerChunk)) {
        more = unite(more, kin_of(word.view->stem, view_.chunks));
    }
    if (!more.empty()) word.matches = unite(word.matches, more);
    if (word.rarity == 0) rate(word, postings_in(word.matches, view_.chunks));
}

// Adds how well each agent has the word at hand. Over pointers and in sixteen bits, so that the
// compiler does many agents at a time.
void TextSearch::add_best(std::vector<std::uint32_t>& scores, std::uint8_t rarity)
{
    const auto* const best = best_.data();
    auto* const score = scores.data();
    for (std::size_t agent = 0; agent < scores.size(); ++agent)
        score[agent] += static_cast<std::uint16_t>(best[agent] * rarity);
    std::fill(best_.begin(), best_.end(), std::uint8_t{0});
}

Hits TextSearch::with_some_words(const Hits& full, const Numbers* among)
{
    Scores scores(records_.size());
    for (auto& word : words_) {
        expand_widely(word);
        if (word.matches.empty() || !spend(scores.size() * kPerScored)) continue;
        static_cast<void>(spread(word.matches)); // as far as time allows
        add_best(scores, word.rarity);
    }
    for (const auto& hit : full) scores[hit.agent] |= kFull;
    if (among != nullptr) keep_only(scores, *among);
    return good_enough(scores);
}

} // namespace a2a::catalog
