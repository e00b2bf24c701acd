// SPDX-License-Identifier: Apache-2.0
// Answers as JSON text. Cards go in as their publishers' bytes, never through a DOM.
#pragma once

#include "api/search_request.hpp"
#include "catalog/query.hpp"

#include <a2a/error.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::api {

// {"agents":[…],"items":[…],"count":N,"total":T,"next_cursor"?}
std::string render_list(std::span<const RecordPtr> hits, std::size_t total, std::string_view next_cursor,
                        std::string_view history);

// What render_list puts between the brackets of "agents" and of "items", and what it puts behind the latter.
void append_cards(std::string& out, std::span<const RecordPtr> hits);
void append_items(std::string& out, std::span<const RecordPtr> hits, std::string_view history);
std::string rest_of_list(std::size_t count, std::size_t total, std::string_view next_cursor);

// As a list, with "query", and with "scores", "facets", "explain" and "suggestions" where the answer
// has them or they were asked for; `fields`, when given, are all that is shown of each card.
std::string render_search(const SearchRequest& request, const SearchAnswer& answer, std::string_view history);

// {"skills":[{"value","agents"}…],"total","next_cursor"?} under the vocabulary's own name.
std::string render_vocabulary(std::string_view name, const VocabularyAnswer& answer);

// [{"pointer","message","rule"}…]
void append_issues(std::string& out, std::span<const FieldIssue> issues);

} // namespace a2a::api
