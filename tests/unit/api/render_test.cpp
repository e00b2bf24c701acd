// SPDX-License-Identifier: Apache-2.0
// Answers as text: cards go in as they were sent.
#include "api/render.hpp"
#include "card/card.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::api {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kTime = "2026-11-23T14:55:01.123Z";

RecordPtr record(std::string_view id, std::string_view bytes, Revision revision = 3)
{
    const auto at = *parse_rfc3339(kTime);
    return make_record(
        {.id = id, .revision = revision, .first_revision = 1, .registered_at = at, .updated_at = at},
        card::project(bytes), bytes);
}

std::string with_fields(std::string_view bytes, std::vector<std::string> fields)
{
    const SearchRequest request{.query = {}, .fields = std::move(fields)};
    SearchAnswer answer;
    answer.hits = {record("x", bytes)};
    const auto text = render_search(request, answer, "h");
    const auto end = text.find(",\"items\"");
    return text.substr(0, end);
}

TEST(RenderList, HasCardsItemsAndCounts)
{
    const std::vector hits{record("a\"b", R"({"name":"A","x":1.50})"), record("c", R"({"name":"C"})", 9)};
    const auto text = render_list(hits, 7, "next", "h");
    EXPECT_THAT(
        text,
        StartsWith(
            R"({"agents":[{"name":"A","x":1.50},{"name":"C"}],"items":[{"id":"a\"b","revision":3,"etag":"\")"));
    EXPECT_THAT(
        text,
        HasSubstr(
            R"(-3-h\"","registered_at":"2026-11-23T14:55:01.123Z","updated_at":"2026-11-23T14:55:01.123Z"},{"id":"c")"));
    EXPECT_THAT(text, testing::EndsWith(R"(],"count":2,"total":7,"next_cursor":"next"})"));
}

TEST(RenderList, OfNothingIsComplete)
{
    EXPECT_EQ(render_list({}, 0, "", "h"), R"({"agents":[],"items":[],"count":0,"total":0})");
}

TEST(RenderSearch, TellsQueryAndFacets)
{
    SearchRequest request;
    request.query.text = "a\"b";
    SearchAnswer answer;
    answer.total = 5;
    answer.facets = {{Facet::skills, {{"x", 2}, {"y\\", 1}}}, {Facet::tags, {}}};
    EXPECT_EQ(render_search(request, answer, "h"),
              R"({"agents":[],"items":[],"count":0,"query":"a\"b","total":5,)"
              R"("facets":{"skills":[{"value":"x","count":2},{"value":"y\\","count":1}],"tags":[]}})");
}

TEST(RenderSearch, FieldsKeepOrderAndBytesOfTheCard)
{
    constexpr auto kCard = R"({"z":[1.50,1E2,{"a":"\u0061"}],"name":"A","":{},"n\u0061me2":-0,"y":null})";
    EXPECT_EQ(with_fields(kCard, {"name", "z"}), R"({"agents":[{"z":[1.50,1E2,{"a":"\u0061"}],"name":"A"}])");
    EXPECT_EQ(with_fields(kCard, {""}), R"({"agents":[{"":{}}])");
    EXPECT_EQ(with_fields(kCard, {"name2"}), R"({"agents":[{"name2":-0}])");
    EXPECT_EQ(with_fields(kCard, {"none"}), R"({"agents":[{}])");
    EXPECT_EQ(with_fields(kCard, {"y", "y"}), R"({"agents":[{"y":null}])");
    EXPECT_EQ(with_fields(kCard, {}), std::string{R"({"agents":[)"} + kCard + "]");
}

TEST(RenderSearch, FieldsOfADeepCardAreThere)
{
    const auto deep = R"({"name":"A","x":)" + std::string(250, '[') + std::string(250, ']') + "}";
    EXPECT_EQ(with_fields(deep, {"name"}), R"({"agents":[{"name":"A"}])");
}

TEST(RenderVocabulary, HasValuesAndPaging)
{
    VocabularyAnswer answer;
    answer.values = {{"a\"", 3}, {"b", 1}};
    answer.total = 2;
    EXPECT_EQ(render_vocabulary("tags", answer),
              R"({"tags":[{"value":"a\"","agents":3},{"value":"b","agents":1}],"total":2})");
    answer.next_cursor = "n";
    EXPECT_THAT(render_vocabulary("tags", answer), HasSubstr(R"("total":2,"next_cursor":"n"})"));
}

TEST(RenderIssues, AreQuoted)
{
    std::string out;
    append_issues(out, std::vector<FieldIssue>{{"/a\"", "no\n", "rule"}, {"", "x", "y"}});
    EXPECT_EQ(
        out,
        R"([{"pointer":"/a\"","message":"no\n","rule":"rule"},{"pointer":"","message":"x","rule":"y"}])");
}

} // namespace
} // namespace a2a::api
