// SPDX-License-Identifier: Apache-2.0
// The text of a card as the search sees it: its parts in order, each a row of runs, with a
// compound behind the runs it is made of. A record keeps it in this form, two or three bytes a
// word, in place of the text itself.
#pragma once

#include "catalog/text/chunks.hpp"

#include <a2a/agent_card.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

// The parts of a card, folded and split into chunks once for all who read them.
class FoldedCard {
public:
    explicit FoldedCard(const AgentCard& card);

    // Calls visit(field, chunks) for every part, in order.
    template <class Visit>
    void for_each_part(Visit visit) const
    {
        const std::span chunks{chunks_};
        std::size_t begin = 0;
        for (const auto& part : parts_) {
            visit(part.field, chunks.subspan(begin, part.end - begin));
            begin = part.end;
        }
    }
    const std::vector<std::string_view>& chunks() const { return chunks_; } // of all parts

private:
    struct Part {
        TextField field = TextField::name;
        std::size_t end = 0; // first of its text, then of its chunks
    };
    std::string text_; // what the chunks are views of
    std::vector<std::string_view> chunks_;
    std::vector<Part> parts_;
};

std::string tokens_of(const FoldedCard& card, ChunkDraft& draft);

// What it is made of: the head of a part, then each of its runs and compounds.
void append_part(std::string& tokens, TextField field, std::size_t chunks, bool is_alone);
void append_chunk(std::string& tokens, ChunkId chunk);

// The latter into memory that has kTokenBytesMax left; where it ends. As TokenReader takes it.
inline constexpr std::size_t kTokenBytesMax = 5;
inline char* put_chunk(char* to, ChunkId chunk)
{
    for (; chunk >= 0x80; chunk >>= 7U) *to++ = static_cast<char>(0x80U | (chunk & 0x7FU));
    *to++ = static_cast<char>(chunk);
    return to;
}

// The distinct grams of one and two bytes in the chunks of a card, ascending.
std::vector<std::string> letters_of(const FoldedCard& card);

// Reads tokens part by part. Here in full, because ranking reads some ten thousand a search.
class TokenReader {
public:
    explicit TokenReader(std::string_view tokens) : at_{tokens.data()}, end_{at_ + tokens.size()} {}

    // False at the end. Afterwards field() and size() are those of the part.
    bool next()
    {
        each([](std::size_t, ChunkId) {}); // unless somebody has asked for them
        if (at_ == end_) return false;
        const auto head = take(at_);
        field_ = static_cast<TextField>(head & (kTextFieldCount - 1));
        is_alone_ = (head & kTextFieldCount) != 0;
        size_ = left_ = head >> kHeadBits;
        return true;
    }
    TextField field() const { return field_; }
    std::size_t size() const { return size_; }  // runs and compounds
    bool is_alone() const { return is_alone_; } // nothing but one chunk

    // Calls visit(place, chunk) for each of the part's chunks; once.
    template <class Visit>
    void each(Visit visit)
    {
        const auto* at = at_; // not the member: this is the inmost loop
        for (auto left = std::exchange(left_, 0); left > 0; --left) visit(size_ - left, take(at));
        at_ = at;
    }

private:
    friend void append_part(std::string& tokens, TextField field, std::size_t chunks, bool is_alone);
    static constexpr unsigned kHeadBits = 4; // field, and whether it is alone

    // Seven bits a byte, the lowest first; the highest bit says that more follow.
    static std::uint32_t take(const char*& at)
    {
        std::uint32_t number = static_cast<unsigned char>(*at++);
        if (number < 0x80) return number;
        number &= 0x7FU;
        for (unsigned shift = 7;; shift += 7U) {
            const std::uint32_t byte = static_cast<unsigned char>(*at++);
            number |= (byte & 0x7FU) << shift;
            if (byte < 0x80) return number;
        }
    }

    const char* at_;
    const char* end_;
    std::size_t left_ = 0;
    std::size_t size_ = 0;
    TextField field_ = TextField::name;
    bool is_alone_ = false;
};
static_assert(kTextFieldCount == 8); // three bits

} // namespace a2a::catalog
