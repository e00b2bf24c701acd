// SPDX-License-Identifier: Apache-2.0
// The catalog against the model: thousands of random writes and questions.
#include "base/text.hpp"
#include "unit/catalog/cards.hpp"
#include "unit/catalog/model.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace a2a {
namespace {

using test::Dice;

struct Case {
    const char* name;
    std::uint64_t seed;
    std::size_t agents; // ids in play
    std::size_t writes;
    std::size_t questions;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

class CatalogProperty : public testing::TestWithParam<Case> {
protected:
    void write()
    {
        std::vector<Change> batch;
        for (auto left = 1 + dice_.below(4); left > 0; --left) {
            const auto id = "agent-" + std::to_string(dice_.below(GetParam().agents));
            revision_ += 1 + dice_.below(3);
            batch.push_back(dice_.one_in(4) ? test::removal(revision_, id)
                                            : test::put(revision_, id, test::random_card(dice_)));
            model_.apply(batch.back());
        }
        catalog_.apply(batch);
    }

    void ask()
    {
        auto query = test::random_query(dice_, revision_);
        query.limit = 1 + dice_.below(7);
        const auto expected = model_.search(query);
        if (expected.size() > 200) query.limit = 1000;
        const bool by_relevance = query.sort == Sort::relevance && !text::words(query.text).empty();
        if (query.relax && !text::words(query.text).empty()) {
            query.limit = 1000;
            return ask_relaxed(query, expected);
        }
        if (by_relevance) {
            ASSERT_EQ(in_order(test::walked(catalog_, query)), in_order(expected)) << query.text;
        } else {
            ASSERT_EQ(test::walked(catalog_, query), expected) << query.text;
        }
        count(query, expected.size());
    }

    void count(Query query, std::size_t expected)
    {
        const auto facet = static_cast<Facet>(dice_.below(kFacetCount));
        query.facets = {facet, Facet::skills};
        query.facet_limit = 1 + dice_.below(6);
        const auto answer = catalog_.search(query);
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->total, expected);
        ASSERT_EQ(answer->total_full, expected);
        ASSERT_EQ(answer->suggestions.has_value(), expected == 0 && !text::words(query.text).empty());
        ASSERT_EQ(answer->revision, revision_);
        ASSERT_EQ(answer->facets.size(), 2U);
        ASSERT_EQ(answer->facets[0].first, facet);
        ASSERT_EQ(answer->facets[0].second, model_.facet(query, facet));
        ASSERT_EQ(answer->facets[1].second, model_.facet(query, Facet::skills));
    }

    // Those that have every word come first, all of them, when the order is that of relevance.
    void ask_relaxed(const Query& query, const std::vector<std::string>& expected)
    {
        const auto answer = catalog_.search(query);
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->total_full, expected.size());
        ASSERT_GE(answer->total, answer->total_full);
        ASSERT_FALSE(answer->suggestions.has_value());
        if (query.sort != Sort::relevance || expected.size() > query.limit) return;
        auto ids = test::ids_of(answer->hits);
        ids.resize(expected.size());
        ASSERT_EQ(in_order(ids), in_order(expected)) << query.text;
    }

    static std::vector<std::string> in_order(std::vector<std::string> ids)
    {
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    void list_values()
    {
        const auto facet = static_cast<Facet>(dice_.below(kFacetCount));
        VocabularyQuery query{
            .facet = facet, .prefix = dice_.one_in(2) ? "" : "T", .limit = 1 + dice_.below(4), .cursor = ""};
        const auto expected = model_.vocabulary(facet, query.prefix);
        std::vector<FacetCount> values;
        do {
            const auto answer = catalog_.vocabulary(query);
            ASSERT_TRUE(answer);
            ASSERT_EQ(answer->total, expected.size());
            values.insert(values.end(), answer->values.begin(), answer->values.end());
            query.cursor = answer->next_cursor;
        } while (!query.cursor.empty());
        ASSERT_EQ(values, expected);
    }

    Dice dice_{GetParam().seed};
    Catalog catalog_;
    test::Model model_;
    Revision revision_ = 0;
};

TEST_P(CatalogProperty, SaysWhatTheModelSays)
{
    const auto& c = GetParam();
    constexpr std::size_t kPhases = 4;
    for (std::size_t phase = 0; phase < kPhases; ++phase) {
        for (std::size_t i = 0; i < c.writes / kPhases; ++i) write();
        for (std::size_t i = 0; i < c.questions / kPhases; ++i) {
            write();
            ask();
            list_values();
            if (HasFatalFailure()) return;
        }
        EXPECT_EQ(catalog_.self_check(), std::vector<std::string>{});
        EXPECT_EQ(test::walked(catalog_, Query{}), model_.ids());
        EXPECT_EQ(catalog_.size(), model_.ids().size());
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CatalogProperty,
                         testing::Values(Case{"Few1", 1, 12, 400, 600}, Case{"Few2", 2, 12, 400, 600},
                                         Case{"Some3", 3, 60, 800, 400}, Case{"Some4", 4, 60, 800, 400},
                                         Case{"Many5", 5, 700, 1600, 80},
                                         Case{"Blocks6", 6, 4000, 3600, 24}), // postings grow into blocks
                         [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a
