// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace a2a::json {
namespace {

Document document_of(std::string_view source)
{
    return parse(source).value();
}

TEST(JsonValue, KnowsItsKindAndSpan)
{
    const auto document =
        document_of(R"( {"n" : null, "b":true,"i": -12.50, "s":"a\tb", "a":[ 1 ], "o":{ }} )");
    const auto root = document.root();
    EXPECT_TRUE(root.is(Kind::object));
    EXPECT_EQ(root.size(), 6U);
    EXPECT_TRUE(root.find("n").is(Kind::null));
    EXPECT_EQ(root.find("b").boolean(), true);
    EXPECT_EQ(root.find("i").raw(), "-12.50");
    EXPECT_EQ(root.find("i").number(), -12.5);
    EXPECT_EQ(root.find("s").raw(), R"("a\tb")");
    EXPECT_EQ(root.find("s").text(), "a\tb");
    EXPECT_EQ(root.find("a").raw(), "[ 1 ]");
    EXPECT_EQ(root.find("o").raw(), "{ }");
    EXPECT_EQ(name_of(root.find("o").kind()), "object");
}

TEST(JsonValue, AnswersNothingWhereNothingIs)
{
    const auto document = document_of(R"({"s":"text","n":7})");
    const auto absent = document.root().find("x");
    EXPECT_FALSE(absent.exists());
    EXPECT_FALSE(absent.is(Kind::null));
    EXPECT_EQ(absent.kind(), Kind::null);
    EXPECT_EQ(absent.raw(), "");
    EXPECT_EQ(absent.text(), "");
    EXPECT_EQ(absent.boolean(), std::nullopt);
    EXPECT_EQ(absent.number(), std::nullopt);
    EXPECT_EQ(absent.integer(), std::nullopt);
    EXPECT_EQ(absent.size(), 0U);
    EXPECT_EQ(absent.depth(), 0U);
    EXPECT_FALSE(absent.find("y").exists());
    EXPECT_FALSE(absent.at(0).exists());
    EXPECT_EQ(absent.items().begin(), absent.items().end());
    EXPECT_EQ(absent.members().begin(), absent.members().end());

    const auto text = document.root().find("s");
    EXPECT_EQ(text.boolean(), std::nullopt);
    EXPECT_EQ(text.number(), std::nullopt);
    EXPECT_EQ(text.items().begin(), text.items().end());
    EXPECT_EQ(document.root().find("n").text(), "");
}

TEST(JsonValue, WalksArraysAndObjectsInOrder)
{
    const auto document = document_of(R"([{"z":[1,[2]],"a":{"q":0}},"s",[],{}])");
    std::vector<std::string_view> items;
    for (const auto item : document.root().items()) items.push_back(item.raw());
    EXPECT_EQ(items, (std::vector<std::string_view>{R"({"z":[1,[2]],"a":{"q":0}})", R"("s")", "[]", "{}"}));
    std::vector<std::string_view> names;
    for (const auto [name, value] : document.root().at(0).members()) names.push_back(name);
    EXPECT_EQ(names, (std::vector<std::string_view>{"z", "a"}));
    EXPECT_EQ(document.root().at(3).raw(), "{}");
    EXPECT_FALSE(document.root().at(4).exists());
}

TEST(JsonValue, FindsMembersByTheirDecodedNames)
{
    const auto document = document_of(R"({"\u006eame":"x","":1,"a\/b":2})");
    EXPECT_EQ(document.root().find("name").text(), "x");
    EXPECT_EQ(document.root().find("").integer(), 1);
    EXPECT_EQ(document.root().find("a/b").integer(), 2);
}

TEST(JsonValue, DecodesText)
{
    const auto document =
        document_of("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\uD83D\\uDE00\\u0000.\",\"é\\né\"]");
    using namespace std::string_literals;
    EXPECT_EQ(document.root().at(0).text(), "\"\\/\b\f\n\r\tAé€😀\0."s);
    EXPECT_EQ(document.root().at(1).text(), "é\né");
}

TEST(JsonValue, MeasuresDepthOfContainers)
{
    const auto document = document_of(R"({"a":1,"b":[],"c":[[0],{"d":[{}]}]})");
    EXPECT_EQ(document.root().depth(), 5U);
    EXPECT_EQ(document.root().find("a").depth(), 0U);
    EXPECT_EQ(document.root().find("b").depth(), 1U);
    EXPECT_EQ(document.root().find("c").depth(), 4U);
    EXPECT_EQ(document.root().find("c").at(0).depth(), 1U);
}

struct Integer {
    std::string_view spelled;
    std::optional<std::int64_t> value;
};

TEST(JsonValue, GivesIntegersOnlyWhenExact)
{
    using Limits = std::numeric_limits<std::int64_t>;
    for (const auto& [spelled, value] : std::vector<Integer>{
             {"0", 0},
             {"-0", 0},
             {"-12", -12},
             {"9223372036854775807", Limits::max()},
             {"9223372036854775808", std::nullopt},
             {"-9223372036854775808", Limits::min()},
             {"-9223372036854775809", std::nullopt},
             {"7.0", 7},
             {"70e-1", 7},
             {"1e3", 1000},
             {"7.5", std::nullopt},
             {"1e-400", 0},
             {"9007199254740991.0", 9007199254740991},
             {"9007199254740993.0", std::nullopt}, // has been rounded
             {"1e300", std::nullopt},
         }) {
        const auto document = document_of(spelled);
        EXPECT_EQ(document.root().integer(), value) << spelled;
    }
}

TEST(JsonDocument, KeepsItsValuesWhenMoved)
{
    const std::string source = R"(["\u0041",{"b":1}])";
    auto first = document_of(source);
    const auto second = std::move(first);
    EXPECT_EQ(second.root().at(0).text(), "A");
    EXPECT_EQ(second.root().at(1).find("b").integer(), 1);
}

TEST(JsonMinify, DropsOnlyInsignificantSpace)
{
    EXPECT_EQ(minify(" { \"a b\" : [ 1.50 , \"x \\\" y\" , \"\\\\\" ] ,\r\n\t\"z\":{ } } "),
              R"({"a b":[1.50,"x \" y","\\"],"z":{}})");
    EXPECT_EQ(minify(R"("a \\\" b")"), R"("a \\\" b")");
    EXPECT_EQ(minify(" 1 "), "1");
}

