// SPDX-License-Identifier: Apache-2.0
#include "catalog/numbers.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gtest/gtest.h>

#include <set>

namespace a2a::catalog {
namespace {

using test::Dice;
using Set = std::set<Number>;

std::vector<Number> list_of(const Set& set)
{
    return {set.begin(), set.end()};
}

Numbers numbers_of(const Set& set)
{
    return Numbers::of_sorted(list_of(set));
}

// `size` members below `bound`, or all of it when that is fewer.
Set random_set(Dice& dice, std::size_t size, Number bound)
{
    Set set;
    if (size >= bound) {
        for (Number number = 0; number < bound; ++number) set.insert(number);
        return set;
    }
    while (set.size() < size) set.insert(static_cast<Number>(dice.below(bound)));
    return set;
}

// Sizes on both sides of every border between two ways of holding a set.
constexpr std::size_t kSizes[] = {0, 1, 3, 4, 100, 512, 513, 1024, 1025, 3071, 3072, 4096, 4097, 20'000};

TEST(Numbers, HoldAnySizeOfSet)
{
    Dice dice{7};
    for (const Number bound : {30'000U, 200'000U, 4'000'000U}) {
        for (const auto size : kSizes) {
            const auto set = random_set(dice, size, bound);
            const auto numbers = numbers_of(set);
            ASSERT_EQ(numbers.size(), set.size());
            ASSERT_EQ(numbers.to_vector(), list_of(set));
            for (int i = 0; i < 200; ++i) {
                const auto number = static_cast<Number>(dice.below(bound));
                ASSERT_EQ(numbers.contains(number), set.contains(number));
                const auto next = set.lower_bound(number);
                ASSERT_EQ(numbers.next(number), next == set.end() ? std::nullopt : std::optional{*next});
            }
        }
    }
}

TEST(Numbers, GrowAndShrinkThroughEveryForm)
{
    Dice dice{8};
    for (const Number bound : {9'000U, 150'000U}) {
        Numbers numbers;
        Set set;
        const auto check = [&] {
            ASSERT_EQ(numbers.size(), set.size());
            ASSERT_EQ(numbers.to_vector(), list_of(set));
        };
        while (set.size() < 6'000) {
            const auto number = static_cast<Number>(dice.below(bound));
            ASSERT_EQ(numbers.insert(number), set.insert(number).second);
            if (set.size() < 20 || dice.one_in(500)) check();
        }
        while (!set.empty()) {
            const auto near = set.lower_bound(static_cast<Number>(dice.below(bound)));
            const auto number = near == set.end() ? *set.begin() : *near;
            ASSERT_TRUE(numbers.erase(number));
            ASSERT_FALSE(numbers.erase(number));
            set.erase(number);
            if (set.size() < 20 || dice.one_in(500)) check();
        }
        EXPECT_TRUE(numbers.empty());
    }
}

TEST(Numbers, CombineLikeSets)
{
    Dice dice{9};
    for (const auto size_a : kSizes) {
        for (const auto size_b : kSizes) {
            const Number bound = dice.one_in(2) ? 25'000 : 400'000;
            const auto a = random_set(dice, size_a, bound);
            const auto b = random_set(dice, size_b, bound);
            Set common;
            Set rest;
            for (const auto number : a) (b.contains(number) ? common : rest).insert(number);
            auto all = a;
            all.insert(b.begin(), b.end());

            const auto left = numbers_of(a);
            const auto right = numbers_of(b);
            ASSERT_EQ(intersect(left, right).to_vector(), list_of(common)) << size_a << ' ' << size_b;
            ASSERT_EQ(intersection_size(left, right), common.size()) << size_a << ' ' << size_b;
            ASSERT_EQ(subtract(left, right).to_vector(), list_of(rest)) << size_a << ' ' << size_b;
            const std::vector<Numbers> both{left, right};
            ASSERT_EQ(unite(both).to_vector(), list_of(all)) << size_a << ' ' << size_b;
            ASSERT_EQ(left == right, a == b);
            ASSERT_TRUE(left == numbers_of(a));
        }
    }
}

TEST(Numbers, EqualHoweverTheyAreHeld)
{
    Set set;
    for (Number number = 0; number < 700; ++number) set.insert(number * 100);
    auto shrunk = numbers_of(set);
    for (Number number = 0; number < 600; ++number) shrunk.insert(1'000'000 + number);
    for (Number number = 0; number < 600; ++number) shrunk.erase(1'000'000 + number); // still in blocks
    EXPECT_TRUE(shrunk == numbers_of(set));
    EXPECT_TRUE(numbers_of(set) == shrunk);
    shrunk.erase(0);
    shrunk.insert(1);
    EXPECT_FALSE(shrunk == numbers_of(set));
}

TEST(Numbers, ACopyKeepsWhatItHeld)
{
    Dice dice{10};
    for (const auto size : kSizes) {
        const auto set = random_set(dice, size, 100'000);
        auto numbers = numbers_of(set);
        const auto copy = numbers;
        for (Number number = 0; number < 300; ++number) numbers.insert(number * 300);
        for (const auto number : set) numbers.erase(number);
        ASSERT_EQ(copy.to_vector(), list_of(set)) << size;
    }
}

TEST(Numbers, VisitingStopsWhereItIsTold)
{
    Dice dice{11};
    for (const auto size : {std::size_t{3}, std::size_t{500}, std::size_t{9'000}}) {
        const auto set = random_set(dice, size, 100'000);
        std::vector<Number> seen;
        const bool finished = numbers_of(set).visit_from(0, [&](Number number) {
            seen.push_back(number);
            return seen.size() < 2;
        });
        EXPECT_FALSE(finished);
        EXPECT_EQ(seen, (std::vector<Number>{*set.begin(), *std::next(set.begin())}));
    }
}

} // namespace
} // namespace a2a::catalog
