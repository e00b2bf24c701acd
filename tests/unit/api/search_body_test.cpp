// SPDX-License-Identifier: Apache-2.0
// The body of a search: what each member sets, and which fault is named where.
#include "api/search_members.hpp"
#include "api/search_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace a2a::api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Texts = std::vector<std::string>;

struct GoodCase {
    const char* name;
    std::string body;
    std::function<void(SearchRequest&)> set; // of a request that asks for everything
};
void PrintTo(const GoodCase& c, std::ostream* out)
{
    *out << c.name;
}

bool operator==(const Filter& a, const Filter& b)
{
    const auto tied = [](const Filter& f) {
        return std::tie(f.skills, f.skills_any, f.tags, f.tags_any, f.capabilities, f.transports,
                        f.protocol_versions, f.providers, f.extensions, f.input_modes, f.output_modes,
                        f.is_signed, f.updated_before, f.updated_after);
    };
    return tied(a) == tied(b);
}

void expect_same(const SearchRequest& a, const SearchRequest& b)
{
    EXPECT_EQ(a.query.text, b.query.text);
    EXPECT_TRUE(a.query.must == b.query.must);
    EXPECT_TRUE(a.query.must_not == b.query.must_not);
    EXPECT_EQ(a.query.sort, b.query.sort);
    EXPECT_EQ(a.query.limit, b.query.limit);
    EXPECT_EQ(a.query.cursor, b.query.cursor);
    EXPECT_EQ(a.query.facets, b.query.facets);
    EXPECT_EQ(a.query.facet_limit, b.query.facet_limit);
    EXPECT_EQ(a.query.text_not, b.query.text_not);
    EXPECT_EQ(a.query.explain, b.query.explain);
    EXPECT_EQ(a.query.relax, b.query.relax);
    EXPECT_EQ(a.fields, b.fields);
}

class GoodBodies : public testing::TestWithParam<GoodCase> {};

TEST_P(GoodBodies, SetWhatTheySay)
{
    const auto request = read_search(GetParam().body);
    ASSERT_TRUE(request) << request.error().detail;
    SearchRequest expected;
    expected.query.sort = Sort::relevance;
    GetParam().set(expected);
    expect_same(*request, expected);
}

const auto nothing = [](SearchRequest&) {};

