// SPDX-License-Identifier: Apache-2.0
#include "config/values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace a2a::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(BoolValue, IsReadAsPydanticReadsIt)
{
    for (const auto* yes : {"true", "True", "TRUE", "1", "yes", "Y", "on", "t"})
        EXPECT_EQ(parse_bool(yes), true) << yes;
    for (const auto* no : {"false", "False", "0", "no", "N", "OFF", "f"})
        EXPECT_EQ(parse_bool(no), false) << no;
    for (const auto* neither : {"", "2", "tru", "enable", " true"})
        EXPECT_EQ(parse_bool(neither), std::nullopt) << neither;
}

TEST(CountValue, IsDecimalDigitsOnly)
{
    EXPECT_EQ(parse_count("0"), 0u);
    EXPECT_EQ(parse_count("007"), 7u);
    EXPECT_EQ(parse_count("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
    for (const auto* wrong : {"", "-1", "+1", " 1", "1 ", "0x10", "1.0", "1e3", "18446744073709551616"})
        EXPECT_EQ(parse_count(wrong), std::nullopt) << wrong;
}

TEST(BytesValue, TakesBinaryUnits)
{
    EXPECT_EQ(parse_bytes("16384"), 16'384u);
    EXPECT_EQ(parse_bytes("64KiB"), 65'536u);
    EXPECT_EQ(parse_bytes("1mib"), 1'048'576u);
    EXPECT_EQ(parse_bytes("2GiB"), 2'147'483'648u);
    for (const auto* wrong : {"", "KiB", "64KB", "64K", "64 KiB", "1.5MiB", "-1KiB", "9007199254740992GiB"})
        EXPECT_EQ(parse_bytes(wrong), std::nullopt) << wrong;
}

TEST(DurationValue, TakesUnitsAndMeansSecondsWithoutOne)
{
    EXPECT_EQ(parse_duration("5"), 5s);
    EXPECT_EQ(parse_duration("5s"), 5s);
    EXPECT_EQ(parse_duration("500ms"), 500ms);
    EXPECT_EQ(parse_duration("2m"), 2min);
    EXPECT_EQ(parse_duration("1h"), 1h);
    EXPECT_EQ(parse_duration("0"), 0ms);
    for (const auto* wrong : {"", "s", "5 s", "-5s", "1.5s", "5d", "9223372036854775807h"})
        EXPECT_EQ(parse_duration(wrong), std::nullopt) << wrong;
}

TEST(Values, ArePrintedInTheLargestUnitThatIsExact)
{
    EXPECT_EQ(print_bytes(0), "0");
    EXPECT_EQ(print_bytes(1'000), "1000");
    EXPECT_EQ(print_bytes(262'144), "256KiB");
    EXPECT_EQ(print_bytes(67'108'864), "64MiB");
    EXPECT_EQ(print_duration(0ms), "0s");
    EXPECT_EQ(print_duration(1'500ms), "1500ms");
    EXPECT_EQ(print_duration(90s), "90s");
    EXPECT_EQ(print_duration(300s), "5m");
}

TEST(ListValue, IsSplitAtCommasAndTrimmed)
{
    EXPECT_THAT(parse_list("a, b,,c ,"), ElementsAre("a", "b", "c"));
    EXPECT_THAT(parse_list(" , "), IsEmpty());
    EXPECT_EQ(print_list({"a", "b"}), "a,b");
}

TEST(Network, IsAnAddressWithAnOptionalPrefix)
{
    for (const auto* good :
         {"10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "1.2.3.4/32", "::1", "fd00::/8", "::/128"})
        EXPECT_TRUE(is_network(good)) << good;
    for (const auto* wrong :
         {"", "localhost", "10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "/8"})
        EXPECT_FALSE(is_network(wrong)) << wrong;
}

TEST(Proxy, IsANetworkOrWhoeverComesThroughAUnixSocket)
{
    EXPECT_TRUE(is_proxy("unix"));
    EXPECT_TRUE(is_proxy("10.0.0.0/8"));
    EXPECT_FALSE(is_proxy("unix:"));
    EXPECT_FALSE(is_proxy("localhost"));
}

TEST(Mode, IsWhatChmodTakes)
{
    EXPECT_EQ(parse_mode("0640"), 0640u);
    EXPECT_EQ(parse_mode("666"), 0666u);
    for (const auto* good : {"0660", "660", "0666", "0600"}) EXPECT_TRUE(is_mode(good)) << good;
    for (const auto* wrong : {"", "66", "0", "0668", "1660", "06600", "rw-", "-66", "0-66"})
        EXPECT_FALSE(is_mode(wrong)) << wrong;
}

TEST(Loopback, IsWhatOnlyThisMachineReaches)
{
    for (const auto* inside : {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "localhost", "LOCALHOST"})
        EXPECT_TRUE(is_loopback(inside)) << inside;
    for (const auto* outside :
         {"0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.org", "localhost.example.org", ""})
        EXPECT_FALSE(is_loopback(outside)) << outside;
}

TEST(Origin, HasASchemeAndNoPath)
{
    for (const auto* good : {"https://example.org", "http://localhost:3000", "*"})
        EXPECT_TRUE(is_origin(good)) << good;
    for (const auto* wrong : {"", "example.org", "https://", "https://a/", "https://a?b", "https://u@a",
                              "https://a b", "https://a\r\nb", "ftp://a"})
        EXPECT_FALSE(is_origin(wrong)) << wrong;
}

TEST(MustBe, ShowsTheValueHarmlessly)
{
    EXPECT_EQ(must_be("a number", "1\x1b[31m\n"), "must be a number, not '1?[31m?'");
    EXPECT_EQ(must_be("a number", "\xff"), "must be a number, not '(not UTF-8)'");
    EXPECT_EQ(must_be("x", std::string(101, 'a')), "must be x, not '" + std::string(100, 'a') + "'");
}

} // namespace
} // namespace a2a::config
