// SPDX-License-Identifier: Apache-2.0
// What refuses a card: always, or unless the mode is lenient.
#include "rules_case.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace a2a::card::rules {
namespace {

class CardFaults : public testing::TestWithParam<Case> {};

// Refused in every mode.
TEST_P(CardFaults, AreErrorsInEveryMode)
{
    for (const auto validation : {Validation::standard, Validation::strict, Validation::lenient}) {
        const auto verdict = verdict_of(GetParam().card, validation);
        EXPECT_EQ(lines(verdict.errors), GetParam().expected);
        EXPECT_EQ(verdict.parsed, nullptr);
        const auto refused = parse(GetParam().card, Rules{.validation = validation});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, Errc::card_invalid);
        EXPECT_EQ(refused.error().issues, verdict.errors);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Cards, CardFaults,
    testing::Values(
        Case{"Array", "[]", {" card-not-object"}}, Case{"Text", R"("card")", {" card-not-object"}},
        Case{"Null", "null", {" card-not-object"}},
        Case{"WrappedNumber", R"({"agent_card":7})", {" card-not-object"}},
        Case{"NameMissing", complete().without("name").dump(), {"/name name-missing"}},
        Case{"NameNull", complete().member("name", "null").dump(), {"/name name-missing"}},
        Case{"NameEmpty", complete().member("name", R"("")").dump(), {"/name name-blank"}},
        Case{"NameBlank", complete().member("name", R"(" \t\u00a0\u3000")").dump(), {"/name name-blank"}},
        Case{"NameNumber", complete().member("name", "7").dump(), {"/name wrong-type"}},
        Case{"UrlMissing", complete().without("url").dump(), {"/url url-missing"}},
        Case{"InterfacesMissing",
             complete()
                 .dialect(Style::v1_0)
                 .member("supportedInterfaces",
                         R"([{"protocolBinding":"GRPC","protocolVersion":"1.0","url":"grpc.example:443"}])")
                 .dump(),
             {"/supportedInterfaces/0/url url-relative"}},
        Case{"UrlEmpty", complete().url("").dump(), {"/url url-relative"}},
        Case{"UrlRelative", complete().url("/a2a").dump(), {"/url url-relative"}},
        Case{"UrlWithoutHost", complete().url("https:///a2a").dump(), {"/url url-relative"}},
        Case{"UrlWithoutSlashes", complete().url("mailto:a@b.example").dump(), {"/url url-relative"}},
        Case{"UrlTemplate", complete().url("{BASE_URL}/a2a").dump(), {"/url url-relative"}},
        Case{"EveryUrlRelative",
             complete().url("a").interface("b", "GRPC").dump(),
             {"/url url-relative", "/additionalInterfaces/0/url url-relative",
              "/additionalInterfaces/1/url url-relative"}},
        Case{"SkillIdMissing",
             with_skill(R"({"name":"a","description":"b","tags":["c"]})").dump(),
             {"/skills/0/id skill-id-missing"}},
        Case{"SkillIdNull",
             with_skill(R"({"id":null,"name":"a","description":"b","tags":["c"]})").dump(),
             {"/skills/0/id skill-id-missing"}},
        Case{"SkillIdEmpty",
             with_skill(R"({"id":"","name":"a","description":"b","tags":["c"]})").dump(),
             {"/skills/0/id skill-id-missing"}},
        Case{
            "EveryFaultIsNamed",
            complete()
                .url("x")
                .member("name", "1")
                .member(
                    "skills",
                    R"([{"name":"a","description":"b","tags":["c"]},{"id":"","name":"a","description":"b","tags":["c"]}])")
                .dump(),
            {"/name wrong-type", "/url url-relative", "/skills/0/id skill-id-missing",
             "/skills/1/id skill-id-missing"}}),
    [](const auto& test) { return test.param.name; });

class CardTypes : public testing::TestWithParam<Case> {};

// Refused, but for lenient, which warns.
TEST_P(CardTypes, AreErrorsUnlessLenient)
{
    for (const auto validation : {Validation::standard, Validation::strict}) {
        const auto verdict = verdict_of(GetParam().card, validation);
        EXPECT_EQ(lines(verdict.errors), GetParam().expected);
        EXPECT_EQ(verdict.parsed, nullptr);
    }
    const auto lenient = verdict_of(GetParam().card, Validation::lenient);
    EXPECT_EQ(lines(lenient.errors), std::vector<std::string>{});
    EXPECT_EQ(lines(lenient.warnings), GetParam().expected);
    ASSERT_NE(lenient.parsed, nullptr);
    EXPECT_EQ(project(lenient.parsed->bytes), lenient.projection);
}

INSTANTIATE_TEST_SUITE_P(
    Cards, CardTypes,
    testing::Values(
        Case{"Description", complete().member("description", "[]").dump(), {"/description wrong-type"}},
        Case{"DescriptionNull", complete().member("description", "null").dump(), {"/description wrong-type"}},
        Case{"Version", complete().member("version", "true").dump(), {"/version wrong-type"}},
        Case{"ProtocolVersion",
             complete().member("protocolVersion", "0.3").dump(),
             {"/protocolVersion wrong-type"}},
        Case{"PreferredTransport",
             complete().member("preferredTransport", "{}").dump(),
             {"/preferredTransport wrong-type"}},
        Case{"UrlBesideAnother",
             complete()
                 .member("url", "7")
                 .member("additionalInterfaces", R"([{"url":"http://a","transport":"GRPC"}])")
                 .dump(),
             {"/url wrong-type"}},
        Case{"AdditionalInterfaces",
             complete().member("additionalInterfaces", "{}").dump(),
             {"/additionalInterfaces wrong-type"}},
        Case{"AdditionalInterface",
             complete().member("additionalInterfaces", R"(["http://a"])").dump(),
             {"/additionalInterfaces/0 wrong-type"}},
        Case{"AdditionalUrl",
             complete().member("additionalInterfaces", R"([{"url":1,"transport":"GRPC"}])").dump(),
             {"/additionalInterfaces/0/url wrong-type"}},
        Case{"AdditionalTransport",
             complete().member("additionalInterfaces", R"([{"url":"http://a","transport":1}])").dump(),
             {"/additionalInterfaces/0/transport wrong-type"}},
        Case{"ProtocolBinding",
             complete()
                 .dialect(Style::v1_0)
                 .member("supportedInterfaces",
                         R"([{"url":"http://a","protocolBinding":1,"protocolVersion":"1.0"}])")
                 .dump(),
             {"/supportedInterfaces/0/protocolBinding wrong-type"}},
        Case{"InterfaceVersion",
             complete()
                 .dialect(Style::v1_0)
                 .member("supportedInterfaces",
                         R"([{"url":"http://a","protocolBinding":"GRPC","protocolVersion":1.0}])")
                 .dump(),
             {"/supportedInterfaces/0/protocolVersion wrong-type"}},
        Case{"Provider", complete().member("provider", R"("Acme")").dump(), {"/provider wrong-type"}},
        Case{"Organization",
             complete().member("provider", R"({"organization":1})").dump(),
             {"/provider/organization wrong-type"}},
        Case{"Capabilities",
             complete().member("capabilities", R"("all")").dump(),
             {"/capabilities wrong-type"}},
        Case{"Capability",
             complete()
                 .member("capabilities",
                         R"({"streaming":1,"push_notifications":"yes","extendedAgentCard":{}})")
                 .dump(),
             {"/capabilities/streaming wrong-type", "/capabilities/push_notifications wrong-type",
              "/capabilities/extendedAgentCard wrong-type"}},
        Case{"Extensions",
             complete().member("capabilities", R"({"extensions":{}})").dump(),
             {"/capabilities/extensions wrong-type"}},
        Case{"Extension",
             complete().member("capabilities", R"({"extensions":["urn:x"]})").dump(),
             {"/capabilities/extensions/0 wrong-type"}},
        Case{"ExtensionUri",
             complete().member("capabilities", R"({"extensions":[{"uri":1}]})").dump(),
             {"/capabilities/extensions/0/uri wrong-type"}},
        Case{"Modes",
             complete().member("defaultInputModes", R"("text/plain")").dump(),
             {"/defaultInputModes wrong-type"}},
        Case{"Mode",
             complete().member("defaultOutputModes", R"(["text/plain",null])").dump(),
             {"/defaultOutputModes/1 wrong-type"}},
        Case{"Skills", complete().member("skills", "{}").dump(), {"/skills wrong-type"}},
        Case{"SkillsNull", complete().member("skills", "null").dump(), {"/skills wrong-type"}},
        Case{"SkillAsText", with_skill(R"("forecast")").dump(), {"/skills/0 wrong-type"}},
        Case{"SkillId",
             with_skill(R"({"id":7,"name":"a","description":"b","tags":["c"]})").dump(),
             {"/skills/0/id wrong-type"}},
        Case{"SkillName",
             with_skill(R"({"id":"a","name":1,"description":"b","tags":["c"]})").dump(),
             {"/skills/0/name wrong-type"}},
        Case{"SkillDescription",
             with_skill(R"({"id":"a","name":"a","description":1,"tags":["c"]})").dump(),
             {"/skills/0/description wrong-type"}},
        Case{"SkillTags",
             with_skill(R"({"id":"a","name":"a","description":"b","tags":"c"})").dump(),
             {"/skills/0/tags wrong-type"}},
        Case{"SkillTag",
             with_skill(R"({"id":"a","name":"a","description":"b","tags":["c",1]})").dump(),
             {"/skills/0/tags/1 wrong-type"}},
        Case{"SkillExamples",
             with_skill(R"({"id":"a","name":"a","description":"b","tags":["c"],"examples":[{}]})").dump(),
             {"/skills/0/examples/0 wrong-type"}},
        Case{"SkillModes",
             with_skill(R"({"id":"a","name":"a","description":"b","tags":["c"],"input_modes":1})").dump(),
             {"/skills/0/input_modes wrong-type"}},
        Case{"Signatures", complete().member("signatures", "{}").dump(), {"/signatures wrong-type"}},
        Case{
            "SignatureNull", complete().member("signatures", "[null]").dump(), {"/signatures/0 wrong-type"}}),
    [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a::card::rules
