// SPDX-License-Identifier: Apache-2.0
#include "catalog/bulk/letter_book.hpp"

#include <array>
#include <bit>
#include <span>

namespace a2a::catalog {

namespace {

// A gram as a number: two bytes, or one and a bit that says so.
constexpr std::uint32_t kOneByte = 0x1'0000;
constexpr std::size_t kRow = 0x100;
constexpr std::size_t kRows = kOneByte / kRow + 1;

} // namespace

LetterBook::WordNumber LetterBook::read(std::string_view word)
{
    const auto begin = grams_.size();
    for (std::size_t at = 0; at < word.size(); ++at) {
        const std::uint32_t byte = static_cast<unsigned char>(word[at]);
        grams_.push_back(number_of(kOneByte | byte));
        if (at == 0) continue;
        const std::uint32_t before = static_cast<unsigned char>(word[at - 1]);
        grams_.push_back(number_of(before << 8U | byte));
    }
    words_.push_back({.begin = static_cast<std::uint32_t>(begin),
                      .size = static_cast<std::uint32_t>(grams_.size() - begin)});
    return static_cast<WordNumber>(words_.size() - 1);
}

std::uint32_t LetterBook::number_of(std::uint32_t key)
{
    if (numbers_.empty()) numbers_.resize(kRows);
    auto& row = numbers_[key >> 8U];
    if (row.empty()) row.resize(kRow);
    auto& number = row[key & 0xFFU];
    if (number == 0) {
        keys_.push_back(key);
        number = static_cast<std::uint32_t>(keys_.size());
    }
    return number - 1;
}

void LetterBook::end_block(Number next_high)
{
    if (!touched_.empty()) {
        auto& bits =
            blocks_.emplace_back(Block{.high = high_, .bits = std::vector<std::uint64_t>(keys_.size())}).bits;
        for (const auto number : touched_) {
            auto& word = words_[number];
            for (const auto gram : std::span{grams_}.subspan(word.begin, word.size))
                bits[gram] |= word.agents;
            word.agents = 0;
        }
        touched_.clear();
    }
    high_ = next_high;
}

void LetterBook::enter(Index& index) const
{
    std::vector<Number> agents;
    for (std::size_t number = 0; number < keys_.size(); ++number) {
        agents.clear();
        for (const auto& block : blocks_) {
            if (number >= block.bits.size()) continue;
            for (auto rest = block.bits[number]; rest != 0; rest &= rest - 1)
                agents.push_back(block.high << kBlockBits | static_cast<Number>(std::countr_zero(rest)));
        }
        const auto key = keys_[number];
        const auto is_one = key >= kOneByte;
        const std::array<char, 2> bytes{static_cast<char>(is_one ? key : key >> 8U), static_cast<char>(key)};
        index.append({bytes.data(), is_one ? 1U : 2U}, agents);
    }
}

} // namespace a2a::catalog
