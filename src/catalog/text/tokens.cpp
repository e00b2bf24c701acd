// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/tokens.hpp"

#include "base/text.hpp"

#include <array>

namespace a2a::catalog {

namespace {

constexpr std::array<std::string_view, kTextFieldCount> kFieldNames{
    "name",        "description",        "provider",    "skills.id",
    "skills.name", "skills.description", "skills.tags", "skills.examples",
};
constexpr unsigned kFieldBits = 3;
static_assert(kTextFieldCount <= 1U << kFieldBits);

// Seven bits a byte, the lowest first; the highest bit says that more follow.
void append(std::string& tokens, std::uint32_t number)
{
    for (; number >= 0x80; number >>= 7U) tokens += static_cast<char>(0x80U | (number & 0x7FU));
    tokens += static_cast<char>(number);
}

// The number that begins at `at`, which moves behind it. Only of what append() wrote.
std::uint32_t take(const char*& at)
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

} // namespace

std::string_view name_of(TextField field)
{
    return kFieldNames[static_cast<std::size_t>(field)];
}

// A part is its length and field in one number, then its chunks.
std::string tokens_of(const AgentCard& card, ChunkDraft& draft)
{
    std::string tokens;
    for_each_part(card, [&](TextField field, std::string_view text) {
        const auto folded = text::fold(text);
        const auto chunks = text::words(folded);
        append(tokens,
               static_cast<std::uint32_t>(chunks.size() << kFieldBits) | static_cast<std::uint32_t>(field));
        for (const auto chunk : chunks) append(tokens, draft.id_of(chunk));
    });
    return tokens;
}

bool TokenReader::next()
{
    if (rest_.empty()) return false;
    const auto* at = rest_.data();
    const auto head = take(at);
    field_ = static_cast<TextField>(head & ((1U << kFieldBits) - 1));
    chunks_.resize(head >> kFieldBits);
    for (auto& chunk : chunks_) chunk = take(at);
    rest_.remove_prefix(static_cast<std::size_t>(at - rest_.data()));
    return true;
}

} // namespace a2a::catalog
