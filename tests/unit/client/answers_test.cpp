// SPDX-License-Identifier: Apache-2.0
#include "client/answers.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::client {
namespace {

using namespace std::chrono_literals;

Response saying(std::string body, unsigned status = 200)
{
    return {.status = status,

            .etag = "\"e\"",
            .retry_after = "",
            .body = std::move(body)};
}

// What a parser and a printer would spell anew: numbers, escapes, order, a name that hides a brace.
constexpr std::string_view kOddCard =
    R"({"z":1.50e+3,"name":"W\u00e4tter","agent_card":{"x":"}]\""},"a":[100000000000000000000,-0]})";

TEST(Answers, ACardIsHandedOnByteForByte)
{
    const auto agent = agent_in(saying(
        R"({"agent_card":)" + std::string{kOddCard} +
        R"(,"id":"W","revision":7,"registered_at":"1970-01-01T00:00:01Z","updated_at":"1970-01-01T00:00:02.5Z"})"));
    ASSERT_TRUE(agent);
    EXPECT_EQ(agent->card, kOddCard);
    EXPECT_EQ(agent->id, "W");
    EXPECT_EQ(agent->revision, 7U);
    EXPECT_EQ(agent->registered_at.time_since_epoch(), 1s);
    EXPECT_EQ(agent->updated_at.time_since_epoch(), 2500ms);
    EXPECT_EQ(agent->etag, "\"e\"");
}

TEST(Answers, APagePairsCardsWithWhatIsKnownOfThem)
{
    const auto page = page_in(saying(R"({"agents":[{"name":"a"},)" + std::string{kOddCard} + R"(],"items":[
        {"id":"a","revision":1,"etag":"\"1\""},{"id":"b","revision":2,"etag":"\"2\""}],
        "count":2,"total":9,"next_cursor":"n","scores":[2.5,1]})"));
    ASSERT_TRUE(page);
    ASSERT_EQ(page->agents.size(), 2U);
    EXPECT_EQ(page->agents[0].id, "a");
    EXPECT_EQ(page->agents[1].id, "b");
    EXPECT_EQ(page->agents[1].card, kOddCard);
    EXPECT_EQ(page->agents[1].etag, "\"2\"");
    EXPECT_EQ(page->total, 9U);
    EXPECT_EQ(page->next_cursor, "n");
    EXPECT_EQ(page->scores, (std::vector<double>{2.5, 1}));
}

TEST(Answers, AnEmptyPageIsTheLast)
{
    const auto page = page_in(saying(R"({"agents":[],"items":[],"count":0,"total":0})"));
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->agents.empty());
    EXPECT_EQ(page->next_cursor, "");
}

TEST(Answers, ARegistrationSaysWhetherItIsNewAndWhatItWarnsOf)
{
    const auto fresh = registered_in(saying(R"({"success":true,"agent_id":"a","revision":3,
        "warnings":[{"pointer":"/version","message":"is missing","rule":"version-missing"}]})",
                                            201));
    ASSERT_TRUE(fresh);
    EXPECT_TRUE(fresh->created);
    EXPECT_EQ(fresh->revision, 3U);
    ASSERT_EQ(fresh->warnings.size(), 1U);
    EXPECT_EQ(fresh->warnings[0].rule, "version-missing");
    EXPECT_FALSE(registered_in(saying(R"({"agent_id":"a"})", 200))->created);
}

struct Row {
    const char* name;
    std::string_view body;
};
void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.body;
}
class ForeignAnswers : public testing::TestWithParam<Row> {};

TEST_P(ForeignAnswers, AreNotTakenForARegistrys)
{
    const auto response = saying(std::string{GetParam().body});
    EXPECT_EQ(agent_in(response).error().code, Errc::unavailable);
    EXPECT_EQ(page_in(response).error().code, Errc::unavailable);
    EXPECT_EQ(registered_in(response).error().code, Errc::unavailable);
    EXPECT_EQ(health_in(response).error().code, Errc::unavailable);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, ForeignAnswers,
    testing::Values(Row{"Empty", ""}, Row{"Html", "<html>"}, Row{"Cut", R"({"agent_card":{)"},
                    Row{"Array", "[1]"}, Row{"OtherObject", R"({"ok":true})"},
                    Row{"WrongTypes", R"({"agent_card":1,"agent_id":2,"agents":{},"items":[],"status":3})"},
                    Row{"NotParallel", R"({"agents":[{}],"items":[]})"}),
    [](const auto& test) { return test.param.name; });

TEST(SearchRequests, AreWrittenWithWhatIsGivenOnly)
{
    EXPECT_EQ(*print({}), "{}");
    SearchRequest request;
    request.query = "fly \"home\"";
    request.skills = {"book", "pay"};
    request.transports = {"GRPC"};
    request.page.limit = 5;
    EXPECT_EQ(*print(request),
              R"({"query":"fly \"home\"","skills":["book","pay"],"transport":["GRPC"],"limit":5})");
}

TEST(SearchRequests, MustBeUtf8)
{
    SearchRequest request;
    request.tags = {"\xff"};
    EXPECT_EQ(print(request).error().code, Errc::query_invalid);
}

} // namespace
} // namespace a2a::client
