// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace a2a {
namespace {

// Key and text as in the SipHash paper's own vectors: bytes counting up from 0. The sums are
// OpenSSL's: openssl mac -macopt size:8 -macopt c-rounds:1 -macopt d-rounds:3 … SIPHASH
struct Vector {
    std::size_t length;
    std::uint64_t sum;
};
void PrintTo(const Vector& vector, std::ostream* out)
{
    *out << vector.length;
}
class SipHash13 : public testing::TestWithParam<Vector> {};

TEST_P(SipHash13, AgreesWithTheReference)
{
    std::string text;
    for (std::size_t i = 0; i < GetParam().length; ++i) text += static_cast<char>(i);
    EXPECT_EQ(sip_hash(text, 0x0706050403020100, 0x0f0e0d0c0b0a0908), GetParam().sum);
}

INSTANTIATE_TEST_SUITE_P(Lengths, SipHash13,
                         testing::Values(Vector{0, 0xabac0158050fc4dc}, Vector{1, 0xc9f49bf37d57ca93},
                                         Vector{2, 0x82cb9b024dc7d44d}, Vector{7, 0xd3927d989bb11140},
                                         Vector{8, 0x369095118d299a8e}, Vector{15, 0xd320d86d2a519956},
                                         Vector{16, 0xcc4fdd1a7d908b66}, Vector{63, 0x9d199062b7bbb3a8}),
                         [](const auto& test) { return "Bytes" + std::to_string(test.param.length); });

TEST(SeededHash, IsStableWithinAProcessAndKeyed)
{
    const SeededHash hash;
    EXPECT_EQ(hash("agent"), hash(std::string{"agent"}));
    EXPECT_NE(hash("agent"), hash("agenu"));
    EXPECT_NE(hash("agent"), sip_hash("agent", 0, 0)) << "the seed was not drawn";
}

// What an attacker who knows libstdc++'s hash (MurmurHash64A with a fixed seed) registers: texts of
// 16 printable letters that all have the same hash there. The second eight letters make up for what
// the first eight did.
std::vector<std::string> texts_that_collide_in_libstdcxx(std::size_t count)
{
    constexpr std::uint64_t kFactor = 0xc6a4a7935bd1e995;
    constexpr std::uint64_t kBegin = 0xc70f6907 ^ (16 * kFactor);
    std::uint64_t inverse = kFactor; // modulo 2^64, by Newton's method
    for (int i = 0; i < 5; ++i) inverse *= 2 - kFactor * inverse;
    const auto mix = [](std::uint64_t value) { return value ^ value >> 47; }; // undoes itself
    const auto block = [&](std::uint64_t letters) { return mix(letters * kFactor) * kFactor; };

    std::vector<std::string> texts;
    for (std::uint64_t nth = 0; texts.size() < count; ++nth) {
        std::string text(16, ' ');
        for (std::size_t i = 0, rest = nth; i < 8; ++i, rest /= 95)
            text[i] = static_cast<char>(' ' + rest % 95);
        std::uint64_t letters = 0;
        std::memcpy(&letters, text.data(), 8);
        const auto second = mix(((kBegin ^ block(letters)) * kFactor) * inverse) * inverse;
        std::memcpy(text.data() + 8, &second, 8);
        if (std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; }))
            texts.push_back(text);
    }
    return texts;
}

template <class Hash>
std::size_t fullest_of_1024(const std::vector<std::string>& texts, const Hash& hash)
{
    std::vector<std::size_t> buckets(1'024);
    for (const auto& text : texts) ++buckets[hash(text) % buckets.size()];
    return *std::ranges::max_element(buckets);
}

TEST(SeededHash, IsNotTheOneThatTextsWereMadeToCollideIn)
{
    const auto texts = texts_that_collide_in_libstdcxx(1'024);
    EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), texts.size());
    EXPECT_EQ(fullest_of_1024(texts, std::hash<std::string>{}), texts.size()) << "they do not collide there";
    EXPECT_LT(fullest_of_1024(texts, SeededHash{}), 16U);
    EXPECT_LT(fullest_of_1024(texts, QuickHash{}), 16U);
}

TEST(PackedText, IsEqualForEqualTextsOnly)
{
    std::set<std::string> texts;
    for (std::size_t size = 0; size <= PackedText::kBytesMax; ++size) {
        const std::string text(size, 'a');
        texts.insert(text);
        for (std::size_t at = 0; at < size; ++at)
            for (const char other : {'b', '\0', '\xe1'})
                texts.insert(std::string{text}.replace(at, 1, 1, other));
    }
    for (const auto& a : texts)
        for (const auto& b : texts) EXPECT_EQ(PackedText{a} == PackedText{b}, a == b) << a << ' ' << b;
}

TEST(RandomBits, DoNotRepeat)
{
    EXPECT_NE(random_bits(), random_bits());
}

} // namespace
} // namespace a2a
