// SPDX-License-Identifier: Apache-2.0
// The small containers below the catalog: Cow, CowVector, HashedNumbers, Index.
#include "base/hash.hpp"
#include "catalog/cow.hpp"
#include "catalog/cow_vector.hpp"
#include "catalog/hashed_numbers.hpp"
#include "catalog/index.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

namespace a2a::catalog {
namespace {

TEST(Cow, EditsInPlaceWhenNobodyElseHoldsIt)
{
    Cow<std::string> text{std::string{"one"}};
    const auto* const before = &*text;
    text.edit() += " two";
    EXPECT_EQ(&*text, before);
    EXPECT_EQ(*text, "one two");
}

TEST(Cow, EditsACopyWhenShared)
{
    Cow<std::string> text{std::string{"one"}};
    const auto shared = text;
    EXPECT_TRUE(shared.same_as(text));
    text.edit() += " two";
    EXPECT_EQ(*shared, "one");
    EXPECT_EQ(*text, "one two");
    EXPECT_FALSE(shared.same_as(text));
}

TEST(Cow, LastHolderFreesTheValue)
{
    const auto watched = std::make_shared<int>(7);
    {
        const Cow<std::shared_ptr<int>> first{watched};
        auto second = first;
        second.edit();
        EXPECT_EQ(watched.use_count(), 3);
    }
    EXPECT_EQ(watched.use_count(), 1);
}

TEST(CowVector, CopiesKeepWhatTheyHeld)
{
    constexpr std::size_t kSize = 3 * 64 * 64 + 5; // several twigs, the last one begun
    CowVector<std::size_t> numbers;
    std::vector<CowVector<std::size_t>> copies;
    for (std::size_t i = 0; i < kSize; ++i) {
        numbers.push_back(i);
        if (i % 1000 == 0) copies.push_back(numbers);
    }
    for (std::size_t i = 0; i < kSize; ++i) numbers.edit(i) = i + 1'000'000;
    for (std::size_t i = 0; i < kSize; ++i) ASSERT_EQ(numbers[i], i + 1'000'000);
    for (std::size_t c = 0; c < copies.size(); ++c) {
        ASSERT_EQ(copies[c].size(), c * 1000 + 1);
        for (std::size_t i = 0; i < copies[c].size(); ++i) ASSERT_EQ(copies[c][i], i);
    }
}

// Hashes from a small range: many share their shard, tag or both.
TEST(HashedNumbers, BehaveLikeAMapEvenWhenHashesCollide)
{
    test::Dice dice{12};
    HashedNumbers table;
    std::map<std::uint32_t, std::uint64_t> kept; // number → hash
    const auto holds = [&](std::uint64_t hash, std::uint32_t number) {
        return table.find(hash, [&](std::uint32_t candidate) { return candidate == number; }).has_value();
    };
    for (int i = 0; i < 20'000; ++i) {
        const auto number = static_cast<std::uint32_t>(dice.below(600));
        const auto hash = std::uint64_t{dice.below(4)} | (0xFFFF'FFFFULL - dice.below(9)) << 32U;
        if (const auto known = kept.find(number); known != kept.end()) {
            ASSERT_TRUE(holds(known->second, number));
            table.erase(known->second, number);
            kept.erase(known);
            ASSERT_FALSE(holds(hash, number));
        } else {
            ASSERT_FALSE(holds(hash, number));
            table.insert(hash, number);
            kept.emplace(number, hash);
        }
        ASSERT_EQ(table.size(), kept.size());
        if (!dice.one_in(100)) continue;
        for (const auto& [other, its_hash] : kept) ASSERT_TRUE(holds(its_hash, other));
    }
}

TEST(HashedNumbers, ACopyKeepsWhatItHeld)
{
    HashedNumbers table;
    const auto hash = [](std::uint32_t number) { return SeededHash{}(std::to_string(number)); };
    const auto any = [](std::uint32_t) { return true; };
    for (std::uint32_t number = 0; number < 5'000; ++number) table.insert(hash(number), number);
    const auto copy = table;
    for (std::uint32_t number = 0; number < 5'000; ++number) table.erase(hash(number), number);
    EXPECT_EQ(table.size(), 0U);
    EXPECT_EQ(copy.size(), 5'000U);
    for (std::uint32_t number = 0; number < 5'000; ++number) ASSERT_EQ(copy.find(hash(number), any), number);
}

TEST(Index, ForgetsAValueWithItsLastAgent)
{
    Index index;
    EXPECT_TRUE(index.add("weather", 3));
    EXPECT_TRUE(index.add("weather", 5));
    EXPECT_FALSE(index.add("weather", 5));
    EXPECT_TRUE(index.remove("weather", 3));
    EXPECT_FALSE(index.remove("weather", 3));
    EXPECT_FALSE(index.remove("news", 3));
    EXPECT_EQ(index.find("weather").to_vector(), std::vector<Number>{5});
    EXPECT_EQ(index.size(), 1U);

    EXPECT_TRUE(index.remove("weather", 5));
    EXPECT_EQ(index.size(), 0U);
    EXPECT_TRUE(index.find("weather").empty());
    EXPECT_EQ(index.terms()[0].value, "");
}

TEST(Index, UsesVacantPlacesAgain)
{
    Index index;
    for (int round = 0; round < 100; ++round) {
        const auto value = "value-" + std::to_string(round);
        index.add(value, 1);
        index.remove(value, 1);
    }
    EXPECT_EQ(index.terms().size(), 1U);
}

TEST(Index, KnowsTheEmptyValue)
{
    Index index;
    EXPECT_TRUE(index.find("").empty());
    index.add("", 9);
    EXPECT_EQ(index.find("").to_vector(), std::vector<Number>{9});
}

} // namespace
} // namespace a2a::catalog
