// SPDX-License-Identifier: Apache-2.0
// What each member of a search means, one case a row; the property test mixes them.
#include "unit/catalog/cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace a2a {
namespace {

using testing::ElementsAre;
using Ids = std::vector<std::string>;

Skill skill(std::string id, std::vector<std::string> tags)
{
    Skill made;
    made.id = std::move(id);
    made.name = "Forecast of " + made.id;
    made.tags = std::move(tags);
    return made;
}

// Four agents that differ in everything: revisions 10, 20, 30, 40.
void fill_with_translators(Catalog& catalog)
{
    auto sun = test::named("Sunny");
    sun.interfaces = {{"https://sun.example", "JSONRPC", "0.3.0"}, {"https://sun.example/g", "GRPC", "1.0"}};
    sun.skills = {skill("weather", {"Outdoor", "sky"}), skill("tides", {"sea"})};
    sun.capabilities = {"streaming"};
    sun.provider = "Acme";
    sun.is_signed = true;
    auto rain = test::named("rain maker");
    rain.interfaces = {{"https://rain.example", "GRPC", "0.3"}};
    rain.skills = {skill("weather", {"OUTDOOR"})};
    rain.capabilities = {"streaming", "pushNotifications"};
    rain.provider = "acme";
    rain.input_modes = {"text/plain"};
    auto chess = test::named("Chess");
    chess.interfaces = {{"https://chess.example", "HTTP+JSON", "0.30"}};
    chess.description = "Plays SUNNY openings";
    chess.skills = {skill("chess", {"game"})};
    chess.skills[0].output_modes = {"image/png"};
    chess.extensions = {"https://ext.example/a"};
    auto bare = test::named("bare");
    bare.interfaces = {{"https://bare.example", "JSONRPC", ""}};
    catalog.apply(std::vector{test::put(10, "sun", sun), test::put(20, "rain", rain),
                              test::put(30, "chess", chess), test::put(40, "bare", bare)});
}

struct Case {
    const char* name;
    std::function<void(Query&)> ask;
    Ids expected;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}
class CatalogSearch : public testing::TestWithParam<Case> {};

TEST_P(CatalogSearch, Finds)
{
    Catalog catalog;
    fill_with_translators(catalog);
    Query query;
    GetParam().ask(query);
    EXPECT_EQ(test::found(catalog, query), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Filters, CatalogSearch,
    testing::Values(
        Case{"EverythingByDefault", [](Query&) {}, {"sun", "rain", "chess", "bare"}},
        Case{"Skill", [](Query& q) { q.must.skills = {"weather"}; }, {"sun", "rain"}},
        Case{"SkillIsCaseSensitive", [](Query& q) { q.must.skills = {"Weather"}; }, {}},
        Case{"EverySkill",
             [](Query& q) {
                 q.must.skills = {"weather", "tides"};
             },
             {"sun"}},
        Case{"AnySkill",
             [](Query& q) {
                 q.must.skills_any = {"chess", "tides", "none"};
             },
             {"sun", "chess"}},
        Case{"TagIgnoresCase", [](Query& q) { q.must.tags = {"outDOOR"}; }, {"sun", "rain"}},
        Case{"AnyTag",
             [](Query& q) {
                 q.must.tags_any = {"GAME", "Sea"};
             },
             {"sun", "chess"}},
        Case{"AnyOfNothingKnown", [](Query& q) { q.must.tags_any = {"unknown"}; }, {}},
        Case{"CapabilityInSnakeCase",
             [](Query& q) { q.must.capabilities = {"push_notifications"}; },
             {"rain"}},
        Case{"TransportIgnoresCase", [](Query& q) { q.must.transports = {"grpc"}; }, {"sun", "rain"}},
        Case{"VersionPrefix", [](Query& q) { q.must.protocol_versions = {"0.3"}; }, {"sun", "rain"}},
        Case{"VersionIsNotATextPrefix", [](Query& q) { q.must.protocol_versions = {"0.30"}; }, {"chess"}},
        Case{"LongerVersionDoesNotMatchShorter",
             [](Query& q) { q.must.protocol_versions = {"0.3.0"}; },
             {"sun"}},
        Case{"TransportAndVersionOfOneInterface",
             [](Query& q) {
                 q.must.transports = {"GRPC"};
                 q.must.protocol_versions = {"0.3"};
             },
             {"rain"}},
        Case{"EveryPairOfTransportAndVersion",
             [](Query& q) {
                 q.must.transports = {"GRPC", "JSONRPC"};
                 q.must.protocol_versions = {"1.0"};
             },
             {}},
        Case{"ProviderIsExact", [](Query& q) { q.must.providers = {"Acme"}; }, {"sun"}},
        Case{"Extension", [](Query& q) { q.must.extensions = {"https://ext.example/a"}; }, {"chess"}},
        Case{"InputMode", [](Query& q) { q.must.input_modes = {"text/plain"}; }, {"rain"}},
        Case{"OutputModeOfASkill", [](Query& q) { q.must.output_modes = {"image/png"}; }, {"chess"}},
        Case{"Signed", [](Query& q) { q.must.is_signed = true; }, {"sun"}},
        Case{"NotSigned", [](Query& q) { q.must.is_signed = false; }, {"rain", "chess", "bare"}},
        Case{"UpdatedBeforeIsExclusive",
             [](Query& q) { q.must.updated_before = test::at_second(30); },
             {"sun", "rain"}},
        Case{"UpdatedAfterIsExclusive",
             [](Query& q) { q.must.updated_after = test::at_second(30); },
             {"bare"}},
        Case{"NotAnySkill",
             [](Query& q) {
                 q.must_not.skills = {"chess", "tides"};
             },
             {"rain", "bare"}},
        Case{"NotTransportNorVersionEachAlone",
             [](Query& q) {
                 q.must_not.transports = {"http+json"};
                 q.must_not.protocol_versions = {"1.0"};
             },
             {"rain", "bare"}},
        Case{"NotSignedInNot", [](Query& q) { q.must_not.is_signed = false; }, {"sun"}},
        Case{"NotUpdatedBefore",
             [](Query& q) { q.must_not.updated_before = test::at_second(30); },
             {"chess", "bare"}},
        Case{"EveryWordAnywhere", [](Query& q) { q.text = " sunny\tPLAYS "; }, {"chess"}},
        Case{"AWordIsASubstring", [](Query& q) { q.text = "unn"; }, {"sun", "chess"}},
        Case{"AWordDoesNotSpanTwoTexts", [](Query& q) { q.text = "sunnyweather"; }, {}},
        Case{"BlankTextMatchesAll", [](Query& q) { q.text = " \t "; }, {"sun", "rain", "chess", "bare"}},
        Case{"ByName", [](Query& q) { q.sort = Sort::name; }, {"bare", "chess", "rain", "sun"}},
        Case{
            "NewestChangeFirst", [](Query& q) { q.sort = Sort::updated; }, {"bare", "chess", "rain", "sun"}}),
    [](const auto& test) { return test.param.name; });

TEST(Catalog, LimitZeroCountsOnly)
{
    Catalog catalog;
    fill_with_translators(catalog);
    Query query;
    query.limit = 0;
    query.facets = {Facet::skills};
    const auto answer = catalog.search(query);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->hits.empty());
    EXPECT_EQ(answer->total, 4U);
    EXPECT_EQ(answer->next_cursor, "");
    EXPECT_THAT(answer->facets.at(0).second,
                ElementsAre(FacetCount{"weather", 2}, FacetCount{"chess", 1}, FacetCount{"tides", 1}));
}

TEST(Catalog, APageAtTheLimitIsTheLast)
{
    Catalog catalog;
    fill_with_translators(catalog);
    for (const auto& [limit, more] : {std::pair{3U, true}, {4U, false}, {5U, false}}) {
        Query query;
        query.limit = limit;
        const auto answer = catalog.search(query);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->next_cursor.empty(), !more) << limit;
    }
}

