// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/postings.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <vector>

namespace a2a::catalog {
namespace {

using test::Dice;
using Map = std::map<Number, Level>;

std::vector<Postings::Posting> list_of(const Map& map)
{
    std::vector<Postings::Posting> list;
    for (const auto& [agent, level] : map) list.push_back({agent, level});
    return list;
}

std::vector<Postings::Posting> list_of(const Postings& postings)
{
    std::vector<Postings::Posting> list;
    postings.for_each([&](Number agent, Level level) { list.push_back({agent, level}); });
    return list;
}

Postings::Posting random_posting(Dice& dice, Number bound)
{
    return {static_cast<Number>(dice.below(bound)), static_cast<Level>(1 + dice.below(kLevelMax))};
}

// Sizes on both sides of every border between two ways of holding them.
constexpr std::size_t kListSizes[] = {0, 1, 2, 3, 4, 1024, 1025, 2048, 2049, 9'000};

TEST(Postings, HoldAnyNumberOfAgents)
{
    Dice dice{3};
    for (const Number bound : {10'000U, 3'000'000U, Postings::kAgentMax + 1}) {
        for (const auto size : kListSizes) {
            Map map;
            while (map.size() < size) {
                const auto posting = random_posting(dice, bound);
                map[posting.agent] = posting.level;
            }
            const auto postings = Postings::of_sorted(list_of(map));
            ASSERT_EQ(postings.size(), size);
            ASSERT_EQ(list_of(postings), list_of(map));
            for (int i = 0; i < 200; ++i) {
                const auto agent = static_cast<Number>(dice.below(bound));
                ASSERT_EQ(postings.level_of(agent), map.contains(agent) ? map[agent] : 0);
            }
            for (const auto& [agent, level] : map) ASSERT_EQ(postings.level_of(agent), level);
            for (const Number stride : {1U, 7U, 900U}) {
                Postings::Walk walk{postings};
                for (std::uint64_t at = 0; at < bound && at / stride < 3'000; at += 1 + dice.below(stride)) {
                    const auto agent = static_cast<Number>(at);
                    ASSERT_EQ(walk.level_of(agent), map.contains(agent) ? map[agent] : 0);
                    ASSERT_EQ(walk.level_of(agent), map.contains(agent) ? map[agent] : 0) << "asked again";
                }
                Postings::Walk over{postings};
                for (const auto& [agent, level] : map) ASSERT_EQ(over.level_of(agent), level);
            }
        }
    }
}

TEST(Postings, GrowAndShrinkThroughEveryForm)
{
    Dice dice{5};
    Postings postings;
    Map map;
    const auto step = [&](bool grows) {
        const auto posting = random_posting(dice, 40'000);
        if (grows) {
            postings.put(posting);
            map[posting.agent] = posting.level;
        } else {
            const auto agent = map.empty() ? posting.agent : map.lower_bound(posting.agent % 7)->first;
            ASSERT_EQ(postings.erase(agent), map.erase(agent) == 1);
        }
        ASSERT_EQ(postings.size(), map.size());
        ASSERT_EQ(postings.level_of(posting.agent), map.contains(posting.agent) ? map[posting.agent] : 0);
    };
    for (int round = 0; round < 2; ++round) {
        while (map.size() < 5'000) step(!dice.one_in(4));
        ASSERT_EQ(list_of(postings), list_of(map));
        while (!map.empty()) step(dice.one_in(4));
        ASSERT_EQ(list_of(postings), list_of(map));
    }
}

TEST(Postings, ACopyStaysAsItIs)
{
    for (const std::size_t size : {2U, 100U, 5'000U}) {
        Postings postings;
        for (Number agent = 0; agent < size; ++agent) postings.put({agent, 3});
        const auto copy = postings;
        const auto before = list_of(copy);
        postings.put({1, 9});
        postings.erase(0);
        postings.put({70'000, 1});
        EXPECT_EQ(list_of(copy), before) << size;
        EXPECT_EQ(postings.level_of(1), 9) << size;
    }
}

} // namespace
} // namespace a2a::catalog
