// SPDX-License-Identifier: Apache-2.0
// A search in three steps, so that only the middle one runs under the catalog's lock: plan
// (spell the keys, read the cursor), look (take references), answer (everything else).
#pragma once

#include "catalog/cursor.hpp"
#include "catalog/keys.hpp"
#include "catalog/query.hpp"
#include "catalog/state.hpp"
#include "catalog/text/search.hpp"

#include <a2a/error.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace a2a::catalog {

// A query, checked and spelled as the indexes are. Views the query, which must outlive it.
struct SearchPlan {
    const Query& query;
    Selection selection;
    std::vector<std::string> words, words_not;
    Walk walk = Walk::registered;
    std::optional<Cursor> after; // the page begins behind this

    // Of what the walk goes over, however it is written. Worked out anew each time: few searches have
    // a next page.
    std::uint64_t fingerprint() const;
};

// What a search needs of a state.
struct SearchView {
    Revision revision = 0;
    bool in_order = true;
    Records records;
    SortColumn sort_keys;
    Numbers live;
    std::size_t card_bytes = 0; // of all of them
    std::vector<Numbers> all;
    std::vector<std::vector<Numbers>> any;
    std::vector<Numbers> none;
    std::vector<std::pair<Facet, Terms>> facets;
    TextView text, text_not;
};

Result<SearchPlan> plan(const Query& query);
SearchView look(const State& state, const SearchPlan& plan);
// The smallest of what all must have bounds the hits.
std::size_t hits_at_most(const SearchView& view);
// Expected to take more than about a millisecond.
bool is_long(const SearchView& view, const SearchPlan& plan);
Result<SearchAnswer> answer(const SearchView& view, const SearchPlan& plan);

} // namespace a2a::catalog
