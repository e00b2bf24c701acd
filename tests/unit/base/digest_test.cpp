// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"

#include <gtest/gtest.h>

#include <string>

namespace a2a {
namespace {

std::string hex(const Sha256& digest)
{
    std::string text;
    for (const auto byte : digest) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

TEST(Sha256, AgreesWithFips180)
{
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, IsTheFirstHalfInTwentyTwoUrlSafeLetters)
{
    const auto digest = digest_of("abc");
    EXPECT_EQ(digest[0], 0xba);
    EXPECT_EQ(digest[15], 0x23);
    EXPECT_EQ(print(digest), "ungWv48Bz-pBQUDeXa4iIw");
}

TEST(EqualInConstantTime, SeesADifferenceAnywhere)
{
    const auto secret = sha256("secret");
    EXPECT_TRUE(equal_in_constant_time(secret, sha256("secret")));
    for (std::size_t i = 0; i < secret.size(); ++i) {
        auto other = secret;
        other[i] ^= 1;
        EXPECT_FALSE(equal_in_constant_time(secret, other)) << i;
    }
}

} // namespace
} // namespace a2a
