// SPDX-License-Identifier: Apache-2.0
// What a load run asks for, and the picture of what came of it.
#include "load/plot.hpp"
#include "load/scenario.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace a2a::bench {
namespace {

using std::chrono::microseconds;
using testing::HasSubstr;
using testing::Not;

const client::BaseUrl kUrl = client::parse_base_url("http://127.0.0.1:8000").value();

std::string line_of(const Call& call)
{
    return call.bytes.substr(0, call.bytes.find(" HTTP"));
}

std::string body_sent_by(const Call& call)
{
    return call.bytes.substr(call.bytes.find("\r\n\r\n") + 4);
}

// The calls by their method and whatever comes before the agent's name.
std::map<std::string, int> kinds_of(std::span<const Call> calls)
{
    std::map<std::string, int> kinds;
    for (const auto& call : calls) {
        auto line = line_of(call);
        if (const auto at = line.find("bench-agent-"); at != std::string::npos) line.resize(at);
        ++kinds[line];
    }
    return kinds;
}

TEST(Scenarios, HaveTheNamesThatAreOffered)
{
    for (const auto name : kScenarioNames)
        EXPECT_FALSE(calls_of(scenario_named(name).value(), {.agents = 3}, kUrl).empty()) << name;
    EXPECT_EQ(scenario_named("delete"), Scenario::remove);
    EXPECT_EQ(scenario_named("nothing"), std::nullopt);
}

TEST(Scenarios, AMixHasItsPartsInEveryRound)
{
    const std::map<std::string, int> parts{{"GET /agents/", 24},
                                           {"POST /agents/search", 6},
                                           {"GET /agents?limit=20", 4},
                                           {"PUT /agents/", 4},
                                           {"GET /health", 2}};
    const auto calls = calls_of(Scenario::mix, {.agents = 40}, kUrl);
    ASSERT_EQ(calls.size(), 80U);
    EXPECT_EQ(kinds_of(std::span{calls}.first(40)), parts);
    EXPECT_EQ(kinds_of(std::span{calls}.last(40)), parts);
}

TEST(Scenarios, AMixOfFewAgentsIsWholeToo)
{
    EXPECT_EQ(kinds_of(calls_of(Scenario::mix, {.agents = 3}, kUrl)).size(), 5U);
}

TEST(Scenarios, EveryReplacementBringsAnotherCard)
{
    const auto calls = calls_of(Scenario::replace, {.agents = 10}, kUrl);
    ASSERT_EQ(calls.size(), 20U);
    std::map<std::string, std::vector<std::string>> cards;
    for (const auto& call : calls) cards[line_of(call)].push_back(body_sent_by(call));
    const auto first = calls_of(Scenario::register_, {.agents = 10}, kUrl);
    for (const auto& [line, editions] : cards) {
        ASSERT_EQ(editions.size(), 2U) << line;
        EXPECT_THAT(editions[0], HasSubstr("x-edition"));
        const auto wrapped = R"({"agent_card":)" + editions[1] + '}'; // as it was registered
        EXPECT_TRUE(
            std::ranges::any_of(first, [&](const Call& call) { return body_sent_by(call) == wrapped; }));
    }
}

TEST(Scenarios, EachAgentIsRemovedOnce)
{
    const Population population{.agents = 10};
    std::set<std::string> lines;
    for (const auto& call : calls_of(Scenario::remove, population, kUrl)) lines.insert(line_of(call));
    EXPECT_EQ(lines.size(), 10U);
    EXPECT_EQ(requests_of(Scenario::remove, population), 10U);
    EXPECT_EQ(requests_of(Scenario::mix, population), 0U);
}

RatePoint point(double rate, microseconds latency, bool fails = false)
{
    RatePoint made{.rate = rate, .tally = {}};
    made.tally.latency.record(latency);
    if (fails) ++made.tally.faults[0];
    return made;
}

TEST(Plot, DrawsACurveForEachQuantileAndMarksFailures)
{
    const std::vector points{point(1000, microseconds{120}), point(2000, microseconds{340}),
                             point(4000, microseconds{45'000}, true)};
    const auto svg = plot("get <b> & more", points);
    EXPECT_THAT(svg, HasSubstr("get &lt;b> &amp; more"));
    for (const auto* name : {">p50<", ">p99<", ">p99.9<", ">4000<", ">100 ms<", ">0.1 ms<", "1 failed"})
        EXPECT_THAT(svg, HasSubstr(name));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_EQ(std::ranges::count(svg, 'L'), 6); // two lines in each of three curves
}

TEST(Plot, TakesALatencyOfNothing)
{
    const auto svg = plot("none", std::vector{point(10, microseconds{0})});
    EXPECT_THAT(svg, Not(testing::AnyOf(HasSubstr("inf"), HasSubstr("nan"))));
}

TEST(Plot, OfNothingThatSucceededHasAxesAlone)
{
    const auto svg = plot("none", std::vector{RatePoint{.rate = 10, .tally = {}}});
    EXPECT_THAT(svg, Not(HasSubstr("<path")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
    EXPECT_THAT(svg, HasSubstr("</svg>"));
}

} // namespace
} // namespace a2a::bench
