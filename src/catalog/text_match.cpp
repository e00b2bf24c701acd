// SPDX-License-Identifier: Apache-2.0
#include "catalog/text_match.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace a2a::catalog {

std::vector<std::string> query_words(std::string_view query)
{
    const auto folded = text::fold(query);
    std::vector<std::string> words;
    for (const auto word : text::words(folded))
        if (std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
    return words;
}

Numbers match_text(std::span<const std::string> words, const Numbers& candidates, const Records& records)
{
    if (words.empty()) return candidates;
    std::vector<Number> matches;
    candidates.for_each([&](Number number) {
        const auto text = records[number]->folded_text;
        const auto occurs = [&](const std::string& word) {
            return text.find(word) != std::string_view::npos;
        };
        if (std::all_of(words.begin(), words.end(), occurs)) matches.push_back(number);
    });
    return Numbers::of_sorted(std::move(matches));
}

} // namespace a2a::catalog
