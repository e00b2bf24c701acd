// SPDX-License-Identifier: Apache-2.0
// Why an agent was found: where in its card each word of a query occurs.
#pragma once

#include "catalog/query.hpp"

#include <string_view>
#include <vector>

namespace a2a::catalog {

// One for each word of the query, in order; without fields when the card has it not (a relaxed search).
// Reads the card's text itself, not the indexes: it costs some ten microseconds a card.
std::vector<WordFound> explain(const Record& record, std::string_view query);

} // namespace a2a::catalog
