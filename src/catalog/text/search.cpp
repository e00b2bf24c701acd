// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/search.hpp"

#include "catalog/text/hits.hpp"
#include "catalog/text/ranking.hpp"
#include "catalog/text/tokens.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace a2a::catalog {

TextView look_up(const State& state, std::span<const std::string> words)
{
    TextView view{.words = {},
                  .chunks = {state.chunks.runs.texts(), state.chunks.compounds.texts(),
                             state.chunks.runs.postings(), state.chunks.compounds.postings()},
                  .agents = state.live.size(),
                  .whole_matches = 0};
    view.words.reserve(words.size());
    for (const auto& word : words) {
        view.words.push_back(look_up(state.chunks, word));
        const auto& pieces = view.words.back().word.compound ? state.chunks.compounds : state.chunks.runs;
        if (const auto place = pieces.find(word)) view.whole_matches += pieces.postings()[*place].size();
    }
    return view;
}

// What it takes to find who has the word.
std::size_t effort(const WordView& word)
{
    return word.agents ? word.agents->size() * kPerPosting : word.word.breadth() * kPerChunk;
}

std::size_t TextView::cost() const
{
    std::size_t cost = whole_matches * kPerPosting * 4;
    for (const auto& word : words) cost += effort(word);
    return cost;
}

TextSearch::TextSearch(const TextView& view, const Records& records, std::span<const std::uint8_t> rarities,
                       std::size_t budget)
    : view_{view}, records_{records}, budget_{budget}
{
    for (std::size_t i = 0; i < view.words.size(); ++i)
        words_.push_back({.view = &view.words[i],
                          .expanded = false,
                          .matches = {},
                          .postings = 0,
                          .rarity = i < rarities.size() ? rarities[i] : std::uint8_t{0}});
}

std::size_t TextSearch::budget_for(std::size_t agents)
{
    constexpr double kOfMillion = 50e6;
    constexpr double kLeast = 10e6;
    constexpr double kGrowth = 0.7;
    return static_cast<std::size_t>(
        std::max(kLeast, kOfMillion * std::pow(static_cast<double>(agents) / 1e6, kGrowth)));
}

std::vector<std::uint8_t> TextSearch::rarities() const
{
    std::vector<std::uint8_t> rarities;
    for (const auto& word : words_) rarities.push_back(word.rarity);
    return rarities;
}

bool TextSearch::spend(std::size_t nanoseconds)
{
    if (nanoseconds > budget_) return false;
    budget_ -= nanoseconds;
    return true;
}

Error TextSearch::too_broad(const SoughtWord& word) const
{
    return {Errc::query_too_broad,
            "too many cards contain \"" + word.view->word.text + "\" for the rest of the query; leave it out",
            {{"/query", "the word \"" + word.view->word.text + "\" is too broad", "too-broad"}}};
}

void TextSearch::rate(SoughtWord& word, std::size_t found)
{
    if (word.rarity == 0) word.rarity = ranking::rarity(std::min(found, view_.agents), view_.agents);
}

bool TextSearch::expand(SoughtWord& word)
{
    if (word.view->agents) {
        take_whole(word);
        rate(word, word.view->agents->size());
        return spend(word.view->agents->size() * kPerPosting * 2);
    }
    if (!spend(word.view->word.breadth() * kPerChunk)) return false;
    word.matches = matches_of(word.view->word, view_.chunks);
    word.expanded = true;
    word.postings = postings_in(word.matches, view_.chunks);
    rate(word, word.postings);
    return true;
}

// Of a short word only the runs that are the word itself say anything.
void TextSearch::take_whole(SoughtWord& word)
{
    word.matches.clear();
    if (const auto chunk = word.view->whole) word.matches.push_back({*chunk, ranking::kWhole});
    word.postings = postings_in(word.matches, view_.chunks);
}

bool TextSearch::is_cheaper_to_ask(const SoughtWord& word, std::size_t agents) const
{
    return agents * kPerAsked < effort(*word.view);
}

Result<Hits> TextSearch::with_all_words(const Numbers* among)
{
    std::vector<SoughtWord*> order;
    for (auto& word : words_) order.push_back(&word);
    std::stable_sort(order.begin(), order.end(), [](const SoughtWord* a, const SoughtWord* b) {
        return effort(*a->view) < effort(*b->view);
    });
    Hits hits;
    bool begun = false;
    if (among != nullptr && is_cheaper_to_ask(*order.front(), among->size())) {
        among->for_each([&](Number agent) { hits.push_back({agent, 0}); });
        begun = true;
    }
    for (auto* word : order) {
        if (begun && hits.empty()) break;
        if (begun && is_cheaper_to_ask(*word, hits.size())) {
            if (!spend(hits.size() * kPerAsked)) return too_broad(*word);
            ask(hits, *word);
            continue;
        }
        if (!expand(*word) || !(begun ? meet(hits, *word) : collect(hits, *word))) return too_broad(*word);
        if (!begun && among != nullptr) hits = only(hits, *among);
        begun = true;
    }
    return hits;
}

