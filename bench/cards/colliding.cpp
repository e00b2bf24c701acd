// SPDX-License-Identifier: Apache-2.0
#include "cards/colliding.hpp"

#include "cards/random.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace a2a::bench {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'()*+,-./:;<=>?@[]^_`{|}~";
constexpr std::size_t kBlock = 8; // the hash takes so many letters at once
constexpr std::size_t kText = 4 * kBlock;

constexpr std::uint64_t kFactor = 0xc6a4a7935bd1e995;
constexpr std::uint64_t kBegin = 0xc70f6907 ^ (kText * kFactor);

constexpr std::uint64_t mix(std::uint64_t value) // undoes itself
{
    return value ^ value >> 47;
}

constexpr std::uint64_t inverse_of(std::uint64_t odd) // modulo 2^64, by Newton's method
{
    auto inverse = odd;
    for (int i = 0; i < 5; ++i) inverse *= 2 - odd * inverse;
    return inverse;
}

std::uint64_t number_of(std::string_view letters)
{
    std::uint64_t number = 0;
    std::memcpy(&number, letters.data(), kBlock);
    return number;
}

std::string any_block(Random& random)
{
    std::string letters(kBlock, ' ');
    for (auto& letter : letters) letter = random.one_of(std::span{kLetters});
    return letters;
}

// Two blocks that take the hash from this state to zero: the second makes up for what the first did,
// and one in fifty thousand is made of such letters.
std::string half_to_zero(Random& random, std::uint64_t state)
{
    constexpr auto kInverse = inverse_of(kFactor);
    for (;;) {
        const auto first = any_block(random);
        const auto after = (state ^ mix(number_of(first) * kFactor) * kFactor) * kFactor;
        const auto needed = mix(after * kInverse) * kInverse;
        std::string second(kBlock, ' ');
        std::memcpy(second.data(), &needed, kBlock);
        if (second.find_first_not_of(kLetters) == std::string::npos) return first + second;
    }
}

// Every first half with every second one.
template <class Half>
std::vector<std::string> combine(std::size_t count, Half half)
{
    std::size_t side = 1;
    while (side * side < count) ++side;
    std::vector<std::string> firsts(side), seconds(side);
    for (auto& text : firsts) text = half(kBegin);
    for (auto& text : seconds) text = half(0);
    std::vector<std::string> texts;
    for (std::size_t nth = 0; nth < count; ++nth) texts.push_back(firsts[nth % side] + seconds[nth / side]);
    return texts;
}

} // namespace

std::vector<std::string> colliding_texts(std::size_t count)
{
    Random random{1};
    return combine(count, [&](std::uint64_t state) { return half_to_zero(random, state); });
}

std::vector<std::string> ordinary_texts(std::size_t count)
{
    Random random{2};
    return combine(count, [&](std::uint64_t) { return any_block(random) + any_block(random); });
}

} // namespace a2a::bench
