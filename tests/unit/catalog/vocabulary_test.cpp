// SPDX-License-Identifier: Apache-2.0
#include "unit/catalog/cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a {
namespace {

using testing::ElementsAre;

void fill_with_skills(Catalog& catalog)
{
    catalog.apply(std::vector{test::put(1, "a", test::with_skills({"Weather", "news", "b"})),
                              test::put(2, "b", test::with_skills({"Weather", "weather-map", "a"})),
                              test::put(3, "c", test::with_skills({"Weather", "news"}))});
}

TEST(Vocabulary, MostUsedFirstThenByBytes)
{
    Catalog catalog;
    fill_with_skills(catalog);
    const auto answer = catalog.vocabulary({});
    ASSERT_TRUE(answer);
    EXPECT_THAT(answer->values,
                ElementsAre(FacetCount{"Weather", 3}, FacetCount{"news", 2}, FacetCount{"a", 1},
                            FacetCount{"b", 1}, FacetCount{"weather-map", 1}));
    EXPECT_EQ(answer->total, 5U);
    EXPECT_EQ(answer->revision, 3U);
}

TEST(Vocabulary, PrefixIgnoresCase)
{
    Catalog catalog;
    fill_with_skills(catalog);
    const auto answer =
        catalog.vocabulary({.facet = Facet::skills, .prefix = "WEA", .limit = 10, .cursor = ""});
    ASSERT_TRUE(answer);
    EXPECT_THAT(answer->values, ElementsAre(FacetCount{"Weather", 3}, FacetCount{"weather-map", 1}));
    EXPECT_EQ(answer->total, 2U);
}

TEST(Vocabulary, ForgetsWhatNobodyHasAnyMore)
{
    Catalog catalog;
    fill_with_skills(catalog);
    catalog.apply(std::vector{test::removal(4, "b"), test::put(5, "c", test::with_skills({"news"}))});
    const auto answer = catalog.vocabulary({});
    ASSERT_TRUE(answer);
    EXPECT_THAT(answer->values,
                ElementsAre(FacetCount{"news", 2}, FacetCount{"Weather", 1}, FacetCount{"b", 1}));
}

// Values that are the same as far as a cursor can remember them.
TEST(Vocabulary, PagesThroughValuesLongerThanACursor)
{
    Catalog catalog;
    const std::string same(2000, 'x');
    std::vector<std::string> ids;
    for (char last = 'a'; last <= 'g'; ++last) ids.push_back(same + last);
    catalog.apply(test::put(1, "a", test::with_skills(ids)));

    for (const std::size_t limit : {1U, 2U, 3U, 6U, 7U}) {
        VocabularyQuery query{.facet = Facet::skills, .prefix = "", .limit = limit, .cursor = ""};
        std::vector<std::string> seen;
        do {
            const auto answer = catalog.vocabulary(query);
            ASSERT_TRUE(answer);
            for (const auto& value : answer->values) seen.push_back(value.value);
            query.cursor = answer->next_cursor;
            EXPECT_LE(query.cursor.size(), 1024U);
        } while (!query.cursor.empty());
        EXPECT_EQ(seen, ids) << limit;
    }
}

TEST(Vocabulary, ACursorOfAnotherListIsRefused)
{
    Catalog catalog;
    fill_with_skills(catalog);
    VocabularyQuery query{.facet = Facet::skills, .prefix = "", .limit = 2, .cursor = ""};
    query.cursor = catalog.vocabulary(query)->next_cursor;
    query.facet = Facet::tags;
    EXPECT_EQ(catalog.vocabulary(query).error().code, Errc::query_invalid);
    query.facet = Facet::skills;
    query.prefix = "w";
    EXPECT_EQ(catalog.vocabulary(query).error().code, Errc::query_invalid);
    query.cursor = "x";
    EXPECT_EQ(catalog.vocabulary(query).error().code, Errc::query_invalid);
}

TEST(Facets, HaveNamesBothWays)
{
    for (std::size_t i = 0; i < kFacetCount; ++i)
        EXPECT_EQ(facet_named(name_of(static_cast<Facet>(i))), static_cast<Facet>(i));
    EXPECT_EQ(facet_named("nonsense"), std::nullopt);
    EXPECT_EQ(name_of(Facet::output_modes), "output_modes");
}

TEST(Filter, IsEmptyUntilSomethingIsAsked)
{
    EXPECT_TRUE(Filter{}.empty());
    Filter by_mode;
    by_mode.output_modes = {"text"};
    EXPECT_FALSE(by_mode.empty());
    Filter by_signature;
    by_signature.is_signed = false;
    EXPECT_FALSE(by_signature.empty());
}

} // namespace
} // namespace a2a
