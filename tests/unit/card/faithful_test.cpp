// SPDX-License-Identifier: Apache-2.0
// A card comes back as it was sent. Checked over built cards here, over real ones in
// real_cards_test.cpp, with the same function.
#include "card/card.hpp"
#include "card_properties.hpp"
#include "support/cards.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace a2a::card {
namespace {

using Style = test::CardBuilder::Style;

std::string stored(const std::string& body)
{
    return parse(body, Rules{}).value()->bytes;
}

TEST(StoredCard, LosesOnlySpace)
{
    EXPECT_EQ(
        stored(" { \"url\" : \"https://w.example\" ,\n \"x\" : [ 1.50 , -0 , 1E+2 , "
               "123456789012345678901234567890 ] ,"
               "\t\"name\" : \"a  \\u0062\\/\" , \"\" : { } } "),
        R"({"url":"https://w.example","x":[1.50,-0,1E+2,123456789012345678901234567890],"name":"a  \u0062\/","":{}})");
}

TEST(StoredCard, IsTheCardOfItsEnvelope)
{
    const auto bare = test::card("Weather").dump();
    EXPECT_EQ(stored("{\"agent_card\":" + bare + "}"), bare);
    EXPECT_EQ(stored("{\"id\":\"x\", \"agent_card\" : " + bare + ", \"revision\":7}"), bare);
}

TEST(StoredCard, InSnakeCaseGetsTheTransportItsClientsRelyOn)
{
    const auto snake = [] { return test::card("W").dialect(Style::snake_case); };
    const auto without = snake().without("preferred_transport").dump();
    EXPECT_EQ(stored(without),
              without.substr(0, without.size() - 1) + R"(,"preferred_transport":"JSONRPC"})");

    const auto before = R"({"preferred_transport" : )";
    const auto after = R"( ,"protocol_version":"0.3.0","name":"W","url":"https://w.example"})";
    EXPECT_EQ(
        stored(std::string{before} + "null" + after),
        R"({"preferred_transport":"JSONRPC","protocol_version":"0.3.0","name":"W","url":"https://w.example"})");
    EXPECT_EQ(
        stored(std::string{before} + R"("")" + after),
        R"({"preferred_transport":"","protocol_version":"0.3.0","name":"W","url":"https://w.example"})");

    const auto given = snake().transport("GRPC").dump();
    EXPECT_EQ(stored(given), given);
}

TEST(StoredCard, InNoOtherDialectGetsAnything)
{
    for (const auto& body :
         {test::card("W").without("preferredTransport").dump(),
          test::card("W").without("preferredTransport").member("push_notifications", "1").dump(),
          test::card("W").dialect(Style::v1_0).dump(),
          std::string{R"({"name":"W","url":"https://w.example"})"},
          std::string{R"({"name":"W","supported_interfaces":[{"url":"https://w.example"}]})"}}) {
        EXPECT_EQ(stored(body), body);
    }
}

TEST(Envelope, IsDetected)
{
    const auto bare = test::card("Weather").dump();
    const auto examined = [](const std::string& body) { return examine(body, Rules{}).value(); };
    EXPECT_EQ(examined(bare).id, std::nullopt);
    EXPECT_EQ(examined("{\"agent_card\":" + bare + "}").id, std::nullopt);
    EXPECT_EQ(examined("{\"agent_card\":" + bare + ",\"id\":\"x\"}").id, "x");
    EXPECT_EQ(examined("{\"agent_card\":" + bare + ",\"id\":7}").id, std::nullopt);

    // With a name it is a bare card that happens to have such members.
    const auto own = test::card("Own").member("agent_card", "{}").member("id", "\"x\"").dump();
    EXPECT_EQ(examined(own).id, std::nullopt);
    EXPECT_EQ(examined(own).verdict.projection.name, "Own");
}

TEST(Envelope, PointersAreRelativeToTheCard)
{
    const auto verdict = examine(test::card("W").url("x").wrapped(), Rules{}).value().verdict;
    ASSERT_EQ(verdict.errors.size(), 1U);
    EXPECT_EQ(verdict.errors[0].pointer, "/url");
}

TEST(Examine, SaysWhatIsNoJson)
{
    const auto answer = examine(R"({"name":"a","skills":[{"id":"a","id":"b"}]})", Rules{});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::bad_json);
    ASSERT_EQ(answer.error().issues.size(), 1U);
    EXPECT_EQ(answer.error().issues[0].pointer, "/skills/0/id");
    EXPECT_EQ(answer.error().issues[0].rule, "json-duplicate");
}

TEST(AcceptedCards, AreFaithfulInEveryMode)
{
    std::size_t accepted = 0;
    for (const auto style : {Style::v0_3, Style::v1_0, Style::snake_case}) {
        const auto one = [&] { return test::card("W").dialect(style); };
        for (const auto& body :
             {one().dump(), one().wrapped(),
              one().provider("P").capability("streaming").extension("urn:x").dump(),
              one().interface("grpc:1", "GRPC").is_signed().dump(),
              one().without("preferred_transport").dump(), one().member("preferred_transport", "null").dump(),
              one().member("preferred_transport", "7").dump(),
              one().member("skills", R"(["a",{"id":1},{"id":"b","tags":null}])").dump(),
              one().member("capabilities", R"(["a_b",7])").member("version", "2.0").dump(),
              one().member("protocolVersion", "7").member("protocol_version", R"("0.3")").dump(),
              one()
                  .member("supportedInterfaces", R"([{"url":7},{"url":"http://a","transport":null}])")
                  .dump()}) {
            accepted += test::expect_faithful(body);
        }
    }
    EXPECT_GT(accepted, 50U);
}

} // namespace
} // namespace a2a::card
