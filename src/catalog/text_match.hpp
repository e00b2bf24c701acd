// SPDX-License-Identifier: Apache-2.0
// Which agents contain the words of a query. Reads every candidate's text: right for some ten
// thousand agents; an index of the words in use is to stand behind the same function.
#pragma once

#include "catalog/numbers.hpp"
#include "catalog/state.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::catalog {

// The words of a query, folded as Record::folded_text is; each once.
std::vector<std::string> query_words(std::string_view query);

// Those of the candidates in whose text every word occurs. `records` are of the same state.
Numbers match_text(std::span<const std::string> words, const Numbers& candidates, const Records& records);

} // namespace a2a::catalog
