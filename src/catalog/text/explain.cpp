// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/explain.hpp"

#include "base/text.hpp"
#include "card/card.hpp"
#include "catalog/text/tokens.hpp"
#include "catalog/text/words.hpp"

#include <algorithm>
#include <utility>

namespace a2a::catalog {

namespace {

void add_once(auto& list, const auto& value)
{
    if (std::find(list.begin(), list.end(), value) == list.end()) list.emplace_back(value);
}

} // namespace

std::vector<WordFound> explain(const Record& record, std::string_view query)
{
    const auto words = query_words(query);
    std::vector<WordFound> found;
    for (auto& word : spelled_words(query))
        found.push_back({.word = std::move(word), .fields = {}, .skills = {}});

    const auto card = card::project(record.card());
    std::string_view skill;
    for_each_part(card, [&](TextField field, std::string_view text) {
        if (field == TextField::skill_id) skill = text;
        const auto folded = text::fold(text);
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (folded.find(words[i]) == std::string::npos) continue;
            add_once(found[i].fields, name_of(field));
            if (field >= TextField::skill_id) add_once(found[i].skills, skill);
        }
    });
    return found;
}

} // namespace a2a::catalog
