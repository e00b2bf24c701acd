// SPDX-License-Identifier: Apache-2.0
// Many changes at once come to the same as one after the other.
#include "catalog/bulk/batch.hpp"
#include "unit/catalog/cards.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

namespace a2a {
namespace {

using catalog::State;
using test::Dice;

struct Case {
    const char* name;
    std::uint64_t seed;
    std::size_t changes;
    std::size_t ids;     // in play
    std::size_t removal; // one in so many; 0: none
    std::size_t late;    // likewise, brings along an earlier registration
    std::size_t slice;
    std::size_t threads;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

class Bulk : public testing::TestWithParam<Case> {
protected:
    // With many ids nearly all register an agent that is not there.
    static std::vector<Change> history(const Case& c)
    {
        Dice dice{c.seed};
        std::vector<Change> changes;
        std::map<std::string, Revision> firsts; // as a journal that compacts has told them
        std::set<Revision> used;
        Revision revision = 100'000;
        for (std::size_t i = 0; i < c.changes; ++i) {
            revision += 2 * (1 + dice.below(3));
            const auto id = "agent-" + std::to_string(dice.below(c.ids));
            if (c.removal != 0 && dice.one_in(c.removal)) {
                changes.push_back(test::removal(revision, id));
                firsts.erase(id);
                continue;
            }
            auto change = test::put(revision, id, test::random_card(dice));
            if (dice.one_in(50)) change.card = test::parsed(test::named("only-" + std::to_string(i) + " x"));
            if (c.late != 0 && dice.one_in(c.late)) {
                const auto known = firsts.find(id);
                const auto first =
                    known != firsts.end() ? known->second : unused_before(revision, used, dice);
                firsts[id] = first;
                change.first_revision = first;
                change.registered_at = test::at_second(first);
                change.modified_at = std::chrono::floor<std::chrono::seconds>(change.at);
            }
            changes.push_back(std::move(change));
            if (dice.one_in(40)) changes.push_back(changes.back()); // not newer
        }
        return changes;
    }

    // Odd, as no change's own is.
    static Revision unused_before(Revision revision, std::set<Revision>& used, Dice& dice)
    {
        for (;;) {
            const auto first = 2 * dice.below(revision / 2) + 1;
            if (used.insert(first).second) return first;
        }
    }

    static std::vector<std::span<const Change>> slices_of(std::span<const Change> changes, std::size_t size)
    {
        std::vector<std::span<const Change>> slices;
        for (; !changes.empty(); changes = changes.subspan(slices.back().size()))
            slices.push_back(changes.first(std::min(size, changes.size())));
        return slices;
    }

