// SPDX-License-Identifier: Apache-2.0
// The journal that forgets.
#include "catalog/catalog.hpp"
#include "journal/memory.hpp"
#include "support/agents.hpp"

#include <gtest/gtest.h>

namespace a2a {
namespace {

using test::at_host;

std::vector<Outcome> commit(Journal& journal, std::vector<Intent> batch)
{
    std::vector<Outcome> all;
    journal.commit(std::move(batch), [&](std::vector<Outcome> outcomes) { all = std::move(outcomes); });
    return all;
}

TEST(MemoryJournal, AnswersInOrderWithTheTimeOfItsClock)
{
    Catalog catalog;
    MemoryJournal journal{catalog, [] { return test::at_second(3); }};
    const auto outcomes = commit(journal, {test::put("a", at_host("a.example")), test::removal("b"),
                                           test::put("c", at_host("c.example"))});
    ASSERT_EQ(outcomes.size(), 3u);
    EXPECT_EQ(outcomes[0]->change.id, "a");
    EXPECT_EQ(outcomes[0]->change.at, test::at_second(3));
    EXPECT_EQ(outcomes[1].error().code, Errc::agent_not_found);
    EXPECT_EQ(outcomes[2]->change.id, "c");
}

TEST(MemoryJournal, DecidesAndLeavesTheCatalogAlone)
{
    Catalog catalog;
    MemoryJournal journal{catalog, wall_now};
    commit(journal, {test::put("a", at_host("a.example"))});
    EXPECT_EQ(catalog.size(), 0u);
    EXPECT_EQ(commit(journal, {test::put("a", at_host("a.example"))})[0]->change.revision, 1u);
}

TEST(MemoryJournal, HasNothingToReplayAndIsAlwaysWritable)
{
    Catalog catalog;
    MemoryJournal journal{catalog, wall_now};
    journal.replay([](std::span<const Change>, Journal::Progress) { FAIL(); });
    EXPECT_TRUE(journal.writable());
    EXPECT_EQ(journal.kind(), "memory");
}

TEST(MemoryJournal, EveryLifeIsAHistoryOfItsOwn)
{
    Catalog catalog;
    const MemoryJournal one{catalog, wall_now};
    const MemoryJournal two{catalog, wall_now};
    EXPECT_NE(one.history(), two.history());
    EXPECT_EQ(one.history().size(), 11u);
}

} // namespace
} // namespace a2a
