// SPDX-License-Identifier: Apache-2.0
// Readers beside the one writer. Says most when run under ThreadSanitizer.
#include "card/card.hpp"
#include "unit/catalog/cards.hpp"
#include "unit/catalog/model.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

namespace a2a {
namespace {

constexpr std::size_t kAgents = 400;
std::string nth_id(std::size_t i)
{
    return "agent-" + std::to_string(i);
}

// Two agents go from generation to generation, a before b: a reader may see a ahead by one.
// Each names its generation twice: a reader that sees the names differ saw half a change.
AgentCard twin(std::size_t generation)
{
    const auto number = std::to_string(generation);
    return test::with_skills({"twin", "first-" + number, "second-" + number});
}

class CatalogThreads : public testing::Test {
protected:
    CatalogThreads()
    {
        std::vector<Change> changes{test::put(1, "twin-a", twin(0)), test::put(2, "twin-b", twin(0))};
        for (std::size_t i = 0; i < kAgents; ++i) {
            changes.push_back(test::put(i + 3, nth_id(i), test::random_card(dice_)));
            if (i % 2 == 0) stable_.apply(changes.back());
        }
        catalog_.apply(changes);
    }

    void write(std::size_t batches)
    {
        for (std::size_t generation = 1; generation <= batches; ++generation) {
            auto revision = catalog_.revision();
            std::vector<Change> batch{test::put(++revision, "twin-a", twin(generation))};
            for (int i = 0; i < 16; ++i) {
                const auto id = nth_id(dice_.below(kAgents) | 1U); // the even ones stay as they are
                const bool removes = dice_.one_in(2);
                registrations_ += !removes && !catalog_.find(id) ? 1U : 0U;
                ++revision;
                batch.push_back(removes ? test::removal(revision, id)
                                        : test::put(revision, id, test::random_card(dice_)));
            }
            batch.push_back(test::put(++revision, "twin-b", twin(generation)));
            catalog_.apply(batch);
        }
        done_ = true;
    }

    // So many new agents at once that they are entered together, between the twins; gone with the next batch.
    void import(std::size_t batches)
    {
        std::vector<std::string> imported;
        for (std::size_t generation = 1; generation <= batches; ++generation) {
            auto revision = catalog_.revision();
            std::vector<Change> batch{test::put(++revision, "twin-a", twin(generation))};
            for (const auto& id : imported) batch.push_back(test::removal(++revision, id));
            imported.clear();
            for (std::size_t i = 0; i < 100; ++i) {
                imported.push_back("new-" + std::to_string(generation) + '-' + std::to_string(i));
                batch.push_back(test::put(++revision, imported.back(), test::random_card(dice_)));
            }
            batch.push_back(test::put(++revision, "twin-b", twin(generation)));
            if (generation % 3 == 0) {
                catalog_.load(batch, 2);
            } else {
                catalog_.apply(batch);
            }
        }
        done_ = true;
    }

    void look_at_twins()
    {
        Query query;
        query.must.skills = {"twin"};
        query.facets = {Facet::skills};
        const auto answer = catalog_.search(query);
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->hits.size(), 2U);
        ASSERT_EQ(answer->total, 2U);
        std::map<std::size_t, std::size_t> firsts, seconds; // generations
        for (const auto& [value, count] : answer->facets[0].second) {
            if (value.starts_with("first-")) firsts[std::stoul(value.substr(6))] = count;
            if (value.starts_with("second-")) seconds[std::stoul(value.substr(7))] = count;
        }
        ASSERT_EQ(firsts, seconds) << "half a change";
        ASSERT_LE(firsts.rbegin()->first - firsts.begin()->first, 1U) << "changes out of order";
    }

    void search(test::Dice& dice)
    {
        auto query = test::random_query(dice, kAgents);
        query.facets = {Facet::tags};
        const auto answer = catalog_.search(query);
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->hits.size(), answer->total);
        for (const auto& facet : answer->facets[0].second) ASSERT_LE(facet.count, answer->total);
        for (const auto& record : answer->hits) ASSERT_LE(record->revision, answer->revision);
        if (!query.relax) compare(query, answer->hits);
    }

    // Whoever is found matches as it is in the answer, and of those that never change nobody is missed.
    void compare(const Query& query, const std::vector<RecordPtr>& hits) const
    {
        std::set<std::string> found;
        for (const auto& record : hits) {
            test::Model alone;
            alone.apply(test::put(record->revision, std::string{record->id}, card::project(record->card())));
            ASSERT_EQ(alone.search(query).size(), 1U) << query.text << " does not match " << record->card();
            found.emplace(record->id);
        }
        for (const auto& id : stable_.search(query)) ASSERT_TRUE(found.contains(id)) << query.text;
    }

    void walk(Sort sort)
    {
        Query query;
        query.sort = sort;
        query.limit = 37;
        std::multiset<std::string> seen;
        do {
            const auto answer = catalog_.search(query);
            ASSERT_TRUE(answer);
            for (const auto& id : test::ids_of(answer->hits)) seen.insert(id);
            query.cursor = answer->next_cursor;
        } while (!query.cursor.empty());
        for (std::size_t i = 0; i < kAgents; i += 2) ASSERT_EQ(seen.count(nth_id(i)), 1U);
    }

    std::vector<std::jthread> begin_to_read()
    {
        std::vector<std::jthread> readers;
        for (std::uint64_t seed = 50; seed < 52; ++seed) {
            readers.emplace_back([this, seed] {
                test::Dice dice{seed};
                do read_once(dice);
                while (!done_ && !HasFatalFailure());
            });
        }
        return readers;
    }

    void read_once(test::Dice& dice)
    {
        look_at_twins();
        search(dice);
        walk(dice.one_in(2) ? Sort::registered : Sort::name);
        const auto record = catalog_.find(nth_id(2 * dice.below(kAgents / 2)));
        ASSERT_NE(record, nullptr);
        ASSERT_TRUE(record->body.starts_with(Record::kBeforeCard));
        const auto values = catalog_.vocabulary({});
        ASSERT_TRUE(values);
        ASSERT_EQ(values->values.size(), values->total);
        if (dice.one_in(8)) {
            ASSERT_EQ(catalog_.self_check(), std::vector<std::string>{});
        }
    }

    test::Dice dice_{41};           // the writer's
    std::size_t registrations_ = 0; // the writer's
    Catalog catalog_;
    test::Model stable_; // the even ones
    std::atomic<bool> done_{false};
};

TEST_F(CatalogThreads, ReadersSeeWholeChangesInOrderBesideAWriter)
{
    auto readers = begin_to_read();
    write(1400);
    EXPECT_GT(registrations_, 4096U) << "too few to be numbered anew on the way";
    readers.clear();
    EXPECT_EQ(catalog_.self_check(), std::vector<std::string>{});
}

TEST_F(CatalogThreads, ReadersSeeWholeChangesInOrderBesideImports)
{
    auto readers = begin_to_read();
    import(90);
    readers.clear();
    EXPECT_EQ(catalog_.self_check(), std::vector<std::string>{});
}

} // namespace
} // namespace a2a
