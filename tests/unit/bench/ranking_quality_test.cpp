// SPDX-License-Identifier: Apache-2.0
// The ranking against graded answers: the bars that it must not fall below (bench/relevance).
#include "relevance/figures.hpp"
#include "relevance/systems.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace a2a::bench {
namespace {

const std::filesystem::path kData = std::filesystem::path{A2A_SOURCE_DIR} / "bench/relevance";

class RankingQuality : public testing::TestWithParam<const char*> {};

TEST_P(RankingQuality, PutsTheRightAgentsFirst)
{
    std::ifstream file{kData / GetParam()};
    const auto queries = parse_judged(std::string{std::istreambuf_iterator<char>{file}, {}});
    ASSERT_GE(queries.size(), 50U);
    const Arena arena{kData / "cards.ndjson"};
    std::map<std::string, Figures> figures;
    for (const auto& system : arena.systems()) {
        Scorer scorer;
        for (const auto& judged : queries) scorer.add(system.rank(judged.query), judged.grades);
        figures[system.name] = scorer.figures();
    }
    for (const auto* name : {"agents or suggestions", "relaxed"}) {
        ASSERT_TRUE(figures.contains(name));
        EXPECT_GE(figures[name].ndcg, 0.85) << name;
        EXPECT_GE(figures[name].mrr, 0.9) << name;
        EXPECT_EQ(figures[name].zero_hits, 0) << name;
        EXPECT_GE(figures[name].ndcg, figures.at("BM25").ndcg + 0.05) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Halves, RankingQuality, testing::Values("queries_open.tsv", "queries_sealed.tsv"),
                         [](const auto& test) {
                             const std::string file{test.param};
                             return file.substr(0, file.find('.'));
                         });

} // namespace
} // namespace a2a::bench
