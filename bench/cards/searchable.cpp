// SPDX-License-Identifier: Apache-2.0
#include "cards/searchable.hpp"

namespace a2a::bench {

std::string Searchable::all() const
{
    return name + '\n' + description + '\n' + provider + '\n' + skills;
}

Searchable searchable(const AgentCard& card)
{
    Searchable texts{
        .name = card.name, .description = card.description, .provider = card.provider, .skills = {}};
    const auto line = [&](const std::string& text) { texts.skills.append(text).append("\n"); };
    for (const auto& skill : card.skills) {
        line(skill.id);
        line(skill.name);
        line(skill.description);
        for (const auto& tag : skill.tags) line(tag);
        for (const auto& example : skill.examples) line(example);
    }
    return texts;
}

} // namespace a2a::bench
