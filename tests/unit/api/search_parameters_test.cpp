// SPDX-License-Identifier: Apache-2.0
// The parameters of GET /agents, /skills and /tags.
#include "api/search_members.hpp"
#include "api/search_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using Texts = std::vector<std::string>;

ListRequest read(std::string_view query)
{
    const auto list = read_list(query);
    EXPECT_TRUE(list) << query << ": " << list.error().detail;
    return list ? *list : ListRequest{};
}

Texts faults_of(std::string_view query)
{
    const auto list = read_list(query);
    if (list) return {};
    EXPECT_EQ(list.error().code, Errc::query_invalid);
    Texts faults;
    for (const auto& issue : list.error().issues) faults.push_back(issue.pointer + ' ' + issue.rule);
    return faults;
}

TEST(Parameters, AreCutAndDecoded)
{
    EXPECT_THAT(*read_parameters("a=1&b=x%26y+z&c&&=d&e="),
                ElementsAre(Pair("a", "1"), Pair("b", "x&y z"), Pair("c", ""), Pair("", "d"), Pair("e", "")));
    EXPECT_THAT(*read_parameters(""), IsEmpty());
    EXPECT_THAT(*read_parameters("a=b=c"), ElementsAre(Pair("a", "b=c")));
    EXPECT_THAT(*read_parameters("a=%2B"), ElementsAre(Pair("a", "+")));
}

TEST(Parameters, WithInvalidEscapesAreRefused)
{
    for (const auto* query : {"a=%", "a=%4", "a=%zz", "%zz=a", "a=%ff"})
        EXPECT_EQ(read_parameters(query).error().code, Errc::query_invalid) << query;
}

TEST(ListParameters, LimitAndCursorAloneAreNoSearch)
{
    const auto list = read("limit=5&cursor=abc");
    EXPECT_FALSE(list.is_search);
    EXPECT_EQ(list.limit, 5u);
    EXPECT_EQ(list.search.query.cursor, "abc");
    EXPECT_FALSE(read("").is_search);
    EXPECT_FALSE(read("").limit);
}

TEST(ListParameters, AnyOtherMakesASearch)
{
    for (const auto* query :
         {"q=", "q=a", "skill=a", "sort=name", "facets=tags", "fields=name", "facet_limit=1", "signed=true",
          "updated_after=2001-01-01T00:00:00Z", "not.skill=a", "limit=1&q=a"})
        EXPECT_TRUE(read(query).is_search) << query;
}

TEST(ListParameters, IdsStandAlone)
{
    EXPECT_THAT(read("id=a&id=b%2Fc").ids, ElementsAre("a", "b/c"));
    EXPECT_FALSE(read("id=a").is_search);
    EXPECT_THAT(faults_of("id=a&limit=1"), ElementsAre("/id combination"));
    EXPECT_THAT(faults_of("id=a&cursor=x"), ElementsAre("/id combination"));
    EXPECT_THAT(faults_of("q=x&id=a"), ElementsAre("/id combination"));
}

class FilterParameters : public testing::TestWithParam<FilterMember> {};

TEST_P(FilterParameters, RepeatUnderBothNames)
{
    const auto values = GetParam().values;
    for (const auto name : {GetParam().name, GetParam().parameter}) {
        const std::string key{name};
        EXPECT_THAT(read(key + "=a&" + key + "=b%20c").search.query.must.*values, ElementsAre("a", "b c"))
            << key;
        EXPECT_THAT(read("not." + key + "=a").search.query.must_not.*values, ElementsAre("a")) << key;
        EXPECT_THAT(read(key + "=").search.query.must.*values, IsEmpty()) << key;
    }
}

INSTANTIATE_TEST_SUITE_P(Table, FilterParameters,
                         testing::ValuesIn(filter_members().begin(), filter_members().end()),
                         [](const auto& test) { return std::string{test.param.name}; });

