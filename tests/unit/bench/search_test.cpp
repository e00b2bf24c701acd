// SPDX-License-Identifier: Apache-2.0
// The agents and queries that searches are measured with: what they claim to be.
#include "cards/coined.hpp"
#include "search/bodies.hpp"
#include "search/classes.hpp"
#include "search/measure.hpp"
#include "search/show.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace a2a::bench {
namespace {

constexpr std::uint64_t kAgents = 1500;

struct Measured {
    Fleet fleet;
    Sample sample;
    Catalog catalog;

    explicit Measured(CardKind kind) : fleet{.kind = kind, .agents = kAgents}, sample{fleet}
    {
        fill(catalog, fleet, [](std::uint64_t) {});
    }
};

const Measured& measured(CardKind kind)
{
    if (kind == CardKind::guide) {
        static const Measured guide{kind};
        return guide;
    }
    static const Measured real{kind};
    return real;
}

double mean_share(Kind kind, CardKind cards)
{
    const auto& on = measured(cards);
    double hits = 0;
    const auto queries = queries_of(kind, on.fleet, on.sample, 40);
    for (const auto& query : queries) {
        const auto answer = on.catalog.search(query);
        hits += answer ? static_cast<double>(answer->total) : NAN;
    }
    return hits / static_cast<double>(queries.size()) / static_cast<double>(kAgents);
}

class MeasuredQueries : public testing::TestWithParam<CardKind> {};

TEST_P(MeasuredQueries, FindAsManyAgentsAsTheirClassSays)
{
    EXPECT_NEAR(mean_share(Kind::two_skills, GetParam()), 0.001, 0.001);
    EXPECT_NEAR(mean_share(Kind::common_word, GetParam()), 0.10, 0.03);
    EXPECT_NEAR(mean_share(Kind::facets_of_skill, GetParam()), 0.10, 0.02);
    EXPECT_LT(mean_share(Kind::rare_word, GetParam()), 0.01);
    EXPECT_LT(mean_share(Kind::inner_part, GetParam()), 0.05);
    EXPECT_GT(mean_share(Kind::rare_word, GetParam()) * kAgents, 0.99);
    EXPECT_GT(mean_share(Kind::inner_part, GetParam()) * kAgents, 0.99);
    EXPECT_GT(mean_share(Kind::three_words, GetParam()) * kAgents, 0.99);
    EXPECT_LT(mean_share(Kind::typo, GetParam()) * kAgents, 0.1);
    EXPECT_GT(mean_share(Kind::short_word, GetParam()), 0.1);
}

TEST_P(MeasuredQueries, DependOnTheSeedAlone)
{
    const auto& on = measured(GetParam());
    for (const auto& queries : query_classes()) {
        const auto first = queries_of(queries.kind, on.fleet, on.sample, 5);
        const auto again = queries_of(queries.kind, on.fleet, Sample{on.fleet}, 5);
        for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(body_of(first[i]), body_of(again[i]));
    }
}

INSTANTIATE_TEST_SUITE_P(Cards, MeasuredQueries, testing::Values(CardKind::guide, CardKind::real),
                         [](const auto& test) { return test.param == CardKind::guide ? "Guide" : "Real"; });

TEST(Fleet, AReplacementKeepsTheNameAndTheMarkedSkills)
{
    for (const auto kind : {CardKind::guide, CardKind::real}) {
        const Fleet fleet{.kind = kind, .agents = 100};
        for (std::uint64_t agent = 0; agent < fleet.agents; ++agent) {
            const auto first = parsed_card_of(fleet, agent);
            const auto second = parsed_card_of(fleet, agent, 1);
            EXPECT_EQ(first->card.name, second->card.name);
            EXPECT_NE(first->bytes, second->bytes);
            EXPECT_EQ(first->card.skills.front().id.starts_with("tenth-"),
                      second->card.skills.front().id.starts_with("tenth-"));
        }
    }
}

TEST(Coined, WordsAreDifferentForDifferentNumbers)
{
    std::set<std::string> words;
    for (std::uint64_t number = 0; number < 20'000; ++number) {
        words.insert(coined_word(number));
        words.insert(coined_word((std::uint64_t{1} << 32) - 1 - number));
    }
    EXPECT_EQ(words.size(), 40'000U);
    for (const auto& word : words) EXPECT_GE(word.size(), 8U);
}

TEST(Limits, AreThoseOfTheClassAndBetweenThem)
{
    const auto ceiling = *class_named("typo");
    EXPECT_DOUBLE_EQ(limit_us(ceiling, 1'000), 10'000);
    EXPECT_DOUBLE_EQ(limit_us(ceiling, 10'000), 10'000);
    EXPECT_NEAR(limit_us(ceiling, 100'000), 10'000, 1e-6);
    EXPECT_NEAR(limit_us(ceiling, 1'000'000), 50'000, 1e-6);
    EXPECT_FALSE(class_named("no such class"));
}

TEST(Show, FiguresReadWell)
{
    using namespace std::chrono_literals;
    EXPECT_EQ(show::time(1234ns), "1.23 µs");
    EXPECT_EQ(show::time(999us), "999 µs");
    EXPECT_EQ(show::time(1ms), "1.00 ms");
    EXPECT_EQ(show::time(45'600us), "45.6 ms");
    EXPECT_EQ(show::whole(0.94), "0.9");
    EXPECT_EQ(show::whole(3), "3");
    EXPECT_EQ(show::whole(999), "999");
    EXPECT_EQ(show::whole(1000), "1,000");
    EXPECT_EQ(show::whole(1'234'567), "1,234,567");
}

} // namespace
} // namespace a2a::bench
