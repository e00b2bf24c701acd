// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

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