TEST(ListParameters, OfOtherKinds)
{
    EXPECT_EQ(read("q=a+b").search.query.text, "a b");
    EXPECT_EQ(read("query=a").search.query.text, "a");
    EXPECT_EQ(read("q=a").search.query.sort, Sort::relevance);
    EXPECT_EQ(read("sort=updated").search.query.sort, Sort::updated);
    EXPECT_EQ(read("signed=1").search.query.must.is_signed, true);
    EXPECT_EQ(read("signed=false").search.query.must.is_signed, false);
    EXPECT_EQ(read("not.signed=true").search.query.must_not.is_signed, true);
    EXPECT_EQ(read("not.q=a+b").search.query.text_not, "a b");
    EXPECT_EQ(read("not.query=a").search.query.text_not, "a");
    EXPECT_EQ(read("q=a&not.q=b").search.query.text, "a");
    EXPECT_TRUE(read("explain=true").search.query.explain);
    EXPECT_FALSE(read("explain=1&explain=false").search.query.explain);
    EXPECT_TRUE(read("relax=1").search.query.relax);
    EXPECT_TRUE(read("relax=true").is_search);
    EXPECT_THAT(read("facets=tags,skills&facet=provider").search.query.facets,
                ElementsAre(Facet::tags, Facet::skills, Facet::provider));
    EXPECT_THAT(read("fields=name,,url&field=x").search.fields, ElementsAre("name", "url", "x"));
    EXPECT_EQ(read("facet_limit=7").search.query.facet_limit, 7u);
    EXPECT_EQ(read("updated_before=1970-01-01T00:00:01Z").search.query.must.updated_before,
              WallTime{std::chrono::seconds{1}});
    EXPECT_EQ(read("not.updated_after=1970-01-01T00:00:01Z").search.query.must_not.updated_after,
              WallTime{std::chrono::seconds{1}});
}

struct LimitCase {
    const char* text;
    std::size_t limit; // 0: refused
};

TEST(ListParameters, LimitsAreLoweredOrRefused)
{
    for (const auto& [text, limit] : {LimitCase{"1", 1},
                                      {"999", 999},
                                      {"1000", 1000},
                                      {"1001", 1000},
                                      {"99999999999999999999", 1000},
                                      {"0", 0},
                                      {"-1", 0},
                                      {"", 0},
                                      {"1x", 0},
                                      {"1.0", 0},
                                      {"+5", 0},
                                      {"-99999999999999999999", 0}}) {
        const auto query = "limit=" + std::string{text};
        if (limit == 0) {
            EXPECT_THAT(faults_of(query), ElementsAre("/limit range")) << text;
        } else {
            EXPECT_EQ(read(query).limit, limit) << text;
        }
    }
}

struct FaultCase {
    const char* name;
    const char* query;
    Texts faults;
};
void PrintTo(const FaultCase& c, std::ostream* out)
{
    *out << c.name;
}

class BadParameters : public testing::TestWithParam<FaultCase> {};

TEST_P(BadParameters, AreNamed)
{
    EXPECT_EQ(faults_of(GetParam().query), GetParam().faults);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadParameters,
    testing::Values(
        FaultCase{"Unknown", "colour=red", {"/colour unknown"}},
        FaultCase{"UnknownInNot", "not.colour=red", {"/not.colour unknown"}},
        FaultCase{"NotItself", "not=a", {"/not unknown"}},
        FaultCase{"NotLimit", "not.limit=1", {"/not.limit unknown"}},
        FaultCase{"NotExplain", "not.explain=true", {"/not.explain unknown"}},
        FaultCase{"Explain", "explain=maybe", {"/explain type"}},
        FaultCase{"Relax", "relax=", {"/relax type"}},
        FaultCase{"AlmostATime", "xupdated_before=1970-01-01T00:00:01Z", {"/xupdated_before unknown"}},
        FaultCase{"Time", "updated_before=soon", {"/updated_before time"}},
        FaultCase{"NotTime", "not.updated_before=soon", {"/not.updated_before time"}},
        FaultCase{"Signed", "signed=maybe", {"/signed type"}},
        FaultCase{"Sort", "sort=best", {"/sort value"}},
        FaultCase{"Facet", "facets=colour", {"/facets value"}},
        FaultCase{"Several", "colour=a&limit=0&sort=x", {"/colour unknown", "/limit range", "/sort value"}}),
    [](const auto& test) { return test.param.name; });

TEST(VocabularyParameters, AreThree)
{
    const auto request = read_vocabulary("prefix=a%20b&limit=5&cursor=x", Facet::tags);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->facet, Facet::tags);
    EXPECT_EQ(request->prefix, "a b");
    EXPECT_EQ(request->limit, 5u);
    EXPECT_EQ(request->cursor, "x");
    EXPECT_EQ(read_vocabulary("limit=5000", Facet::tags)->limit, 1000u);
    EXPECT_EQ(read_vocabulary("limit=0", Facet::tags).error().issues.at(0).pointer, "/limit");
    EXPECT_EQ(read_vocabulary("q=x", Facet::tags).error().issues.at(0).pointer, "/q");
    EXPECT_EQ(read_vocabulary("prefix=%", Facet::tags).error().code, Errc::query_invalid);
}

} // namespace
} // namespace a2a::api
