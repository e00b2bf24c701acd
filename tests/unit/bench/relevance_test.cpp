// SPDX-License-Identifier: Apache-2.0
// The figures that rankings are judged by, against values worked out by hand.
#include "relevance/bm25.hpp"
#include "relevance/figures.hpp"
#include "relevance/judged.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <ostream>
#include <stdexcept>

namespace a2a::bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

using Ranking = std::vector<std::string>;

const Grades kGrades{{"best", 3}, {"good", 2}, {"weak", 1}, {"wrong", 0}};
const double kIdeal = 7 + 3 / std::log2(3) + 1 / std::log2(4);

struct NdcgCase {
    const char* name;
    Ranking ranking;
    double expected;
};
void PrintTo(const NdcgCase& test, std::ostream* out)
{
    *out << test.name;
}
class Ndcg : public testing::TestWithParam<NdcgCase> {};

TEST_P(Ndcg, IsTheShareOfTheBestPossibleGain)
{
    EXPECT_NEAR(ndcg(GetParam().ranking, kGrades), GetParam().expected, 1e-12);
}

INSTANTIATE_TEST_SUITE_P(
    Rankings, Ndcg,
    testing::Values(
        NdcgCase{"Perfect", {"best", "good", "weak"}, 1},
        NdcgCase{"PerfectWithMore", {"best", "good", "weak", "wrong", "unknown"}, 1},
        NdcgCase{"Empty", {}, 0}, NdcgCase{"NothingRight", {"wrong", "unknown"}, 0},
        NdcgCase{"BestAlone", {"best"}, 7 / kIdeal},
        NdcgCase{"BestSecond", {"wrong", "best"}, 7 / std::log2(3) / kIdeal},
        NdcgCase{"Tenth", {"0", "1", "2", "3", "4", "5", "6", "7", "8", "best"}, 7 / std::log2(11) / kIdeal},
        NdcgCase{"Eleventh", {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "best"}, 0}),
    [](const auto& test) { return test.param.name; });

TEST(ReciprocalRank, IsOfTheFirstThatWillDo)
{
    EXPECT_DOUBLE_EQ(reciprocal_rank(Ranking{"best"}, kGrades), 1);
    EXPECT_DOUBLE_EQ(reciprocal_rank(Ranking{"weak", "good", "best"}, kGrades), 0.5);
    EXPECT_DOUBLE_EQ(reciprocal_rank(Ranking{"weak", "wrong"}, kGrades), 0);
    EXPECT_DOUBLE_EQ(reciprocal_rank(Ranking{}, kGrades), 0);
}

TEST(Scorer, CountsOnlyQueriesThatHaveAnAnswer)
{
    Scorer scorer;
    scorer.add(Ranking{"best", "good", "weak"}, kGrades);
    scorer.add(Ranking{}, kGrades);
    scorer.add(Ranking{}, {});                  // nothing to find
    scorer.add(Ranking{"weak"}, {{"weak", 1}}); // no right answer: none to rank
    scorer.add(Ranking{"best"}, {{"wrong", 0}});
    const auto figures = scorer.figures();
    EXPECT_EQ(figures.queries, 3U);
    EXPECT_DOUBLE_EQ(figures.ndcg, 2.0 / 3);
    EXPECT_DOUBLE_EQ(figures.mrr, 1.0 / 2);
    EXPECT_DOUBLE_EQ(figures.zero_hits, 1.0 / 3);
}

TEST(Judged, ReadsQueriesCommentsAndGrades)
{
    const auto judged = parse_judged("# of people\n\nbook a flight\tair=3\ta=b=1\r\nnobody\n");
    ASSERT_EQ(judged.size(), 2U);
    EXPECT_EQ(judged[0].query, "book a flight");
    EXPECT_EQ(judged[0].grades, (Grades{{"air", 3}, {"a=b", 1}}));
    EXPECT_EQ(judged[1].query, "nobody");
    EXPECT_THAT(judged[1].grades, IsEmpty());
}

TEST(Judged, NamesTheFaultyLine)
{
    for (const char* line : {"query\tagent", "query\t=3", "query\tagent=", "query\tagent=4",
                             "query\tagent=-1", "query\tagent=3x", "query\ta=1\ta=2", "\tagent=3"}) {
        EXPECT_THAT([&] { return parse_judged("fine\ta=1\n" + std::string{line}); },
                    ThrowsMessage<std::runtime_error>(HasSubstr("line 2 ")))
            << line;
    }
}

Bm25 three_documents()
{
    Bm25 index;
    index.add("twice", "flight flight hotel");
    index.add("once", "flight, car-hire hotel");
    index.add("none", "hotel garden übung");
    return index;
}

TEST(Bm25, RanksByOccurrencesAndRarity)
{
    const auto index = three_documents();
    EXPECT_THAT(index.search("flight", Bm25::Words::any, 10), ElementsAre("twice", "once"));
    EXPECT_THAT(index.search("hire flight", Bm25::Words::any, 10), ElementsAre("once", "twice"));
    EXPECT_THAT(index.search("Übung übung", Bm25::Words::any, 10), ElementsAre("none"));
    EXPECT_THAT(index.search("flight", Bm25::Words::any, 1), ElementsAre("twice"));
    EXPECT_THAT(index.search("fligh", Bm25::Words::any, 10), IsEmpty());
}

TEST(Bm25, WantsEveryWordWhenAsked)
{
    const auto index = three_documents();
    EXPECT_THAT(index.search("car flight", Bm25::Words::all, 10), ElementsAre("once"));
    EXPECT_THAT(index.search("garden flight", Bm25::Words::all, 10), IsEmpty());
    EXPECT_THAT(index.search("hotel hotel", Bm25::Words::all, 10), testing::SizeIs(3));
}

TEST(Bm25, ShorterDocumentsAndEarlierOnesComeFirst)
{
    Bm25 index;
    index.add("long", "hotel one two three four");
    index.add("short", "hotel");
    index.add("short too", "hotel");
    EXPECT_THAT(index.search("hotel", Bm25::Words::any, 10), ElementsAre("short", "short too", "long"));
}

} // namespace
} // namespace a2a::bench