const GoodCase kGood[] = {
    {"Empty", "", nothing},
    {"Blank", " \r\n\t", nothing},
    {"EmptyObject", "{}", nothing},
    {"Query", R"({"query":"a b"})", [](auto& r) { r.query.text = "a b"; }},
    {"NullIsAbsent", R"({"query":null,"skills":null,"limit":null,"not":null,"sort":null,"signed":null})",
     nothing},
    {"EmptyArrayIsAbsent", R"({"skills":[],"facets":[],"fields":[]})", nothing},
    {"Skills", R"({"skills":["a","b"]})",
     [](auto& r) {
         r.query.must.skills = {"a", "b"};
     }},
    {"SkillsText", R"({"skills":"a"})", [](auto& r) { r.query.must.skills = {"a"}; }},
    {"SkillsAny", R"({"skills_any":"a"})", [](auto& r) { r.query.must.skills_any = {"a"}; }},
    {"Tags", R"({"tags":["a"]})", [](auto& r) { r.query.must.tags = {"a"}; }},
    {"TagsAny", R"({"tags_any":["a"]})", [](auto& r) { r.query.must.tags_any = {"a"}; }},
    {"Capabilities", R"({"capabilities":"streaming"})",
     [](auto& r) { r.query.must.capabilities = {"streaming"}; }},
    {"Transport", R"({"transport":"GRPC"})", [](auto& r) { r.query.must.transports = {"GRPC"}; }},
    {"PreferredTransport", R"({"preferred_transport":"GRPC"})",
     [](auto& r) { r.query.must.transports = {"GRPC"}; }},
    {"BothTransports", R"({"transport":"A","preferred_transport":"B"})",
     [](auto& r) {
         r.query.must.transports = {"A", "B"};
     }},
    {"ProtocolVersion", R"({"protocol_version":"0.3"})",
     [](auto& r) { r.query.must.protocol_versions = {"0.3"}; }},
    {"Provider", R"({"provider":"a"})", [](auto& r) { r.query.must.providers = {"a"}; }},
    {"Extensions", R"({"extensions":["a"]})", [](auto& r) { r.query.must.extensions = {"a"}; }},
    {"InputModes", R"({"input_modes":["a"]})", [](auto& r) { r.query.must.input_modes = {"a"}; }},
    {"OutputModes", R"({"output_modes":["a"]})", [](auto& r) { r.query.must.output_modes = {"a"}; }},
    {"Signed", R"({"signed":false})", [](auto& r) { r.query.must.is_signed = false; }},
    {"Times", R"({"updated_before":"1970-01-01T00:00:02Z","updated_after":"1970-01-01T00:00:01Z"})",
     [](auto& r) {
         r.query.must.updated_before = WallTime{std::chrono::seconds{2}};
         r.query.must.updated_after = WallTime{std::chrono::seconds{1}};
     }},
    {"Not", R"({"not":{"skills":"a","signed":true,"updated_after":"1970-01-01T00:00:01Z","tags":null}})",
     [](auto& r) {
         r.query.must_not.skills = {"a"};
         r.query.must_not.is_signed = true;
         r.query.must_not.updated_after = WallTime{std::chrono::seconds{1}};
     }},
    {"NotQuery", R"({"not":{"query":"a b","tags":"c"}})",
     [](auto& r) {
         r.query.text_not = "a b";
         r.query.must_not.tags = {"c"};
     }},
    {"NotQueryAsLongAsMayBe", R"({"not":{"query":")" + std::string(256, 'q') + "\"}}",
     [](auto& r) { r.query.text_not = std::string(256, 'q'); }},
    {"Explain", R"({"limit":9,"explain":true})",
     [](auto& r) {
         r.query.explain = true;
         r.query.limit = 9;
     }},
    {"Relax", R"({"relax":true})", [](auto& r) { r.query.relax = true; }},
    {"SwitchedOff", R"({"explain":false,"relax":false})", nothing},
    {"SwitchesAbsent", R"({"explain":null,"relax":null})", nothing},
    {"LimitAtItsLeast", R"({"limit":1})", [](auto& r) { r.query.limit = 1; }},
    {"LimitAtItsMost", R"({"limit":1000})", [](auto& r) { r.query.limit = 1000; }},
    {"LimitLowered", R"({"limit":1001})", [](auto& r) { r.query.limit = 1000; }},
    {"LimitBeyondNumbers", R"({"limit":9223372036854775808})", [](auto& r) { r.query.limit = 1000; }},
    {"LimitLoweredByExplain", R"({"explain":true})",
     [](auto& r) {
         r.query.explain = true;
         r.query.limit = 100;
     }},
    {"LimitSpelledOddly", R"({"limit":7.0})", [](auto& r) { r.query.limit = 7; }},
    {"Cursor", R"({"cursor":"abc"})", [](auto& r) { r.query.cursor = "abc"; }},
    {"SortName", R"({"sort":"name"})", [](auto& r) { r.query.sort = Sort::name; }},
    {"SortUpdated", R"({"sort":"updated"})", [](auto& r) { r.query.sort = Sort::updated; }},
    {"SortRegistered", R"({"sort":"registered"})", [](auto& r) { r.query.sort = Sort::registered; }},
    {"SortRelevance", R"({"sort":"relevance"})", nothing},
    {"Facets", R"({"facets":["tags","skills","tags"],"facet_limit":5})",
     [](auto& r) {
         r.query.facets = {Facet::tags, Facet::skills};
         r.query.facet_limit = 5;
     }},
    {"FacetLimitLowered", R"({"facet_limit":5000})", [](auto& r) { r.query.facet_limit = 1000; }},
    {"Fields", R"({"fields":["name",""]})",
     [](auto& r) {
         r.fields = {"name", ""};
     }},
};
INSTANTIATE_TEST_SUITE_P(Table, GoodBodies, testing::ValuesIn(kGood),
                         [](const auto& test) { return test.param.name; });

struct BadCase {
    const char* name;
    std::string body;
    Texts faults; // "pointer rule"
};
void PrintTo(const BadCase& c, std::ostream* out)
{
    *out << c.name;
}

class BadBodies : public testing::TestWithParam<BadCase> {};

TEST_P(BadBodies, NameEveryFault)
{
    const auto request = read_search(GetParam().body);
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error().code, Errc::query_invalid);
    Texts faults;
    for (const auto& issue : request.error().issues) faults.push_back(issue.pointer + ' ' + issue.rule);
    EXPECT_EQ(faults, GetParam().faults);
}

