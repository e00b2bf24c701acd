// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/explain.hpp"

#include "base/text.hpp"
#include "card/card.hpp"
#include "catalog/text/tokens.hpp"

#include <algorithm>

namespace a2a::catalog {

namespace {

void add_once(auto& list, const auto& value)
{
    if (std::find(list.begin(), list.end(), value) == list.end()) list.emplace_back(value);
}

} // namespace

std::vector<WordFound> explain(const Record& record, std::span<const std::string> words)
{
    std::vector<WordFound> found;
    for (const auto& word : words) found.push_back({.word = word, .fields = {}, .skills = {}});

    const auto card = card::project(record.card());
    std::string_view skill;
    for_each_part(card, [&](TextField field, std::string_view text) {
        if (field == TextField::skill_id) skill = text;
        const auto folded = text::fold(text);
        for (auto& word : found) {
            if (folded.find(word.word) == std::string::npos) continue;
            add_once(word.fields, name_of(field));
            if (field >= TextField::skill_id) add_once(word.skills, skill);
        }
    });
    return found;
}

} // namespace a2a::catalog
