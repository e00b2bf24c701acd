// SPDX-License-Identifier: Apache-2.0
#include "floor/framer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace a2a::bench {
namespace {

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::string_view kPost = "POST / HTTP/1.1\r\nHost: a\r\ncontent-LENGTH:  5\r\n\r\n\r\n\r\nx";

std::string times(std::string_view request, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i) all += request;
    return all;
}

TEST(Framer, CountsRequestsHoweverTheyAreCut)
{
    const auto bytes = times(kPost, 2) + std::string{kGet} + times(kPost, 1);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        Framer framer{true};
        std::size_t requests = 0;
        EXPECT_TRUE(framer.add(std::string_view{bytes}.substr(0, cut), requests));
        EXPECT_TRUE(framer.add(std::string_view{bytes}.substr(cut), requests));
        EXPECT_EQ(requests, 4U) << cut;
    }
}

TEST(Framer, ARequestEndsWithItsLastByte)
{
    Framer framer{true};
    std::size_t requests = 0;
    EXPECT_TRUE(framer.add(kPost.substr(0, kPost.size() - 1), requests));
    EXPECT_EQ(requests, 0U);
    EXPECT_TRUE(framer.add(kPost.substr(kPost.size() - 1), requests));
    EXPECT_EQ(requests, 1U);
}

TEST(Framer, LooksForNoBodiesUnlessAsked)
{
    Framer framer{false};
    std::size_t requests = 0;
    EXPECT_TRUE(framer.add(times(kGet, 100), requests));
    EXPECT_EQ(requests, 100U);
}

TEST(Framer, GivesUpOnAHeaderWithoutEnd)
{
    Framer framer{false};
    std::size_t requests = 0;
    EXPECT_TRUE(framer.add(std::string(kRequestBytesMax, 'x'), requests));
    EXPECT_FALSE(framer.add("x", requests));
}

} // namespace
} // namespace a2a::bench
