// SPDX-License-Identifier: Apache-2.0
#include "client/gunzip.hpp"
#include "support/gzip.hpp"

#include <gtest/gtest.h>

namespace a2a::client {
namespace {

constexpr std::size_t kEnough = 1'000'000;

TEST(Gunzip, GivesBackWhatWasPacked)
{
    for (const std::string& text : {std::string{}, std::string{"{}"}, std::string(100'000, 'x')}) {
        const auto unpacked = gunzip(test::gzip(text), kEnough);
        ASSERT_TRUE(unpacked);
        EXPECT_EQ(*unpacked, text);
    }
}

TEST(Gunzip, JoinsMembers)
{
    EXPECT_EQ(*gunzip(test::gzip("one ") + test::gzip("two"), kEnough), "one two");
}

TEST(Gunzip, UnfoldsAsFarAsTheLimitAndNoFurther)
{
    const auto packed = test::gzip(std::string(100'000, 'x'));
    EXPECT_FALSE(gunzip(packed, 99'999));
    EXPECT_TRUE(gunzip(packed, 100'000));
    EXPECT_TRUE(gunzip(packed, 100'001));
}

TEST(Gunzip, RefusesEveryBeginning)
{
    const auto packed = test::gzip(R"({"name":"a","skills":[1,2,3]})");
    for (std::size_t length = 1; length < packed.size(); ++length) {
        const auto unpacked = gunzip(std::string_view{packed}.substr(0, length), kEnough);
        ASSERT_FALSE(unpacked) << length;
        EXPECT_EQ(unpacked.error().code, Errc::unavailable);
    }
}

TEST(Gunzip, RefusesWhatIsNoGzip)
{
    EXPECT_FALSE(gunzip("{\"name\":\"a\"}", kEnough));
    auto damaged = test::gzip("some text");
    damaged[damaged.size() - 6] ^= 1; // of its checksum
    EXPECT_FALSE(gunzip(damaged, kEnough));
    EXPECT_FALSE(gunzip(test::gzip("one") + "two", kEnough));
}

} // namespace
} // namespace a2a::client