const BadCase kBad[] = {
    {"Unknown", R"({"colour":1})", {"/colour unknown"}},
    {"UnknownNeedsEscapes", R"({"a/b~":1})", {"/a~1b~0 unknown"}},
    {"ParameterNameInABody", R"({"skill":"a"})", {"/skill unknown"}},
    {"UnknownNullIsAbsent", R"({"colour":null,"limit":0})", {"/limit range"}},
    {"QueryType", R"({"query":["a"]})", {"/query type"}},
    {"CursorType", R"({"cursor":1})", {"/cursor type"}},
    {"SortType", R"({"sort":[]})", {"/sort type"}},
    {"SortValue", R"({"sort":"best"})", {"/sort value"}},
    {"TimeType", R"({"updated_before":1})", {"/updated_before type"}},
    {"TimeValue", R"({"updated_after":"soon"})", {"/updated_after time"}},
    {"SignedType", R"({"signed":"true"})", {"/signed type"}},
    {"ListType", R"({"tags":1})", {"/tags type"}},
    {"ItemType", R"({"tags":["a",1,null]})", {"/tags/1 type", "/tags/2 type"}},
    {"LimitZero", R"({"limit":0})", {"/limit range"}},
    {"LimitNegative", R"({"limit":-1})", {"/limit range"}},
    {"LimitFraction", R"({"limit":1.5})", {"/limit range"}},
    {"LimitText", R"({"limit":"1"})", {"/limit range"}},
    {"FacetLimitZero", R"({"facet_limit":0})", {"/facet_limit range"}},
    {"FacetValue", R"({"facets":["colour"]})", {"/facets value"}},
    {"FieldsType", R"({"fields":{}})", {"/fields type"}},
    {"NotType", R"({"not":[]})", {"/not type"}},
    {"NotUnknown", R"({"not":{"limit":1,"x/y":1}})", {"/not/limit unknown", "/not/x~1y unknown"}},
    {"NotQueryType", R"({"not":{"query":["a"]}})", {"/not/query type"}},
    {"NotQueryTooLong", R"({"not":{"query":")" + std::string(257, 'q') + "\"}}", {"/not/query too-long"}},
    {"NotSwitches",
     R"({"not":{"explain":true,"relax":true}})",
     {"/not/explain unknown", "/not/relax unknown"}},
    {"ExplainType", R"({"explain":"true"})", {"/explain type"}},
    {"RelaxType", R"({"relax":1})", {"/relax type"}},
    {"NotItemType", R"({"not":{"tags":[1]}})", {"/not/tags/0 type"}},
    {"NotTime", R"({"not":{"updated_before":"soon"}})", {"/not/updated_before time"}},
    {"QueryTooLong", R"({"query":")" + std::string(257, 'q') + "\"}", {"/query too-long"}},
    {"CursorTooLong", R"({"cursor":")" + std::string(1025, 'q') + "\"}", {"/cursor too-long"}},
    {"Several", R"({"limit":0,"sort":"x","colour":1})", {"/limit range", "/sort value", "/colour unknown"}},
};
INSTANTIATE_TEST_SUITE_P(Table, BadBodies, testing::ValuesIn(kBad),
                         [](const auto& test) { return test.param.name; });

TEST(SearchBody, ThatIsNoJsonIsToldApart)
{
    for (const auto* body : {"{", "{}x", R"({"a":1,"a":2})", "\xFF"})
        EXPECT_EQ(read_search(body).error().code, Errc::bad_json) << body;
    for (const auto* body : {"[]", "1", "null", "\"x\""})
        EXPECT_EQ(read_search(body).error().code, Errc::query_invalid) << body;
}

TEST(SearchBody, WordsAreCountedByUnicodeSpace)
{
    std::string words;
    for (int i = 0; i < 32; ++i) words += "a\u3000";
    EXPECT_TRUE(read_search(R"({"query":")" + words + "\"}"));
    EXPECT_FALSE(read_search(R"({"query":")" + words + "a\"}"));
    EXPECT_TRUE(read_search(R"({"not":{"query":")" + words + "\"}}"));
    EXPECT_FALSE(read_search(R"({"not":{"query":")" + words + "a\"}}"));
}

TEST(SearchBody, ALongNameIsNotEchoedWhole)
{
    const auto request = read_search("{\"" + std::string(5'000, 'x') + "\":1}");
    ASSERT_FALSE(request);
    EXPECT_LT(request.error().detail.size(), 200u);
    EXPECT_LT(request.error().issues.at(0).pointer.size(), 200u);
}

TEST(FilterMembers, AreFoundByEitherName)
{
    for (const auto& member : filter_members()) {
        EXPECT_EQ(filter_member(member.name), &member) << member.name;
        EXPECT_EQ(filter_member(member.parameter), &member) << member.parameter;
    }
    EXPECT_EQ(filter_member("colour"), nullptr);
}

} // namespace
} // namespace a2a::api