bool TextSearch::collect(Hits& hits, const SoughtWord& word)
{
    if (word.view->agents) {
        hits.reserve(word.view->agents->size());
        word.view->agents->for_each([&](Number agent) { hits.push_back({agent, 0}); });
        return meet(hits, word);
    }
    if (word.matches.size() == 1 || word.postings * 16 < records_.size()) {
        hits.reserve(word.postings);
        for (const auto& [chunk, weight] : word.matches)
            view_.chunks.postings(chunk).for_each([&, weight = weight](Number agent, Level level) {
                hits.push_back({agent, std::uint32_t{worth(weight, level)} * word.rarity});
            });
        if (word.matches.size() == 1) return true;
        std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
            return a.agent != b.agent ? a.agent < b.agent : a.score > b.score;
        });
        const auto same = [](const Hit& a, const Hit& b) { return a.agent == b.agent; };
        hits.erase(std::unique(hits.begin(), hits.end(), same), hits.end());
        return true;
    }
    if (!spread(word.matches)) return false;
    for_each_set(best_, [&](std::size_t agent) {
        hits.push_back({static_cast<Number>(agent), std::uint32_t{best_[agent]} * word.rarity});
    });
    std::fill(best_.begin(), best_.end(), std::uint8_t{0});
    return true;
}

// Leaves the hits that have the word, too.
bool TextSearch::meet(Hits& hits, const SoughtWord& word)
{
    const auto keep_if_found = [&](auto best_of) {
        std::size_t kept = 0;
        for (auto hit : hits) {
            const std::uint32_t best = best_of(hit.agent);
            hit.score += best * word.rarity;
            hits[kept] = hit;
            kept += best != 0 ? 1U : 0U;
        }
        hits.resize(kept);
    };
    if (word.view->agents) {
        const auto bits = word.view->agents->to_bits(records_.size());
        std::optional<Postings::Walk> whole;
        if (!word.matches.empty()) whole.emplace(view_.chunks.postings(word.matches.front().chunk));
        keep_if_found([&](Number agent) {
            if ((bits[agent / 64U] >> (agent % 64U) & 1U) == 0) return std::uint8_t{0};
            const auto level = whole ? whole->level_of(agent) : Level{0};
            return level != 0 ? worth(ranking::kWhole, level) : std::uint8_t{1};
        });
        return true;
    }
    const auto walking = hits.size() * word.matches.size() * kPerLevel;
    if (walking < word.postings * kPerPosting + records_.size() / 16) {
        if (!spend(walking)) return false;
        std::vector<std::pair<Postings::Walk, std::uint8_t>> walks;
        for (const auto& [chunk, weight] : word.matches)
            walks.emplace_back(Postings::Walk{view_.chunks.postings(chunk)}, weight);
        keep_if_found([&](Number agent) {
            std::uint8_t best = 0;
            for (auto& [walk, weight] : walks)
                if (const auto level = walk.level_of(agent); level != 0)
                    best = std::max(best, worth(weight, level));
            return best;
        });
        return true;
    }
    if (!spread(word.matches)) return false;
    keep_if_found([&](Number agent) { return best_[agent]; });
    std::fill(best_.begin(), best_.end(), std::uint8_t{0});
    return true;
}

// The same, by reading what the agents say.
void TextSearch::ask(Hits& hits, SoughtWord& word)
{
    boost::unordered_flat_map<ChunkId, std::uint8_t> known; // ids are ours, not of a client's choosing
    const auto weight = [&](ChunkId chunk) {
        if (is_compound(chunk) != word.view->word.compound) return std::uint8_t{0};
        const auto [at, is_new] = known.try_emplace(chunk, std::uint8_t{0});
        if (is_new) at->second = weight_of(word.view->word.text, view_.chunks.text(chunk));
        return at->second;
    };
    rate(word, word.view->word.breadth());
    std::size_t kept = 0;
    for (auto hit : hits) {
        std::uint8_t best = 0;
        for (TokenReader part{records_[hit.agent]->tokens}; part.next();)
            part.each([&](std::size_t, ChunkId chunk) {
                if (const auto found = weight(chunk); found != 0)
                    best = std::max(best, worth(found, view_.chunks.postings(chunk).level_of(hit.agent)));
            });
        if (best == 0) continue;
        hit.score += std::uint32_t{best} * word.rarity;
        hits[kept++] = hit;
    }
    hits.resize(kept);
}

// What says most first, then what many agents have: once everybody has the word, the rest could
// only say it better.
bool TextSearch::spread(const ChunkMatches& matches)
{
    best_.resize(records_.size());
    std::size_t found = 0;
    const auto add = [&, bests = best_.data()](const ChunkMatch& match, const Postings& postings) {
        const auto* const worths = kWorths[match.weight].data();
        postings.for_each([&](Number agent, Level level) {
            const auto best = bests[agent];
            found += best == 0 ? 1U : 0U;
            bests[agent] = std::max(best, worths[level]);
        });
        return spend(postings.size() * kPerPosting);
    };
    const auto much = view_.agents / 64;
    std::vector<const ChunkMatch*> many_have, rest;
    for (const auto& match : matches) {
        const auto& postings = view_.chunks.postings(match.chunk);
        if (match.weight == ranking::kInner) {
            (postings.size() > much ? many_have : rest).push_back(&match);
        } else if (!add(match, postings)) {
            return false;
        }
    }
    for (const auto* list : {&many_have, &rest}) {
        for (const auto* match : *list) {
            if (found == view_.agents) return true;
            if (!add(*match, view_.chunks.postings(match->chunk))) return false;
        }
    }
    return true;
}

} // namespace a2a::catalog
