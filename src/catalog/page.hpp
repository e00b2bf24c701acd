// SPDX-License-Identifier: Apache-2.0
// One page of what a search found, in the order asked for, and where the next one begins.
#pragma once

#include "catalog/numbers.hpp"
#include "catalog/search.hpp"

#include <string>
#include <vector>

namespace a2a::catalog {

struct Page {
    std::vector<RecordPtr> hits;
    std::string next_cursor; // "" on the last page
};

// In order of registration it reads what is on the page only; otherwise the sort keys of all hits.
Page page_of(const SearchView& view, const Numbers& hits, const SearchPlan& plan);

} // namespace a2a::catalog