TEST(JsonQuote, WritesWhatParseReadsBack)
{
    std::string every = "é€😀\"\\/";
    for (char letter = 0; letter < 0x20; ++letter) every += letter;
    every += '\x7F';
    const auto written = literal(every);
    const auto document = document_of(written);
    EXPECT_EQ(document.root().text(), every);
    EXPECT_EQ(literal(std::string_view{"a\"\\\n\x01", 5}), R"("a\"\\\n\u0001")");
    EXPECT_EQ(literal(""), R"("")");
}

TEST(JsonPointer, IsEscapedAsRfc6901Says)
{
    const Pointer root;
    EXPECT_EQ(root.print(), "");
    const Pointer skills{root, "skills"};
    const Pointer third{skills, 3};
    EXPECT_EQ((Pointer{third, "a/b~c"}).print(), "/skills/3/a~1b~0c");
    EXPECT_EQ((Pointer{root, ""}).print(), "/");
}

TEST(JsonPointer, CutsLongNamesAtWholeCharacters)
{
    const Pointer root;
    const std::string name_100(100, 'a');
    const std::string name_101(101, 'a');
    EXPECT_EQ((Pointer{root, name_100}).print(), "/" + name_100);
    EXPECT_EQ((Pointer{root, name_101}).print(), "/" + name_100 + "…");
}

} // namespace
} // namespace a2a::json
