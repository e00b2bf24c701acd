// SPDX-License-Identifier: Apache-2.0
#include "card/card.hpp"
#include "support/cards.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::card {
namespace {

using Style = test::CardBuilder::Style;
using Texts = std::vector<std::string>;
using Interfaces = std::vector<Interface>;

TEST(Projection, IsTheSameForEveryDialect)
{
    const auto projection_of = [](Style style) {
        return project(
            test::card("Weather")
                .dialect(style)
                .protocol("1.0")
                .provider("Acme")
                .capability(style == Style::snake_case ? "push_notifications" : "pushNotifications")
                .extension("urn:x")
                .interface("https://b.example", "GRPC")
                .is_signed()
                .skill("forecast", {"weather", "rain"})
                .dump());
    };
    auto expected = projection_of(Style::v1_0);
    EXPECT_EQ(expected.dialect, Dialect::v1_0);
    EXPECT_EQ(expected.name, "Weather");
    EXPECT_EQ(expected.version, "1.0.0");
    EXPECT_EQ(expected.provider, "Acme");
    EXPECT_EQ(expected.interfaces, (Interfaces{{"https://agent.example/a2a", "JSONRPC", "1.0"},
                                               {"https://b.example", "GRPC", "1.0"}}));
    EXPECT_EQ(expected.capabilities, Texts{"pushNotifications"});
    EXPECT_EQ(expected.extensions, Texts{"urn:x"});
    EXPECT_EQ(expected.input_modes, Texts{"text/plain"});
    ASSERT_EQ(expected.skills.size(), 1U);
    EXPECT_EQ(expected.skills[0].tags, (Texts{"weather", "rain"}));
    EXPECT_TRUE(expected.is_signed);
    expected.dialect = Dialect::v0_3;
    EXPECT_EQ(projection_of(Style::v0_3), expected);
    expected.dialect = Dialect::snake_case;
    EXPECT_EQ(projection_of(Style::snake_case), expected);
}

struct DialectCase {
    const char* name;
    std::string_view members; // beside the name
    Dialect dialect;
    Interfaces interfaces;
};
void PrintTo(const DialectCase& row, std::ostream* out)
{
    *out << row.name;
}

class CardDialect : public testing::TestWithParam<DialectCase> {};

TEST_P(CardDialect, AndItsInterfaces)
{
    const auto card = project(R"({"name":"A",)" + std::string{GetParam().members} + "}");
    EXPECT_EQ(name_of(card.dialect), name_of(GetParam().dialect));
    EXPECT_EQ(card.interfaces, GetParam().interfaces);
}

INSTANTIATE_TEST_SUITE_P(
    Cards, CardDialect,
    testing::Values(
        DialectCase{
            "V10",
            R"("supportedInterfaces":[{"url":"http://a","protocolBinding":"GRPC","protocolVersion":"1.0"},{"url":"http://b"}])",
            Dialect::v1_0,
            {{"http://a", "GRPC", "1.0"}, {"http://b", "JSONRPC", ""}}},
        DialectCase{
            "V10InSnakeCase",
            R"("supported_interfaces":[{"url":"http://a","protocol_binding":"HTTP+JSON","protocol_version":"1.0"}])",
            Dialect::v1_0,
            {{"http://a", "HTTP+JSON", "1.0"}}},
        DialectCase{"V10NamesTransportAsBefore",
                    R"("supportedInterfaces":[{"url":"http://a","transport":"GRPC"}])",
                    Dialect::v1_0,
                    {{"http://a", "GRPC", ""}}},
        DialectCase{
            "V03",
            R"("url":"http://a","protocolVersion":"0.3.0","additionalInterfaces":[{"url":"http://a","transport":"jsonrpc"},{"url":"http://b","transport":"GRPC"}])",
            Dialect::v0_3,
            {{"http://a", "JSONRPC", "0.3.0"}, {"http://b", "GRPC", "0.3.0"}}},
        DialectCase{"ClaimsV10WithoutInterfaces",
                    R"("url":"http://a","protocolVersion":"1.0")",
                    Dialect::v0_3,
                    {{"http://a", "JSONRPC", "1.0"}}},
        DialectCase{"V02",
                    R"("url":"http://a","defaultInputModes":[])",
                    Dialect::v0_2,
                    {{"http://a", "JSONRPC", "0.3"}}},
        DialectCase{"V02ByItsCapability",
                    R"("url":"http://a","capabilities":{"pushNotifications":false})",
                    Dialect::v0_2,
                    {{"http://a", "JSONRPC", "0.3"}}},
        DialectCase{"ProtocolVersionNull",
                    R"("url":"http://a","protocolVersion":null)",
                    Dialect::v0_2,
                    {{"http://a", "JSONRPC", "0.3"}}},
        DialectCase{
            "SnakeCase",
            R"("url":"http://a","protocol_version":"0.3.0","preferred_transport":"GRPC","additional_interfaces":[{"url":"http://b","transport":"X"}])",
            Dialect::snake_case,
            {{"http://a", "GRPC", "0.3.0"}, {"http://b", "X", "0.3.0"}}},
        DialectCase{"SnakeCaseWithoutVersion",
                    R"("url":"http://a","default_input_modes":[])",
                    Dialect::snake_case,
                    {{"http://a", "JSONRPC", ""}}},
        DialectCase{
            "HybridPrefersSupportedInterfaces",
            R"("url":"http://a","preferredTransport":"GRPC","protocolVersion":"0.3.0","supportedInterfaces":[{"url":"http://b","protocolBinding":"JSONRPC","protocolVersion":"1.0"}])",
            Dialect::hybrid,
            {{"http://b", "JSONRPC", "1.0"}, {"http://a", "GRPC", "0.3.0"}}},
        DialectCase{"HybridOfStyles",
                    R"("url":"http://a","protocolVersion":"0.3.0","preferred_transport":"GRPC")",
                    Dialect::hybrid,
                    {{"http://a", "GRPC", "0.3.0"}}},
        DialectCase{
            "CamelCaseWinsUnlessNull",
            R"("url":"http://a","preferredTransport":null,"preferred_transport":"B","protocolVersion":"1","protocol_version":"2")",
            Dialect::hybrid,
            {{"http://a", "B", "1"}}},
        DialectCase{"SupportedInterfacesNull",
                    R"("url":"http://a","protocolVersion":"0.3.0","supportedInterfaces":null)",
                    Dialect::v0_3,
                    {{"http://a", "JSONRPC", "0.3.0"}}},
        DialectCase{
            "Unknown", R"("url":"http://a","skills":[])", Dialect::unknown, {{"http://a", "JSONRPC", ""}}}),
    [](const auto& test) { return test.param.name; });

TEST(Projection, ReadsCapabilitiesHoweverTheyAreGiven)
{
    const auto capabilities_of = [](std::string_view json) {
        return project(test::card("A").member("capabilities", std::string{json}).dump()).capabilities;
    };
    EXPECT_EQ(capabilities_of(R"({"streaming":true,"pushNotifications":false})"), Texts{"streaming"});
    EXPECT_EQ(capabilities_of(R"({"push_notifications":true,"pushNotifications":true})"),
              Texts{"pushNotifications"});
    EXPECT_EQ(capabilities_of(R"({"streaming":"True","own":"TRUE","x":"FALSE","y":"yes","z":1,"":true})"),
              (Texts{"streaming", "own"}));
    EXPECT_EQ(capabilities_of(R"(["streaming","state_transition_history","","streaming",7])"),
              (Texts{"streaming", "stateTransitionHistory"}));
    EXPECT_EQ(capabilities_of("null"), Texts{});
}

TEST(Projection, ReadsEveryMemberOfASkill)
{
    const auto skills = project(test::card("A")
                                    .member("skills", R"([
        {"id":"a","name":"n","description":"d","tags":["t"],"examples":["e"],"inputModes":["i/i"],"output_modes":["o/o"]},
        "forecast",{"name":"no id"},{"id":7},{"id":"b"}])")
                                    .dump())
                            .skills;
    ASSERT_EQ(skills.size(), 2U);
    EXPECT_EQ(skills[0], (Skill{"a", "n", "d", {"t"}, {"e"}, {"i/i"}, {"o/o"}}));
    EXPECT_EQ(skills[1].id, "b");
}

TEST(Projection, KeepsTheSpellingOfANumericVersion)
{
    EXPECT_EQ(project(R"({"name":"A","version":1.10})").version, "1.10");
}

TEST(Projection, IsSignedByAtLeastOneSignature)
{
    EXPECT_TRUE(project(R"({"signatures":[{"protected":"e30","signature":"c2ln"}]})").is_signed);
    EXPECT_FALSE(project(R"({"signatures":[{}]})").is_signed);
    EXPECT_FALSE(project(R"({"signatures":[null,1]})").is_signed);
    EXPECT_FALSE(project(R"({"signatures":[]})").is_signed);
    EXPECT_FALSE(project(R"({"signatures":null})").is_signed);
    EXPECT_FALSE(project("{}").is_signed);
}

TEST(Projection, OfWhatIsNoCardIsEmpty)
{
    for (const auto stored : {"", "[]", "nonsense", "{}"}) EXPECT_EQ(project(stored), AgentCard{}) << stored;
}

TEST(Projection, IsPrintedAsJson)
{
    AgentCard card;
    card.name = "A \"b\"";
    card.interfaces = {{"http://a", "GRPC", "1.0"}, {"http://b", "JSONRPC", ""}};
    card.capabilities = {"streaming"};
    card.skills = {{"s", "n", "d", {"t", "u"}, {}, {}, {}}};
    EXPECT_EQ(print(card),
              R"({"name":"A \"b\"","description":"","version":"","provider":"",)"
              R"("interfaces":[{"url":"http://a","transport":"GRPC","protocol_version":"1.0"},)"
              R"({"url":"http://b","transport":"JSONRPC","protocol_version":""}],)"
              R"("capabilities":["streaming"],"extensions":[],"input_modes":[],"output_modes":[],)"
              R"("skills":[{"id":"s","name":"n","description":"d","tags":["t","u"],"examples":[],)"
              R"("input_modes":[],"output_modes":[]}],"signed":false})");
}

TEST(CamelCase, JoinsWordsAndNothingElse)
{
    EXPECT_EQ(camel_case("push_notifications"), "pushNotifications");
    EXPECT_EQ(camel_case("state_transition_history"), "stateTransitionHistory");
    EXPECT_EQ(camel_case("pushNotifications"), "pushNotifications");
    EXPECT_EQ(camel_case("_private"), "_private");
    EXPECT_EQ(camel_case("a_"), "a_");
    EXPECT_EQ(camel_case("a__b"), "a_B");
    EXPECT_EQ(camel_case("V_2"), "V_2");
    EXPECT_EQ(camel_case(""), "");
}

} // namespace
} // namespace a2a::card
