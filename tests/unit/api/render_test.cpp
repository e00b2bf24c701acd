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
    return make_record({.id = id,
                        .revision = revision,
                        .first_revision = 1,
                        .registered_at = at,
                        .updated_at = at,
                        .digest = digest_of(bytes)},
                       card::project(bytes).name, bytes, {});
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

// Of a search without hits: what follows "total".
std::string tail_of(const SearchRequest& request, const SearchAnswer& answer)
{
    const auto text = render_search(request, answer, "h");
    const auto end = text.find(R"("total":)") + std::string_view{R"("total":0)"}.size();
    return text.substr(end);
}

TEST(RenderSearch, HasNoMemberThatWasNotAskedForAndIsNotThere)
{
    EXPECT_EQ(tail_of({}, {}), "}");
}

struct ScoreCase {
    const char* name;
    double score;
    const char* text;
};
void PrintTo(const ScoreCase& c, std::ostream* out)
{
    *out << c.name;
}

class RenderScores : public testing::TestWithParam<ScoreCase> {};

TEST_P(RenderScores, AreShortNumbers)
{
    SearchAnswer answer;
    answer.scores = {GetParam().score};
    EXPECT_EQ(tail_of({}, answer), std::string{R"(,"scores":[)"} + GetParam().text + "]}");
}

constexpr ScoreCase kScores[] = {
    {"Whole", 12, "12"},
    {"Zero", 0, "0"},
    {"Rounded", 12.3456789, "12.3457"},
    {"RoundedUp", 0.99999999, "1"},
    {"Small", 0.000012345678, "1.23457e-05"},
    {"Large", 123456789, "1.23457e+08"},
    {"Largest", -1.7976931348623157e308, "-1.79769e+308"},
};
INSTANTIATE_TEST_SUITE_P(Table, RenderScores, testing::ValuesIn(kScores),
                         [](const auto& test) { return test.param.name; });

TEST(RenderSearch, TellsScoresInTheOrderOfTheHits)
{
    SearchAnswer answer;
    answer.hits = {record("a", R"({"name":"A"})"), record("b", R"({"name":"B"})")};
    answer.scores = {2.5, 1};
    answer.total = 2;
    answer.next_cursor = "n";
    EXPECT_THAT(render_search({}, answer, "h"),
                testing::EndsWith(R"("total":2,"next_cursor":"n","scores":[2.5,1]})"));
}

TEST(RenderSearch, TellsWhoHasEveryWordWhenRelaxed)
{
    SearchRequest request;
    request.query.relax = true;
    SearchAnswer answer;
    answer.total = 5;
    answer.total_full = 2;
    EXPECT_EQ(tail_of(request, answer), R"(,"total_full":2})");
}

TEST(RenderSearch, ExplainsEachHit)
{
    SearchRequest request;
    request.query.explain = true;
    EXPECT_EQ(tail_of(request, {}), R"(,"explain":[]})"); // asked for, so it is there
    SearchAnswer answer;
    answer.hits = {record("a\"", R"({"name":"A"})"), record("b", R"({"name":"B"})")};
    answer.explain = {{{"sky\"", {"name", "skills.tags"}, {"f\"", "t"}}, {"sea", {}, {}}}, {}};
    EXPECT_EQ(tail_of(request, answer),
              R"(,"explain":[{"id":"a\"","words":[{"word":"sky\"","fields":["name","skills.tags"],)"
              R"("skills":["f\"","t"]},{"word":"sea","fields":[],"skills":[]}]},{"id":"b","words":[]}]})");
}

TEST(RenderSearch, SuggestsWhatComesNearest)
{
    SearchAnswer answer;
    answer.suggestions = Suggestions{};
    EXPECT_EQ(tail_of({}, answer),
              R"(,"suggestions":{"agents":[],"items":[],"dropped_words":[],"did_you_mean":[]}})");
    answer.suggestions->hits = {record("a", R"({"name":"A","url":"u"})")};
    answer.suggestions->dropped_words = {"x\"", "y"};
    answer.suggestions->did_you_mean = {{"wether", {"weather", "whether"}}, {"qq", {}}};
    SearchRequest request;
    request.fields = {"name"};
    const auto text = tail_of(request, answer);
    EXPECT_THAT(text,
                StartsWith(R"(,"suggestions":{"agents":[{"name":"A"}],"items":[{"id":"a","revision":3,)"));
    EXPECT_THAT(text, testing::EndsWith(R"("dropped_words":["x\"","y"],"did_you_mean":)"
                                        R"([{"word":"wether","instead":["weather","whether"]},)"
                                        R"({"word":"qq","instead":[]}]}})"));
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