TEST(Catalog, AnswersOfAnEmptyCatalog)
{
    const Catalog catalog;
    for (const auto sort : {Sort::registered, Sort::name, Sort::updated}) {
        Query query;
        query.sort = sort;
        query.facets = {Facet::tags};
        const auto answer = catalog.search(query);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->total, 0U);
        EXPECT_TRUE(answer->facets.at(0).second.empty());
    }
    EXPECT_EQ(catalog.find("nobody"), nullptr);
    EXPECT_TRUE(catalog.self_check().empty());
}

// Few hits among very many values are counted from their cards, many by the values.
TEST(Catalog, FacetsCountTheSameBothWays)
{
    Catalog catalog;
    constexpr std::size_t kAgents = 1500;
    for (std::size_t i = 0; i < kAgents; ++i) {
        const auto own = "own-" + std::to_string(i);
        catalog.apply(
            test::put(i + 1, own, test::with_skills({"common", own, i % 500 == 0 ? "rare" : "usual"})));
    }
    for (const auto& [wanted, hits] : {std::pair{"rare", 3U}, {"usual", 1497U}, {"common", 1500U}}) {
        Query query;
        query.must.skills = {wanted};
        query.facets = {Facet::skills};
        query.facet_limit = 3;
        const auto answer = catalog.search(query);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->total, hits);
        EXPECT_EQ(answer->facets.at(0).second.at(0), (FacetCount{"common", hits})) << wanted;
        EXPECT_EQ(answer->facets.at(0).second.size(), 3U);
    }
}

} // namespace
} // namespace a2a
