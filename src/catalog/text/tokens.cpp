// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/tokens.hpp"

#include "base/text.hpp"

#include <array>
#include <bitset>
#include <vector>

namespace a2a::catalog {

namespace {

constexpr std::array<std::string_view, kTextFieldCount> kFieldNames{
    "name",        "description",        "provider",    "skills.id",
    "skills.name", "skills.description", "skills.tags", "skills.examples",
};

void append(std::string& tokens, std::uint32_t number)
{
    std::array<char, kTokenBytesMax> bytes{};
    const auto* const end = put_chunk(bytes.data(), number);
    tokens.append(bytes.data(), static_cast<std::size_t>(end - bytes.data()));
}

} // namespace

std::string_view name_of(TextField field)
{
    return kFieldNames[static_cast<std::size_t>(field)];
}

// Length, field and kind in one number.
void append_part(std::string& tokens, TextField field, std::size_t chunks, bool is_alone)
{
    const auto alone = is_alone ? kTextFieldCount : 0;
    append(tokens, static_cast<std::uint32_t>(chunks << TokenReader::kHeadBits | alone |
                                              static_cast<std::size_t>(field)));
}

void append_chunk(std::string& tokens, ChunkId chunk)
{
    append(tokens, chunk);
}

std::string tokens_of(const AgentCard& card, ChunkDraft& draft)
{
    std::string tokens;
    std::vector<ChunkId> ids;
    for_each_part(card, [&](TextField field, std::string_view text) {
        const auto folded = text::fold(text);
        const auto chunks = text::words(folded);
        ids.clear();
        for (const auto chunk : chunks) {
            for_each_run(chunk, [&](std::string_view run) { ids.push_back(draft.run(run)); });
            if (has_punctuation(chunk)) ids.push_back(draft.compound(chunk));
        }
        append_part(tokens, field, ids.size(), chunks.size() == 1);
        for (const auto id : ids) append_chunk(tokens, id);
    });
    return tokens;
}

std::vector<std::string> letters_of(const AgentCard& card)
{
    constexpr std::size_t kBytes = 256;
    std::bitset<kBytes> ones;
    std::vector<std::bitset<kBytes>> twos(kBytes);
    for_each_part(card, [&](TextField, std::string_view text) {
        const auto folded = text::fold(text);
        for (const auto chunk : text::words(folded)) {
            for (std::size_t at = 0; at < chunk.size(); ++at) {
                const auto byte = static_cast<unsigned char>(chunk[at]);
                ones.set(byte);
                if (at + 1 < chunk.size()) twos[byte].set(static_cast<unsigned char>(chunk[at + 1]));
            }
        }
    });
    std::vector<std::string> letters;
    for (std::size_t first = 0; first < kBytes; ++first) {
        if (!ones[first]) continue;
        letters.emplace_back(1, static_cast<char>(first));
        for (std::size_t second = 0; second < kBytes; ++second)
            if (twos[first][second]) letters.push_back({static_cast<char>(first), static_cast<char>(second)});
    }
    return letters;
}

} // namespace a2a::catalog
