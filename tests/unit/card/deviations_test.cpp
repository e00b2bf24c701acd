// SPDX-License-Identifier: Apache-2.0
// What a card is warned of, and what is fine.
#include "rules_case.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace a2a::card::rules {
namespace {

class CardDeviations : public testing::TestWithParam<Case> {};

// Accepted with a warning, but for strict, which refuses.
TEST_P(CardDeviations, AreWarningsUnlessStrict)
{
    for (const auto validation : {Validation::standard, Validation::lenient}) {
        const auto verdict = verdict_of(GetParam().card, validation);
        EXPECT_EQ(lines(verdict.errors), std::vector<std::string>{});
        EXPECT_EQ(lines(verdict.warnings), GetParam().expected);
        ASSERT_NE(verdict.parsed, nullptr);
        EXPECT_EQ(verdict.parsed->warnings, verdict.warnings);
    }
    const auto strict = verdict_of(GetParam().card, Validation::strict);
    EXPECT_EQ(lines(strict.errors), GetParam().expected);
    EXPECT_EQ(strict.parsed, nullptr);
}

INSTANTIATE_TEST_SUITE_P(
    Cards, CardDeviations,
    testing::Values(
        Case{"Smallest",
             R"({"name":"Weather","url":"https://w.example"})",
             {"/description description-missing", "/version version-missing",
              "/protocolVersion protocol-version-missing", "/capabilities capabilities-missing",
              "/defaultInputModes input-modes-missing", "/defaultOutputModes output-modes-missing",
              "/skills skills-missing"}},
        Case{"SnakeCaseNamesItsOwn",
             complete()
                 .dialect(Style::snake_case)
                 .without("default_input_modes")
                 .without("protocol_version")
                 .dump(),
             {"/protocol_version protocol-version-missing", "/default_input_modes input-modes-missing"}},
        Case{"SkillMembersMissing",
             with_skill(R"({"id":"a"})").dump(),
             {"/skills/0/name skill-name-missing", "/skills/0/description skill-description-missing",
              "/skills/0/tags skill-tags-missing"}},
        Case{"InterfaceVersionMissing",
             complete()
                 .dialect(Style::v1_0)
                 .member("supportedInterfaces", R"([{"url":"http://a","protocolBinding":"GRPC"}])")
                 .dump(),
             {"/supportedInterfaces/0/protocolVersion protocol-version-missing"}},
        Case{"InterfaceUrlMissing",
             complete()
                 .dialect(Style::v1_0)
                 .member("supportedInterfaces",
                         R"([{"url":"http://a","protocolVersion":"1.0"},{"protocolVersion":"1.0"}])")
                 .dump(),
             {"/supportedInterfaces/1/url interface-url-missing"}},
        Case{"EmptySkills", complete().member("skills", "[]").dump(), {"/skills empty-array"}},
        Case{"EmptyModes",
             complete().input_modes({}).output_modes({}).dump(),
             {"/defaultInputModes empty-array", "/defaultOutputModes empty-array"}},
        Case{"EmptyTags", complete().skill("a", {}).dump(), {"/skills/0/tags empty-array"}},
        Case{"NullOptional",
             complete()
                 .member("provider", "null")
                 .member("documentationUrl", "null")
                 .member("signatures", "null")
                 .dump(),
             {"/provider null-member", "/signatures null-member", "/documentationUrl null-member"}},
        Case{"NullTransport",
             complete().member("preferredTransport", "null").dump(),
             {"/preferredTransport null-member"}},
        Case{"NullCapability",
             complete().member("capabilities", R"({"streaming":null,"own":null})").dump(),
             {"/capabilities/streaming null-member"}},
        Case{"NullSkillModes",
             with_skill(
                 R"({"id":"a","name":"a","description":"b","tags":["c"],"inputModes":null,"examples":null})")
                 .dump(),
             {"/skills/0/examples null-member", "/skills/0/inputModes null-member"}},
        Case{"CapabilitiesAsArray",
             complete().member("capabilities", R"(["streaming"])").dump(),
             {"/capabilities capabilities-array"}},
        Case{"SecuritySchemesAsArray",
             complete().member("securitySchemes", "[]").dump(),
             {"/securitySchemes security-schemes-array"}},
        Case{"CapabilityAsText",
             complete()
                 .member("capabilities", R"({"streaming":"TRUE","pushNotifications":"False","own":"true"})")
                 .dump(),
             {"/capabilities/streaming capability-string",
              "/capabilities/pushNotifications capability-string", "/capabilities/own capability-string"}},
        Case{"NumericVersion", complete().member("version", "1.10").dump(), {"/version version-number"}},
        Case{"ModesThatAreNoMediaTypes",
             complete().input_modes({"text", "text/plain", "a/", "/b", "a b/c"}).dump(),
             {"/defaultInputModes/0 mode-media-type", "/defaultInputModes/2 mode-media-type",
              "/defaultInputModes/3 mode-media-type", "/defaultInputModes/4 mode-media-type"}},
        Case{"InterfacesContradict",
             complete()
                 .url("http://a")
                 .transport("JSONRPC")
                 .member("additionalInterfaces", R"([{"url":"http://a","transport":"GRPC"}])")
                 .dump(),
             {"/url interfaces-contradict"}}),
    [](const auto& test) { return test.param.name; });

class CardsWithoutFault : public testing::TestWithParam<Case> {};

TEST_P(CardsWithoutFault, PassEveryMode)
{
    for (const auto validation : {Validation::standard, Validation::strict, Validation::lenient}) {
        const auto verdict = verdict_of(GetParam().card, validation);
        EXPECT_EQ(lines(verdict.errors), std::vector<std::string>{});
        EXPECT_EQ(lines(verdict.warnings), std::vector<std::string>{});
        EXPECT_NE(verdict.parsed, nullptr);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Cards, CardsWithoutFault,
    testing::Values(
        Case{"V03", complete().dump(), {}}, Case{"V10", complete().dialect(Style::v1_0).dump(), {}},
        Case{"SnakeCase", complete().dialect(Style::snake_case).dump(), {}},
        Case{"Wrapped", complete().wrapped(), {}},
        Case{"UnknownMembers",
             complete().member("x", R"({"any":[null,1e300]})").member("", "null").dump(),
             {}},
        Case{"OwnCapabilities",
             complete()
                 .member("capabilities", R"({"languages":["en"],"rag":"v2","limit":7,"own":true})")
                 .dump(),
             {}},
        Case{"ModeWithParameter", complete().input_modes({"text/plain; charset=utf-8", "*/*"}).dump(), {}},
        Case{"SameUrlTwice", complete().interface("https://agent.example/a2a", "HTTP+JSON").dump(), {}},
        Case{"OneAbsoluteUrl", complete().interface("grpc.example:443", "GRPC").dump(), {}},
        Case{"BlankSkillId", complete().skill(" ").dump(), {}}),
    [](const auto& test) { return test.param.name; });

TEST(CardIssues, AreListedUpToAMaximum)
{
    std::string interfaces = "[";
    for (int i = 0; i < 5000; ++i) interfaces += i == 0 ? "1" : ",1";
    const auto verdict = verdict_of(complete().member("additionalInterfaces", interfaces + "]").dump());
    ASSERT_EQ(verdict.errors.size(), 4097U);
    EXPECT_EQ(verdict.errors.back().message, "904 more are not listed");
    EXPECT_EQ(verdict.errors.back().rule, "list-cut");
}

} // namespace
} // namespace a2a::card::rules
