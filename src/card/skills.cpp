// SPDX-License-Identifier: Apache-2.0
#include "card/projection.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace a2a::card {

namespace {

void judge_count(const Field& array, std::size_t count_max, std::string_view rule, Context& context)
{
    if (array.value.size() <= count_max) return;
    context.findings.add(Grade::fault, array.at, rule, "has more than " + std::to_string(count_max));
}

// Empty when the skill has none that can be used.
std::string read_id(json::Value skill, const json::Pointer& skill_at, Context& context)
{
    const json::Pointer at{skill_at, "id"};
    const auto id = skill.find("id");
    const bool is_there = id.exists() && !id.is(json::Kind::null);
    if (is_there && !id.is(json::Kind::string)) {
        context.findings.add_wrong_type(at, "a string", id);
    } else if (id.text().empty()) {
        context.findings.add(Grade::fault, at, "skill-id-missing", is_there ? "is empty" : "is missing");
    }
    return std::string{id.text()};
}

Skill read_skill(json::Value skill, const json::Pointer& at, Context& context)
{
    const Fields fields{skill, at, context};
    Skill out;
    out.id = read_id(skill, at, context);
    out.name = fields.text("name", "skill-name-missing");
    out.description = fields.text("description", "skill-description-missing");
    out.tags = fields.texts("tags", "skill-tags-missing");
    judge_count({skill.find("tags"), {at, "tags"}}, context.rules.tags_per_skill, "tags-limit", context);
    out.examples = fields.texts("examples");
    out.input_modes = fields.modes(kInputModes);
    out.output_modes = fields.modes(kOutputModes);
    return out;
}

} // namespace

// A skill without an id is judged but not projected: nobody could ask for it. Skills beyond
// the limit are not even judged: the card is refused, and its cost stays bounded.
std::vector<Skill> read_skills(const Fields& card, Context& context)
{
    const auto array = card.field("skills", json::Kind::array, "skills-missing");
    card.judge_empty(array);
    judge_count(array, context.rules.skills, "skills-limit", context);

    std::vector<Skill> skills;
    skills.reserve(std::min(array.value.size(), context.rules.skills));
    std::size_t index = 0;
    for (const auto item : array.value.items()) {
        if (index == context.rules.skills) break;
        const json::Pointer at{array.at, index++};
        if (!item.is(json::Kind::object)) {
            context.findings.add_wrong_type(at, "an object", item);
        } else if (auto skill = read_skill(item, at, context); !skill.id.empty()) {
            skills.push_back(std::move(skill));
        }
    }
    return skills;
}

} // namespace a2a::card
