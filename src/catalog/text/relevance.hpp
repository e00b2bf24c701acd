// SPDX-License-Identifier: Apache-2.0
// The hits of a text in order of relevance, page by page.
//
// The order: some dozens of hits with the best rough scores, by their exact ones; then the rest
// by their rough scores; agents that have all words before those that have some; ties in
// order of registration. A cursor keeps the place and how the words were weighed, so writes in
// between move nothing but what they change; agents near the border between the two orders
// may be seen twice or not at all. Pages end at kRelevanceDepth.
#pragma once

#include "catalog/search.hpp"
#include "catalog/text/scoring.hpp"
#include "catalog/text/search.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace a2a::catalog {

inline constexpr std::uint32_t kRelevanceDepth = 10'000;

// How the pages before weighed the words; empty on the first one.
std::vector<std::uint8_t> rarities_in(const Cursor& cursor);

struct RankedPage {
    std::vector<RecordPtr> hits;
    std::vector<double> scores;
    std::string next_cursor;
};
RankedPage ranked_page(const SearchView& view, Hits hits, const TextSearch& text, const SearchPlan& plan);

struct Best {
    std::vector<RecordPtr> hits;
    std::uint32_t words = 0; // that the first one has, as bits
};
// The first `count` in the same order.
Best best_of(const SearchView& view, Hits hits, const TextSearch& text, const SearchPlan& plan,
             std::size_t count);

} // namespace a2a::catalog
