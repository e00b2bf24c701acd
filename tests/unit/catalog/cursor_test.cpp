// SPDX-License-Identifier: Apache-2.0
#include "catalog/cursor.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace a2a::catalog {
namespace {

constexpr Walk kWalks[] = {Walk::registered, Walk::name, Walk::updated, Walk::vocabulary};

Cursor sample(Walk walk)
{
    return {.walk = walk, .query = 0x8000'0000'0000'0001, .at = 77, .passed = 3, .text = "zoë\0agent"};
}

TEST(Cursor, ParsesWhatItPrints)
{
    for (const auto walk : kWalks) {
        auto cursor = sample(walk);
        cursor.at = std::numeric_limits<std::uint64_t>::max();
        cursor.passed = std::numeric_limits<std::uint32_t>::max();
        const auto parsed = parse_cursor(print(cursor), walk, cursor.query);
        ASSERT_TRUE(parsed);
        EXPECT_EQ(*parsed, cursor);
    }
}

// Written down, so that a cursor handed out by an older process still works: a change here
// needs a new format byte.
TEST(Cursor, LooksTheSameInEveryProcess)
{
    const Cursor cursor{.walk = Walk::registered, .query = 1, .at = 2, .passed = 0, .text = ""};
    EXPECT_EQ(print(cursor), "AgEAAAAAAAAAAQAAAAAAAAACAAAAANdObjfAQqhj");
}

TEST(Cursor, IsShortAndUrlSafe)
{
    auto cursor = sample(Walk::vocabulary);
    cursor.text.assign(kCursorTextBytes, '\xFE');
    const auto text = print(cursor);
    EXPECT_LE(text.size(), kCursorBytes);
    EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
}

TEST(Cursor, BelongsToOneQueryAndWalk)
{
    const auto cursor = sample(Walk::name);
    const auto other_query = parse_cursor(print(cursor), Walk::name, cursor.query + 1);
    ASSERT_FALSE(other_query);
    EXPECT_EQ(other_query.error().code, Errc::query_invalid);
    EXPECT_EQ(other_query.error().detail, "cursor belongs to another query");
    EXPECT_EQ(other_query.error().issues.at(0).pointer, "/cursor");
    EXPECT_FALSE(parse_cursor(print(cursor), Walk::updated, cursor.query));
}

TEST(Cursor, AnyFlippedBitIsNoticed)
{
    const auto cursor = sample(Walk::name);
    const auto text = print(cursor);
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            auto damaged = text;
            damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ 1U << bit);
            const auto parsed = parse_cursor(damaged, Walk::name, cursor.query);
            ASSERT_FALSE(parsed) << at << ' ' << bit;
            ASSERT_EQ(parsed.error().detail, "not a cursor of this registry");
        }
    }
}

TEST(Cursor, AnyBytesAreRefusedQuietly)
{
    const auto whole = print(sample(Walk::name));
    for (std::size_t size = 0; size < whole.size(); ++size)
        ASSERT_FALSE(parse_cursor(std::string_view{whole}.substr(0, size), Walk::name, 1));
    ASSERT_FALSE(parse_cursor(whole + "A", Walk::name, 1));
    ASSERT_FALSE(parse_cursor(whole + "=", Walk::name, 1));

    test::Dice dice{13};
    for (int i = 0; i < 20'000; ++i) {
        std::string garbage;
        for (auto left = dice.below(80); left > 0; --left)
            garbage += dice.one_in(9) ? static_cast<char>(dice.below(256)) : whole[dice.below(whole.size())];
        ASSERT_FALSE(parse_cursor(garbage, Walk::name, 1));
    }
}

TEST(Cursor, LongerThanAKibibyteIsRefusedUnread)
{
    auto cursor = sample(Walk::name);
    for (const std::size_t bytes : {kCursorBytes * 3 / 4 - 30, kCursorBytes}) { // 1024 letters, and more
        cursor.text.assign(bytes, 'x');
        const auto text = print(cursor);
        EXPECT_EQ(parse_cursor(text, Walk::name, cursor.query).has_value(), text.size() <= kCursorBytes)
            << text.size();
    }
}

} // namespace
} // namespace a2a::catalog
