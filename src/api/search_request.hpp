// SPDX-License-Identifier: Apache-2.0
// What a client searches for: from a JSON body or from query parameters, by one table, so
// that every search can be a link.
#pragma once

#include "catalog/query.hpp"

#include <a2a/error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::api {

inline constexpr std::size_t kPageMax = 1'000;        // a larger limit is lowered to it
inline constexpr std::size_t kExplainedPageMax = 100; // with explain, which reads each card again

struct SearchRequest {
    Query query;
    std::vector<std::string> fields; // only these members of each card; empty = whole cards
};

// The body of POST /agents/search; an empty one asks for everything.
Result<SearchRequest> read_search(std::string_view body);

// One decoded query parameter.
using Parameter = std::pair<std::string, std::string>;

// Fails on an invalid escape. '+' means a space, as forms and the Python registry have it.
Result<std::vector<Parameter>> read_parameters(std::string_view query);

// The parameters of GET /agents.
struct ListRequest {
    SearchRequest search;
    std::vector<std::string> ids; // ?id=a&id=b
    std::optional<std::size_t> limit;
    bool is_search = false; // some parameter besides limit, cursor and id was given
};
Result<ListRequest> read_list(std::string_view query);

// limit, cursor and prefix of GET /skills and /tags.
Result<VocabularyQuery> read_vocabulary(std::string_view query, Facet facet);

} // namespace a2a::api
