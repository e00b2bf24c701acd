// SPDX-License-Identifier: Apache-2.0
// What a change does to the catalog, and how numbers are given anew.
#include "catalog/state.hpp"
#include "unit/catalog/cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a {
namespace {

using testing::ElementsAre;

TEST(Apply, RegistersReplacesAndRemoves)
{
    Catalog catalog;
    catalog.apply(test::put(5, "a", test::named("first")));
    catalog.apply(test::put(9, "a", test::named("second")));
    const auto record = catalog.find("a");
    ASSERT_NE(record, nullptr);
    EXPECT_EQ(record->revision, 9U);
    EXPECT_EQ(record->first_revision, 5U);
    EXPECT_EQ(record->registered_at, test::at_second(5));
    EXPECT_EQ(record->updated_at, test::at_second(9));
    EXPECT_EQ(record->card(), test::bytes_of(test::named("second")));
    EXPECT_EQ(catalog.size(), 1U);

    catalog.apply(test::removal(10, "a"));
    EXPECT_EQ(catalog.find("a"), nullptr);
    EXPECT_EQ(catalog.size(), 0U);
    EXPECT_EQ(catalog.revision(), 10U);
    EXPECT_EQ(record->id, "a"); // a reader's record outlives its removal
}

TEST(Apply, RemovingNobodyIsAChangeToo)
{
    Catalog catalog;
    catalog.apply(test::removal(3, "nobody"));
    EXPECT_EQ(catalog.revision(), 3U);
    EXPECT_EQ(catalog.size(), 0U);
}

TEST(Apply, IgnoresWhatIsNotNewer)
{
    Catalog catalog;
    catalog.apply(test::put(5, "a", test::named("five")));
    for (const Revision revision : {4U, 5U}) catalog.apply(test::put(revision, "a", test::named("old")));
    EXPECT_EQ(catalog.find("a")->folded_name, "five");
    catalog.apply(test::put(6, "a", test::named("six")));
    EXPECT_EQ(catalog.find("a")->folded_name, "six");
    catalog.apply(std::vector{test::removal(8, "a"), test::put(7, "a", test::named("late"))});
    EXPECT_EQ(catalog.find("a"), nullptr);
}

TEST(Apply, ABatchMayTouchOneAgentOften)
{
    Catalog catalog;
    catalog.apply(std::vector{test::put(1, "a", test::with_skills({"one"})),
                              test::put(2, "a", test::with_skills({"two"})), test::removal(3, "a"),
                              test::put(4, "b", test::with_skills({"b"})),
                              test::put(5, "a", test::with_skills({"three"}))});
    EXPECT_EQ(catalog.find("a")->first_revision, 5U);
    EXPECT_THAT(test::found(catalog, {}), ElementsAre("b", "a"));
    EXPECT_EQ(catalog.sizes().values[static_cast<std::size_t>(Facet::skills)], 2U);
    EXPECT_TRUE(catalog.self_check().empty());
}

TEST(Apply, LeavesNoTraceOfWhatIsGone)
{
    Catalog catalog;
    for (Revision revision = 1; revision <= 50; ++revision)
        catalog.apply(test::put(revision, "a", test::with_skills({"skill-" + std::to_string(revision)})));
    EXPECT_EQ(catalog.sizes().values[static_cast<std::size_t>(Facet::skills)], 1U);
    catalog.apply(test::removal(51, "a"));
    const auto sizes = catalog.sizes();
    EXPECT_EQ(sizes.agents, 0U);
    EXPECT_EQ(sizes.card_bytes, 0U);
    for (const auto values : sizes.values) EXPECT_EQ(values, 0U);
    EXPECT_TRUE(catalog.self_check().empty());
}

// A journal that compacted its history feeds each agent's last change, in revision order.
Change compacted(Revision revision, std::string id, Revision first_revision, const AgentCard& card)
{
    auto change = test::put(revision, std::move(id), card);
    change.first_revision = first_revision;
    change.registered_at = test::at_second(first_revision);
    change.modified_at = std::chrono::floor<std::chrono::seconds>(change.at);
    return change;
}

TEST(Apply, KeepsTheOrderOfRegistrationOfACompactedHistory)
{
    Catalog catalog;
    catalog.apply(compacted(50, "second", 50, test::named("b")));
    catalog.apply(compacted(100, "first", 1, test::named("a")));
    catalog.apply(compacted(110, "third", 60, test::named("c")));
    const auto check = [&] {
        Query query;
        query.limit = 1;
        EXPECT_THAT(test::walked(catalog, query), ElementsAre("first", "second", "third"));
        EXPECT_EQ(catalog.find("first")->registered_at, test::at_second(1));
        EXPECT_TRUE(catalog.self_check().empty());
    };
    check(); // still numbered as they came
    catalog.settle();
    check();
    catalog.apply(test::put(111, "first", test::named("replaced")));
    check();
}

TEST(Apply, AnotherRegistrationThanTheKnownOneIsANewAgent)
{
    Catalog catalog;
    catalog.apply(test::put(1, "a", test::named("a")));
    catalog.apply(test::put(2, "b", test::named("b")));
    catalog.apply(compacted(9, "a", 7, test::named("a again"))); // its removal was compacted away
    EXPECT_THAT(test::found(catalog, {}), ElementsAre("b", "a"));
    EXPECT_EQ(catalog.find("a")->first_revision, 7U);
    catalog.apply(compacted(10, "a", 7, test::named("a replaced")));
    EXPECT_EQ(catalog.find("a")->first_revision, 7U);
    EXPECT_TRUE(catalog.self_check().empty());
}

TEST(Renumbering, ALongReplayOutOfOrderStaysRight)
{
    Catalog catalog;
    constexpr Revision kAgents = 6000;
    for (Revision i = 1; i <= kAgents; ++i) {
        const auto first = kAgents + 1 - i;
        catalog.apply(compacted(kAgents + i, "agent-" + std::to_string(first), first, test::named("x")));
    }
    const auto ids = test::walked(catalog, {});
    ASSERT_EQ(ids.size(), kAgents);
    for (Revision first = 1; first <= kAgents; ++first)
        ASSERT_EQ(ids[first - 1], "agent-" + std::to_string(first));
    catalog.apply(test::put(3 * kAgents, "last", test::named("y")));
    catalog.settle(); // the replay is over
    EXPECT_EQ(test::walked(catalog, {}).back(), "last");
    EXPECT_TRUE(catalog.self_check().empty());
}

TEST(Renumbering, HappensWhenMoreThanHalfOfManyNumbersAreDead)
{
    catalog::State state;
    Revision revision = 0;
    const auto make = [&](const Change& change) {
        for (const auto& edit : catalog::prepare(state, {&change, 1})) state.make(edit);
        while (state.sweep()) {
        }
    };
    constexpr std::size_t kAgents = 5000;
    for (std::size_t i = 0; i < kAgents; ++i)
        make(test::put(++revision, std::to_string(i),
                       test::with_skills({"all", "skill-" + std::to_string(i % 40)})));
    for (std::size_t i = 0; i < kAgents / 2; ++i) make(test::removal(++revision, std::to_string(2 * i)));
    EXPECT_FALSE(catalog::needs_renumbering(state)); // half of them, exactly
    make(test::removal(++revision, "1"));
    EXPECT_TRUE(catalog::needs_renumbering(state));

    const auto fresh = catalog::renumbered(state, 2);
    EXPECT_EQ(fresh.records.size(), kAgents / 2 - 1);
    EXPECT_EQ(fresh.live.size(), kAgents / 2 - 1);
    EXPECT_EQ(fresh.revision, revision);
    EXPECT_EQ(fresh.number_of("3"), 0U);
    EXPECT_EQ(fresh.number_of("1"), std::nullopt);
    EXPECT_EQ(catalog::faults_of(fresh), std::vector<std::string>{});
    EXPECT_FALSE(catalog::needs_renumbering(fresh));
}

TEST(Renumbering, CursorsSurviveIt)
{
    Catalog catalog;
    Revision revision = 0;
    constexpr std::size_t kAgents = 5000;
    for (std::size_t i = 0; i < kAgents; ++i)
        catalog.apply(test::put(++revision, std::to_string(i), test::named("x")));
    Query query;
    query.limit = 4500;
    const auto first = catalog.search(query);
    ASSERT_TRUE(first);
    for (std::size_t i = 0; i < 4000; ++i) catalog.apply(test::removal(++revision, std::to_string(i)));
    query.cursor = first->next_cursor;
    const auto rest = catalog.search(query);
    ASSERT_TRUE(rest);
    ASSERT_EQ(rest->hits.size(), 500U);
    EXPECT_EQ(rest->hits.front()->id, "4500");
    EXPECT_EQ(rest->total, 1000U);
    EXPECT_TRUE(catalog.self_check().empty());
}

} // namespace
} // namespace a2a
