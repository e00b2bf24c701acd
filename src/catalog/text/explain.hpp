// SPDX-License-Identifier: Apache-2.0
// Why an agent was found: where in its card each word of a query occurs.
#pragma once

#include "catalog/query.hpp"

#include <span>
#include <string>
#include <vector>

namespace a2a::catalog {

// One for each word, in order; without fields when the card has it not (a relaxed search).
// Reads the card's text itself, not the indexes: it costs some ten microseconds a card.
std::vector<WordFound> explain(const Record& record, std::span<const std::string> words);

} // namespace a2a::catalog