    const std::vector<Change> history_ = history(GetParam());
};

void make_each(State& state, std::span<const Change> changes)
{
    for (const auto& change : changes)
        for (const auto& edit : catalog::prepare(state, {&change, 1})) state.make(edit);
}

void make_together(State& state, std::span<const Change> changes, std::size_t threads)
{
    while (!changes.empty()) {
        const auto plan = catalog::plan_batch(state, changes, 1'000'000);
        catalog::Batch{state, plan, threads}.enter(state, threads);
        changes = changes.subspan(plan.changes);
        if (plan.changes == 0) {
            make_each(state, changes.first(1));
            changes = changes.subspan(1);
        }
    }
}

// As a journal feeds it.
Change unread(Change change)
{
    if (change.removes()) return change;
    change.card = std::make_shared<const card::Parsed>(
        card::Parsed{.card = {}, .bytes = change.card->bytes, .digest = change.card->digest});
    change.is_unread = true;
    return change;
}

// Records hold the numbers of their chunks, so equal records say that these are equal, too; what
// lists the agents is compared with the records by faults_of.
void expect_same(const State& a, const State& b)
{
    ASSERT_EQ(a.records.size(), b.records.size());
    EXPECT_EQ(a.revision, b.revision);
    EXPECT_EQ(a.late, b.late);
    EXPECT_EQ(a.newest_registration, b.newest_registration);
    for (std::size_t number = 0; number < a.records.size(); ++number) {
        const auto& left = a.records[number];
        const auto& right = b.records[number];
        ASSERT_EQ(left == nullptr, right == nullptr);
        if (!left) continue;
        ASSERT_EQ(left->body, right->body);
        ASSERT_EQ(left->tokens, right->tokens) << left->body;
        ASSERT_EQ(left->id, right->id);
        ASSERT_EQ(left->first_revision, right->first_revision);
        ASSERT_EQ(left->modified_at, right->modified_at);
    }
}

TEST_P(Bulk, MakesTheStateThatOneByOneMakes)
{
    const auto& c = GetParam();
    State each, together;
    for (const auto slice : slices_of(history_, c.slice)) {
        make_each(each, slice);
        make_together(together, slice, c.threads);
        for (auto* state : {&each, &together})
            while (state->sweep()) {
            }
        expect_same(each, together);
        if (HasFatalFailure()) return;
    }
    EXPECT_EQ(catalog::faults_of(together), std::vector<std::string>{});
}

TEST_P(Bulk, AnswersAsOneByOne)
{
    const auto& c = GetParam();
    Catalog each, applied, loaded, edited;
    for (const auto& change : history_) {
        each.apply(change);
        edited.apply(unread(change));
    }
    for (const auto slice : slices_of(history_, c.slice)) {
        applied.apply(slice);
        std::vector<Change> stored(slice.begin(), slice.end());
        std::ranges::transform(stored, stored.begin(), unread);
        loaded.load(stored, c.threads);
    }
    for (auto* catalog : {&each, &applied, &loaded, &edited}) {
        catalog->settle(GetParam().threads);
        EXPECT_EQ(catalog->self_check(), std::vector<std::string>{});
    }
    Dice dice{c.seed};
    const auto revision = each.revision();
    for (int i = 0; i < 60; ++i) {
        auto query = test::random_query(dice, revision);
        query.limit = 1000;
        query.facets = {Facet::tags, Facet::skills};
        const auto expected = each.search(query);
        ASSERT_TRUE(expected);
        for (const auto* catalog : {&applied, &loaded, &edited}) {
            const auto answer = catalog->search(query);
            ASSERT_TRUE(answer);
            EXPECT_EQ(answer->total, expected->total);
            EXPECT_EQ(answer->facets, expected->facets);
            // Chunks that were given up and come again may get other numbers: rankings can differ by that.
            if (c.removal == 0 || query.sort != Sort::relevance) {
                EXPECT_EQ(test::ids_of(answer->hits), test::ids_of(expected->hits)) << query.text;
            }
        }
    }
    for (const auto* catalog : {&applied, &loaded, &edited}) {
        EXPECT_EQ(catalog->vocabulary({})->total, each.vocabulary({})->total);
        EXPECT_EQ(catalog->sizes().words, each.sizes().words);
        EXPECT_EQ(catalog->sizes().compounds, each.sizes().compounds);
    }
}

INSTANTIATE_TEST_SUITE_P(Histories, Bulk,
                         testing::Values(Case{"New", 1, 3000, 1'000'000, 0, 0, 700, 1},
                                         Case{"NewByTwo", 2, 3000, 1'000'000, 0, 0, 700, 2},
                                         Case{"NewByMoreThanThereAre", 3, 40, 1'000'000, 0, 0, 5, 7},
                                         Case{"Mixed", 4, 2000, 300, 4, 0, 150, 2},
                                         Case{"MixedAndLate", 5, 2000, 300, 5, 3, 150, 2},
                                         Case{"AllLate", 6, 3000, 1'000'000, 30, 1, 1000, 2},
                                         Case{"Large", 7, 6000, 1'000'000, 0, 0, 6000,
                                              3}), // postings grow into blocks
                         [](const auto& test) { return test.param.name; });

TEST(BatchPlan, EndsBeforeWhatIsNoRegistration)
{
    State state;
    make_each(state, std::vector{test::put(5, "there", test::named("there"))});
    const std::vector changes{
        test::put(4, "old", test::named("not newer")),
        test::removal(6, "nobody"),
        test::put(7, "a", test::named("a")),
        test::put(8, "b", test::named("b")),
        test::removal(9, "a"),
        test::put(10, "c", test::named("c")),
    };
    const auto plan = catalog::plan_batch(state, changes, 1'000'000);
    EXPECT_EQ(plan.changes, 4U);
    EXPECT_EQ(plan.registrations.size(), 2U);
    EXPECT_EQ(plan.revision, 8U);
    const auto next = std::vector{test::put(6, "there", test::named("replaced"))};
    EXPECT_EQ(catalog::plan_batch(state, next, 1'000'000).changes, 0U);
}

TEST(BatchPlan, TakesSoManyBytesOfCards)
{
    const State state;
    std::vector<Change> changes;
    for (Revision i = 1; i <= 10; ++i) changes.push_back(test::put(i, std::to_string(i), test::named("x")));
    const auto bytes = changes[0].card->bytes.size();
    EXPECT_EQ(catalog::plan_batch(state, changes, bytes * 3).changes, 3U);
    EXPECT_EQ(catalog::plan_batch(state, changes, bytes * 3 + 1).changes, 4U);
    EXPECT_EQ(catalog::plan_batch(state, changes, bytes - 1).changes, 0U); // too large by itself
}

} // namespace
} // namespace a2a
