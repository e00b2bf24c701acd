// SPDX-License-Identifier: Apache-2.0
// Walks over pages while others write.
#include "unit/catalog/cards.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace a2a {
namespace {

using testing::ElementsAre;

std::string id_of(std::size_t i)
{
    return "agent-" + std::to_string(i);
}

void fill(Catalog& catalog, std::size_t agents)
{
    for (std::size_t i = 0; i < agents; ++i)
        catalog.apply(test::put(i + 1, id_of(i), test::named("name " + std::to_string(i % 5))));
}

SearchAnswer page(const Catalog& catalog, Query query, std::size_t limit, std::string cursor)
{
    query.limit = limit;
    query.cursor = std::move(cursor);
    auto answer = catalog.search(query);
    EXPECT_TRUE(answer);
    return answer ? *std::move(answer) : SearchAnswer{};
}

TEST(Walk, GoesOnWhereTheLastAgentWasRemoved)
{
    Catalog catalog;
    fill(catalog, 6);
    const auto first = page(catalog, {}, 2, "");
    catalog.apply(test::removal(7, id_of(1)));
    catalog.apply(test::removal(8, id_of(2)));
    EXPECT_THAT(test::ids_of(page(catalog, {}, 9, first.next_cursor).hits),
                ElementsAre(id_of(3), id_of(4), id_of(5)));
}

TEST(Walk, AnAgentRegisteredAgainIsANewOne)
{
    Catalog catalog;
    fill(catalog, 4);
    const auto first = page(catalog, {}, 2, "");
    catalog.apply(test::removal(5, id_of(0)));
    catalog.apply(test::put(6, id_of(0), test::named("again")));
    EXPECT_THAT(test::ids_of(page(catalog, {}, 9, first.next_cursor).hits),
                ElementsAre(id_of(2), id_of(3), id_of(0)));
}

// Names are sorted by their first 32 letters, side by side, then by all of them.
TEST(Walk, ByNamesThatBeginAlike)
{
    const std::vector<std::string> names{"",
                                         std::string(31, 'a'),
                                         std::string(32, 'a'),
                                         std::string(32, 'a') + 'a',
                                         std::string(32, 'a') + 'b',
                                         std::string(32, 'a') + 'b', // equal: the first registered first
                                         std::string(31, 'a') + 'b',
                                         std::string(31, 'a') + "\xC3\xA9",
                                         "b"};
    Catalog catalog;
    std::vector<std::string> wanted;
    for (std::size_t i = 0; i < names.size(); ++i) wanted.push_back(id_of(i));
    for (const auto i : {8U, 2U, 4U, 5U, 0U, 7U, 3U, 1U, 6U})
        catalog.apply(test::put(catalog.revision() + 1, id_of(i), test::named(names[i])));
    for (std::size_t limit = 1; limit <= names.size(); ++limit) {
        Query query;
        query.sort = Sort::name;
        std::vector<std::string> walked;
        for (std::string cursor; walked.size() < names.size();) {
            const auto hits = page(catalog, query, limit, cursor);
            ASSERT_FALSE(hits.hits.empty());
            for (const auto& id : test::ids_of(hits.hits)) walked.push_back(id);
            cursor = hits.next_cursor;
            if (cursor.empty()) break;
        }
        EXPECT_EQ(walked, wanted) << limit;
    }
}

// More than are kept while the hits are passed over, and in the order that keeps the most of them.
TEST(Walk, TheNewestOfMany)
{
    Catalog catalog;
    fill(catalog, 50);
    catalog.apply(test::put(51, id_of(0), test::named("changed")));
    Query query;
    query.sort = Sort::updated;
    const auto first = page(catalog, query, 3, "");
    EXPECT_THAT(test::ids_of(first.hits), ElementsAre(id_of(0), id_of(49), id_of(48)));
    EXPECT_THAT(test::ids_of(page(catalog, query, 3, first.next_cursor).hits),
                ElementsAre(id_of(47), id_of(46), id_of(45)));
    query.must.updated_after = WallTime{};
    EXPECT_THAT(test::ids_of(page(catalog, query, 2, "").hits), ElementsAre(id_of(0), id_of(49)));
}

TEST(Walk, CursorsWorkInAnotherProcess) // another catalog stands for it
{
    Catalog before;
    fill(before, 5);
    Catalog after;
    fill(after, 5);
    for (const auto sort : {Sort::registered, Sort::name, Sort::updated}) {
        Query query;
        query.sort = sort;
        const auto first = page(before, query, 3, "");
        EXPECT_EQ(test::ids_of(page(after, query, 3, first.next_cursor).hits),
                  test::ids_of(page(before, query, 3, first.next_cursor).hits));
    }
}

TEST(Walk, TheSameQuestionMayBeWrittenOtherwise)
{
    Catalog catalog;
    fill(catalog, 5);
    Query query;
    query.must.transports = {"jsonrpc", "JSONRPC"};
    query.text = "NAME e";
    const auto first = page(catalog, query, 2, "");
    query.must.transports = {"JsonRpc"};
    query.text = "e   name e";
    query.facets = {Facet::skills};
    EXPECT_EQ(page(catalog, query, 4, first.next_cursor).hits.size(), 3U);
}

struct Other {
    const char* name;
    void (*change)(Query&);
};

TEST(Walk, ACursorOfAnotherQueryIsRefused)
{
    Catalog catalog;
    fill(catalog, 5);
    const auto cursor = page(catalog, {}, 2, "").next_cursor;
    constexpr Other kOthers[] = {
        {"text", [](Query& q) { q.text = "name"; }},
        {"filter", [](Query& q) { q.must.transports = {"JSONRPC"}; }},
        {"not", [](Query& q) { q.must_not.skills = {"x"}; }},
        {"any", [](Query& q) { q.must.skills_any = {"x"}; }},
        {"time", [](Query& q) { q.must.updated_after = test::at_second(0); }},
        {"not time", [](Query& q) { q.must_not.updated_after = test::at_second(99); }},
        {"sort", [](Query& q) { q.sort = Sort::name; }},
    };
    for (const auto& other : kOthers) {
        Query query;
        other.change(query);
        query.cursor = cursor;
        const auto answer = catalog.search(query);
        ASSERT_FALSE(answer) << other.name;
        EXPECT_EQ(answer.error().detail, "cursor belongs to another query") << other.name;
    }
    Query query;
    query.cursor = "garbage";
    EXPECT_EQ(catalog.search(query).error().code, Errc::query_invalid);
}

struct Case {
    const char* name;
    Sort sort;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}
class WalkBesideWrites : public testing::TestWithParam<Case> {};

// Between pages half of the agents are replaced, removed and registered at random, often
// enough that all are numbered anew; the other half is left alone and must be seen exactly
// once. The writes are finite: agents registered faster than pages are turned would keep a
// walk in order of registration going for ever.
TEST_P(WalkBesideWrites, SeesEveryUntouchedAgentOnce)
{
    for (const std::uint64_t seed : {21U, 22U}) {
        test::Dice dice{seed};
        Catalog catalog;
        constexpr std::size_t kAgents = 300;
        fill(catalog, kAgents);
        Revision revision = kAgents;
        std::size_t registrations = 0;
        std::size_t writes_left = 24'000;
        std::map<std::string, int> seen;
        Query query;
        query.sort = GetParam().sort;
        do {
            const auto answer = page(catalog, query, 1 + dice.below(15), query.cursor);
            for (const auto& id : test::ids_of(answer.hits)) ++seen[id];
            query.cursor = answer.next_cursor;
            for (auto left = std::min(writes_left, dice.below(2000)); left > 0; --left, --writes_left) {
                const auto id = id_of(dice.below(kAgents) | 1U);
                const bool removes = dice.one_in(2);
                registrations += !removes && !catalog.find(id) ? 1U : 0U;
                catalog.apply(removes ? test::removal(++revision, id)
                                      : test::put(++revision, id,
                                                  test::named("name " + std::to_string(dice.below(5)))));
            }
        } while (!query.cursor.empty());
        EXPECT_GT(registrations, 4096U) << "too few to be numbered anew";
        for (std::size_t i = 0; i < kAgents; i += 2) ASSERT_EQ(seen[id_of(i)], 1) << id_of(i);
        EXPECT_TRUE(catalog.self_check().empty());
    }
}

INSTANTIATE_TEST_SUITE_P(Sorts, WalkBesideWrites,
                         testing::Values(Case{"Registered", Sort::registered}, Case{"Name", Sort::name},
                                         Case{"Updated", Sort::updated}),
                         [](const auto& test) { return test.param.name; });

// In order of registration a replaced agent keeps its place: also those are seen once.
TEST(Walk, ReplacedAgentsAreSeenOnceInOrderOfRegistration)
{
    test::Dice dice{24};
    Catalog catalog;
    constexpr std::size_t kAgents = 200;
    fill(catalog, kAgents);
    Revision revision = kAgents;
    std::vector<std::string> seen;
    std::string cursor;
    do {
        const auto answer = page(catalog, {}, 7, cursor);
        for (auto& id : test::ids_of(answer.hits)) seen.push_back(std::move(id));
        cursor = answer.next_cursor;
        for (int i = 0; i < 30; ++i)
            catalog.apply(test::put(++revision, id_of(dice.below(kAgents)), test::random_card(dice)));
    } while (!cursor.empty());
    ASSERT_EQ(seen.size(), kAgents);
    for (std::size_t i = 0; i < kAgents; ++i) ASSERT_EQ(seen[i], id_of(i));
}

} // namespace
} // namespace a2a
