// SPDX-License-Identifier: Apache-2.0
#include "cards/coined.hpp"

#include <string_view>

namespace a2a::bench {
namespace {

constexpr std::string_view kOnsets[]{"b", "d", "f", "g", "k", "l",  "m",  "n",  "p",
                                     "r", "s", "t", "v", "z", "br", "st", "tr", "kl"};
constexpr std::string_view kVowels[]{"a", "e", "i", "o", "u"};
constexpr std::uint64_t kSyllables = std::size(kOnsets) * std::size(kVowels);

// Syllables are told apart, so a word spells one number alone. Four of them hold 2^22 numbers, and
// longer ones get a fifth.
std::string spelled(std::uint64_t number)
{
    std::string word;
    for (int i = 0; i < 4 || number != 0; ++i) {
        const auto syllable = number % kSyllables;
        word.append(kOnsets[syllable / std::size(kVowels)]).append(kVowels[syllable % std::size(kVowels)]);
        number /= kSyllables;
    }
    return word;
}

} // namespace

std::string coined_word(std::uint64_t number)
{
    // Odd, so it permutes the 32-bit numbers: neighbours get words that look nothing alike.
    constexpr std::uint64_t kScatter = 0x9E3779B1;
    constexpr std::uint64_t kLow = 0xFFFFFFFF;
    return spelled((number & ~kLow) | ((number * kScatter) & kLow));
}

std::string any_coined_word(Random& random)
{
    constexpr std::uint32_t kMagnitudes = 22; // 2^22 words
    const auto magnitude = std::uint32_t{1} << random.below(kMagnitudes);
    return coined_word(magnitude + random.below(magnitude));
}

} // namespace a2a::bench
