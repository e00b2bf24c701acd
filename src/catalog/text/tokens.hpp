// SPDX-License-Identifier: Apache-2.0
// The text of a card as the search sees it: its parts in order, each a row of chunks. A
// record keeps it in this form, two or three bytes a word, in place of the text itself.
#pragma once

#include "catalog/text/chunks.hpp"

#include <a2a/agent_card.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::catalog {

// What is searched, and where a word can be found.
enum class TextField : std::uint8_t {
    name,
    description,
    provider,
    skill_id, // begins a skill; there for every skill
    skill_name,
    skill_description,
    tag,
    example,
};
inline constexpr std::size_t kTextFieldCount = static_cast<std::size_t>(TextField::example) + 1;
std::string_view name_of(TextField field); // "name", "skills.id", …

// Calls visit(field, text) for every part, in order; empty ones only where they begin a skill.
template <class Visit>
void for_each_part(const AgentCard& card, Visit&& visit)
{
    const auto unless_empty = [&](TextField field, std::string_view text) {
        if (!text.empty()) visit(field, text);
    };
    visit(TextField::name, std::string_view{card.name});
    unless_empty(TextField::description, card.description);
    unless_empty(TextField::provider, card.provider);
    for (const auto& skill : card.skills) {
        visit(TextField::skill_id, std::string_view{skill.id});
        unless_empty(TextField::skill_name, skill.name);
        unless_empty(TextField::skill_description, skill.description);
        for (const auto& tag : skill.tags) unless_empty(TextField::tag, tag);
        for (const auto& example : skill.examples) unless_empty(TextField::example, example);
    }
}

std::string tokens_of(const AgentCard& card, ChunkDraft& draft);

// Reads tokens part by part.
class TokenReader {
public:
    explicit TokenReader(std::string_view tokens) : rest_{tokens} {}

    // False at the end. Afterwards field() and chunks() are those of the part.
    bool next();
    TextField field() const { return field_; }
    const std::vector<ChunkId>& chunks() const { return chunks_; }

private:
    std::string_view rest_;
    TextField field_ = TextField::name;
    std::vector<ChunkId> chunks_;
};

} // namespace a2a::catalog
