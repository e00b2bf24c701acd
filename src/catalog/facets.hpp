// SPDX-License-Identifier: Apache-2.0
// How often each value of a field occurs: in a search's result (facets), in all agents
// (vocabularies).
#pragma once

#include "catalog/search.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace a2a::catalog {

// The `limit` most frequent values of each facet of the view among the hits.
std::vector<std::pair<Facet, std::vector<FacetCount>>> count_facets(const SearchView& view,
                                                                    const Numbers& hits, std::size_t limit);

// Checked and folded; views the query.
struct VocabularyPlan {
    const VocabularyQuery& query;
    std::string prefix;
    std::uint64_t fingerprint = 0;
    std::optional<Cursor> after;
};

Result<VocabularyPlan> plan(const VocabularyQuery& query);
VocabularyAnswer answer(const Terms& terms, Revision revision, const VocabularyPlan& plan);

} // namespace a2a::catalog
