// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <random>
#include <set>
#include <string>
#include <string_view>

namespace a2a::json {
namespace {

using namespace std::string_literals;

struct Accepted {
    const char* name;
    std::string source;
};
void PrintTo(const Accepted& row, std::ostream* out)
{
    *out << row.name;
}

class JsonAccepts : public testing::TestWithParam<Accepted> {};

TEST_P(JsonAccepts, WhatRfc8259Allows)
{
    const auto document = parse(GetParam().source);
    ASSERT_TRUE(document) << document.error().reason;
    const auto minified = minify(document->root().raw());
    const auto again = parse(minified);
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_EQ(minify(minified), minified);
}

INSTANTIATE_TEST_SUITE_P(
    Sources, JsonAccepts,
    testing::Values(Accepted{"Null", "null"}, Accepted{"True", "true"}, Accepted{"False", "false"},
                    Accepted{"Zero", "0"}, Accepted{"MinusZero", "-0"}, Accepted{"Fraction", "-0.5e-3"},
                    Accepted{"ExponentPlus", "1E+2"}, Accepted{"ZeroExponent", "0e1"},
                    Accepted{"ThirtyDigits", "123456789012345678901234567890"},
                    Accepted{"BeyondSixtyFourBits", "[18446744073709551616]"},
                    Accepted{"LargestDouble", "1.7976931348623157e308"}, Accepted{"Underflow", "1e-400"},
                    Accepted{"ZeroWithHugeExponent", "0.000e999999999999999999999"},
                    Accepted{"NegativeHugeExponent", "-1e-999999999999999999999"},
                    Accepted{"ManyZerosThenExponent", "0." + std::string(400, '0') + "1e300"},
                    Accepted{"LongButFinite", std::string(308, '9')}, Accepted{"EmptyString", R"("")"},
                    Accepted{"Escapes", R"("\"\\\/\b\f\n\r\t\u0041")"}, Accepted{"EscapedNul", R"("\u0000")"},
                    Accepted{"SurrogatePair", R"("\uD83D\ude00")"}, Accepted{"NonCharacter", R"("\uFFFF")"},
                    Accepted{"RawUtf8", "\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF\""},
                    Accepted{"Delete", "\"\x7F\""}, Accepted{"EmptyArray", "[]"},
                    Accepted{"EmptyObject", "{}"}, Accepted{"EmptyName", R"({"":1})"},
                    Accepted{"NamesDifferInCase", R"({"a":1,"A":2})"},
                    Accepted{"SameNameElsewhere", R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})"},
                    Accepted{"SpaceEverywhere", " \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : { } } \n"}),
    [](const auto& test) { return test.param.name; });

struct Refused {
    const char* name;
    std::string source;
    std::string_view rule;
    std::size_t offset;
    std::string_view pointer;
};
void PrintTo(const Refused& row, std::ostream* out)
{
    *out << row.name;
}

class JsonRefuses : public testing::TestWithParam<Refused> {};

TEST_P(JsonRefuses, NamingRuleAndPlace)
{
    const auto document = parse(GetParam().source);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().rule, GetParam().rule) << document.error().reason;
    EXPECT_EQ(document.error().offset, GetParam().offset);
    EXPECT_EQ(document.error().pointer, GetParam().pointer);
    EXPECT_FALSE(document.error().reason.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, JsonRefuses,
    testing::Values(Refused{"Nothing", "", "json-syntax", 0, ""},
                    Refused{"OnlySpace", " \n", "json-syntax", 2, ""},
                    Refused{"Word", "nul", "json-syntax", 0, ""},
                    Refused{"WordTooLong", "nulll", "json-trailing", 4, ""},
                    Refused{"UpperCase", "[True]", "json-syntax", 1, "/0"},
                    Refused{"Nan", "[NaN]", "json-syntax", 1, "/0"},
                    Refused{"Infinity", R"({"a":Infinity})", "json-syntax", 5, "/a"},
                    Refused{"MinusInfinity", "-Infinity", "json-number", 1, ""},
                    Refused{"SingleQuotes", "'a'", "json-syntax", 0, ""},
                    Refused{"Comment", "[1,/**/2]", "json-syntax", 3, "/1"},
                    Refused{"TrailingCommaInArray", "[1,]", "json-syntax", 3, "/1"},
                    Refused{"TrailingCommaInObject", R"({"a":1,})", "json-syntax", 7, ""},
                    Refused{"TwoCommas", "[1,,2]", "json-syntax", 3, "/1"},
                    Refused{"LeadingComma", "[,1]", "json-syntax", 1, "/0"},
                    Refused{"NoComma", "[1 2]", "json-syntax", 3, ""},
                    Refused{"NoColon", R"({"a" 1})", "json-syntax", 5, ""},
                    Refused{"NoValue", R"({"a":})", "json-syntax", 5, "/a"},
                    Refused{"BareName", "{a:1}", "json-syntax", 1, ""},
                    Refused{"NumberAsName", "{1:1}", "json-syntax", 1, ""},
                    Refused{"Unclosed", R"({"a":[1)", "json-syntax", 7, "/a"},
                    Refused{"WrongCloser", "[1}", "json-syntax", 2, ""},
                    Refused{"CloserAlone", "]", "json-syntax", 0, ""},
                    Refused{"EscapedPointer", R"({"a/b~c":[1,x]})", "json-syntax", 12, "/a~1b~0c/1"},
                    Refused{"VerticalTab", "\v1", "json-syntax", 0, ""},
                    Refused{"FormFeed", "[1\f]", "json-syntax", 2, ""},
                    Refused{"NoBreakSpace",
                            "\xC2\xA0"
                            "1",
                            "json-syntax", 0, ""},
                    Refused{"ByteOrderMark", "\xEF\xBB\xBF{}", "json-bom", 0, ""},
                    Refused{"SecondValue", "{} {}", "json-trailing", 3, ""},
                    Refused{"NulAfter", "{}\0"s, "json-trailing", 2, ""},
                    Refused{"NulBefore", "\0{}"s, "json-syntax", 0, ""},
                    Refused{"NulWithin", "[1,\0]"s, "json-syntax", 3, "/1"},
                    Refused{"CommaAfter", "[],", "json-trailing", 2, ""}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Numbers, JsonRefuses,
    testing::Values(Refused{"LeadingZero", "[01]", "json-number", 1, "/0"},
                    Refused{"MinusLeadingZero", "-00", "json-number", 0, ""},
                    Refused{"Plus", "+1", "json-syntax", 0, ""}, Refused{"Minus", "-", "json-number", 1, ""},
                    Refused{"NoFraction", "1.", "json-number", 2, ""},
                    Refused{"NoInteger", ".5", "json-syntax", 0, ""},
                    Refused{"NoExponent", "1e", "json-number", 2, ""},
                    Refused{"SignedNoExponent", "1e+", "json-number", 3, ""},
                    Refused{"Hexadecimal", "0x10", "json-trailing", 1, ""},
                    Refused{"TooLarge", R"({"n":1e400})", "json-range", 5, "/n"},
                    Refused{"TooSmall", "-1e400", "json-range", 0, ""},
                    Refused{"JustTooLarge", "1.8e308", "json-range", 0, ""},
                    Refused{"ManyDigits", std::string(400, '9'), "json-range", 0, ""},
                    Refused{"ManyDigitsAndFraction", std::string(310, '1') + ".5", "json-range", 0, ""},
                    Refused{"HugeExponent", "1e99999999999999999999999", "json-range", 0, ""}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Strings, JsonRefuses,
    testing::Values(Refused{"Unclosed", R"(["a)", "json-syntax", 3, "/0"},
                    Refused{"EndsInEscape", R"("a\)", "json-syntax", 2, ""},
                    Refused{"UnknownEscape", R"("\x41")", "json-syntax", 1, ""},
                    Refused{"ShortUnicodeEscape", R"("\u12")", "json-syntax", 2, ""},
                    Refused{"SignInUnicodeEscape", R"("\u-123")", "json-syntax", 2, ""},
                    Refused{"SpaceInUnicodeEscape", R"("\u 123")", "json-syntax", 2, ""},
                    Refused{"LoneHighSurrogate", R"("\uD800")", "json-surrogate", 1, ""},
                    Refused{"LoneLowSurrogate", R"({"a":"x\uDC00"})", "json-surrogate", 7, "/a"},
                    Refused{"TwoHighSurrogates", R"("\uD83D\uD83D")", "json-surrogate", 1, ""},
                    Refused{"SurrogateInName", R"({"\uDEAD":1})", "json-surrogate", 2, ""},
                    Refused{"LineFeed", "\"a\nb\"", "json-control", 2, ""},
                    Refused{"Tab", "\"\t\"", "json-control", 1, ""},
                    Refused{"NulInString", "\"\0\""s, "json-control", 1, ""},
                    Refused{"ControlAfterEightPlain", "\"12345678901\x1F\"", "json-control", 12, ""},
                    Refused{"ContinuationAlone", "\"\x80\"", "json-utf8", 1, ""},
                    Refused{"Truncated", "\"\xE2\x82\"", "json-utf8", 1, ""},
                    Refused{"TruncatedAtTheEnd", "\"\xE2\x82", "json-utf8", 1, ""},
                    Refused{"Overlong", "\"\xC0\xAF\"", "json-utf8", 1, ""},
                    Refused{"OverlongThree", "\"\xE0\x80\xAF\"", "json-utf8", 1, ""},
                    Refused{"OverlongFour", "\"\xF0\x80\x80\xAF\"", "json-utf8", 1, ""},
                    Refused{"RawSurrogate", "\"\xED\xA0\x80\"", "json-utf8", 1, ""},
                    Refused{"BeyondUnicode", "\"\xF4\x90\x80\x80\"", "json-utf8", 1, ""},
                    Refused{"FiveBytes", "\"\xF8\x88\x80\x80\x80\"", "json-utf8", 1, ""},
                    Refused{"Latin1", "[\"12345678\xE4\"]", "json-utf8", 10, "/0"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Duplicates, JsonRefuses,
    testing::Values(Refused{"AtTheRoot", R"({"a":1,"b":2,"a":3})", "json-duplicate", 13, "/a"},
                    Refused{"Deep", R"({"x":[0,{"y":{"a":1,"a":1}}]})", "json-duplicate", 20, "/x/1/y/a"},
                    Refused{"SpelledDifferently", R"({"a":1,"\u0061":2})", "json-duplicate", 7, "/a"},
                    Refused{"Empty", R"({"":1,"":2})", "json-duplicate", 6, "/"},
                    Refused{"BothEscaped", R"({"\n":1,"\u000a":2})", "json-duplicate", 8, "/\n"},
                    Refused{"EarliestIsNamed", R"({"b":1,"a":1,"a":2,"b":2})", "json-duplicate", 13, "/a"}),
    [](const auto& test) { return test.param.name; });

std::string object_of(std::size_t members)
{
    std::string source = "{";
    for (std::size_t i = 0; i < members; ++i)
        source += (i == 0 ? "\"m" : ",\"m") + std::to_string(i) + "\":0";
    return source + "}";
}

TEST(JsonDuplicates, AreFoundInObjectsOfEverySize)
{
    for (const std::size_t members : {1U, 2U, 23U, 24U, 25U, 26U, 100U, 5000U}) {
        auto source = object_of(members);
        EXPECT_TRUE(parse(source)) << members;
        source.back() = ',';
        source += R"("m0":1})";
        const auto twice = parse(source);
        ASSERT_FALSE(twice) << members;
        EXPECT_EQ(twice.error().rule, "json-duplicate");
        EXPECT_EQ(twice.error().pointer, "/m0");
        EXPECT_EQ(twice.error().offset, source.rfind("\"m0\""));
    }
}

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + "0" + std::string(depth, ']');
}

TEST(JsonDepth, IsLimited)
{
    EXPECT_TRUE(parse(nested(4), {.depth_max = 5}));
    EXPECT_TRUE(parse(nested(5), {.depth_max = 5}));
    const auto deep = parse(nested(6), {.depth_max = 5});
    ASSERT_FALSE(deep);
    EXPECT_EQ(deep.error().rule, "json-depth");
    EXPECT_EQ(deep.error().offset, 5U);
    EXPECT_EQ(deep.error().pointer, "/0/0/0/0/0");
}

TEST(JsonDepth, CostsNoStack)
{
    const auto source = nested(1'000'000);
    const auto document = parse(source, {.depth_max = source.size()});
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().depth(), 1'000'000U);
}

TEST(JsonFault, NeverEchoesLongNames)
{
    const auto source = "{\"" + std::string(99, 'a') + "\xC3\xA4" + std::string(5000, 'b') + "\":x}";
    const auto document = parse(source);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().pointer, "/" + std::string(99, 'a') + "…");
}

// Whatever bytes come: an answer, and one that stays the same when read again.
TEST(JsonParse, SurvivesMutations)
{
    const std::string seed = R"({"a":[1,-2.5e3,"x\u00e9\n",{"b":null,"":true}],"é":"€😀","c":{"d":{}}})";
    std::mt19937 random{7}; // NOLINT: the same mutations on every run
    std::size_t accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto mutant = seed;
        for (auto edits = random() % 3 + 1; edits > 0; --edits) {
            const auto at = random() % mutant.size();
            if (random() % 3 == 0) {
                mutant.erase(at, 1);
            } else {
                mutant[at] = static_cast<char>(random() % 256);
            }
        }
        const auto document = parse(mutant);
        if (!document) {
            EXPECT_LE(document.error().offset, mutant.size());
            continue;
        }
        ++accepted;
        const auto minified = minify(mutant);
        ASSERT_TRUE(parse(minified)) << mutant;
        EXPECT_EQ(minify(minified), minified);
    }
    EXPECT_GT(accepted, 100U);
}

TEST(JsonParse, RefusesEveryTruncation)
{
    const std::string whole = R"({"a":[1,"x\u00e9",{"b":null}],"c":true})";
    ASSERT_TRUE(parse(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string exactly{whole.substr(0, size)}; // so that a sanitizer sees reads past it
        EXPECT_FALSE(parse(exactly)) << size;
    }
}

} // namespace
} // namespace a2a::json
