// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/tokens.hpp"

#include "base/text.hpp"

#include <array>
#include <bit>
#include <utility>
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

constexpr std::size_t kBytesPerChunk = 5;   // of a text, with the space between them
constexpr std::size_t kTokenBytesUsual = 4; // of a chunk with its runs

class ByteSet {
public:
    static constexpr std::size_t kBytes = 256;

    std::size_t insert(unsigned char byte) // how many more there are then
    {
        auto& word = words_[byte / 64U];
        const auto before = word >> (byte % 64U) & 1U;
        word |= std::uint64_t{1} << (byte % 64U);
        return 1 - before;
    }

    // Ascending.
    template <class Visit>
    void for_each(Visit visit) const
    {
        for (std::size_t at = 0; at < words_.size(); ++at)
            for (auto rest = words_[at]; rest != 0; rest &= rest - 1)
                visit(static_cast<unsigned char>(at * 64 + static_cast<std::size_t>(std::countr_zero(rest))));
    }

private:
    std::array<std::uint64_t, kBytes / 64> words_{};
};

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

FoldedCard::FoldedCard(const AgentCard& card)
{
    std::size_t bytes = 0;
    std::size_t parts = 0;
    catalog::for_each_part(card, [&](TextField, std::string_view text) {
        bytes += text.size();
        ++parts;
    });
    text_.reserve(bytes);
    chunks_.reserve(parts + bytes / kBytesPerChunk);
    parts_.reserve(parts);
    catalog::for_each_part(card, [&](TextField field, std::string_view text) {
        text::append_folded(text_, text);
        parts_.push_back({field, text_.size()});
    });
    std::size_t begin = 0;
    for (auto& part : parts_) {
        const auto end = std::exchange(part.end, 0);
        text::append_words(chunks_, std::string_view{text_}.substr(begin, end - begin));
        part.end = chunks_.size();
        begin = end;
    }
}

std::string tokens_of(const FoldedCard& card, ChunkDraft& draft)
{
    std::string tokens;
    std::vector<ChunkId> ids;
    tokens.reserve(card.chunks().size() * kTokenBytesUsual);
    card.for_each_part([&](TextField field, std::span<const std::string_view> chunks) {
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

std::vector<std::string> letters_of(const FoldedCard& card)
{
    ByteSet ones;
    std::array<ByteSet, ByteSet::kBytes> twos;
    std::size_t distinct = 0;
    for (const auto chunk : card.chunks()) {
        for (std::size_t at = 0; at < chunk.size(); ++at) {
            const auto byte = static_cast<unsigned char>(chunk[at]);
            distinct += ones.insert(byte);
            if (at > 0) distinct += twos[static_cast<unsigned char>(chunk[at - 1])].insert(byte);
        }
    }
    std::vector<std::string> letters;
    letters.reserve(distinct);
    ones.for_each([&](unsigned char first) {
        letters.emplace_back(1, static_cast<char>(first));
        twos[first].for_each([&](unsigned char second) {
            letters.push_back({static_cast<char>(first), static_cast<char>(second)});
        });
    });
    return letters;
}

} // namespace a2a::catalog
