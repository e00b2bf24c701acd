// SPDX-License-Identifier: Apache-2.0
// Calls that are more than one request, or mean more than one answer.
#include "canned_server.hpp"

#include <a2a/client.hpp>

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::client {
namespace {

using namespace std::chrono_literals;

Client calling(const CannedServer& server)
{
    return Client::open({.url = server.url(), .timeout = 5s}).value();
}

std::string first_line(std::string_view request)
{
    return std::string{request.substr(0, request.find(" HTTP/1.1\r\n"))};
}

std::string page(std::string_view id, std::string_view next)
{
    std::string body = R"({"agents":[{"name":"a"}],"items":[{"id":")" + std::string{id} + R"("}],"total":3)";
    if (!next.empty()) body += R"(,"next_cursor":")" + std::string{next} + '"';
    return answer(body + '}');
}

TEST(Calls, ListAllGoesFromPageToPage)
{
    CannedServer server{{{{page("a", "one")}, {page("b", "two")}, {page("c", "")}}}};
    auto client = calling(server);
    std::string ids;
    const auto done = client.list_all({}, [&](const Page& page) {
        ids += page.agents.at(0).id;
        return true;
    });
    EXPECT_TRUE(done);
    EXPECT_EQ(ids, "abc");
    const auto requests = server.requests();
    EXPECT_EQ(first_line(requests[0]), "GET /agents?limit=1000");
    EXPECT_EQ(first_line(requests[1]), "GET /agents?limit=1000&cursor=one");
    EXPECT_EQ(first_line(requests[2]), "GET /agents?limit=1000&cursor=two");
}

TEST(Calls, AWalkEndsWhenNoMoreIsWanted)
{
    CannedServer server{{{{page("a", "one")}}}};
    auto client = calling(server);
    EXPECT_TRUE(client.list_all({.limit = 1}, [](const Page&) { return false; }));
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Calls, AWalkDoesNotGoInCircles)
{
    CannedServer server{{{{page("a", "one")}, {page("b", "one")}}}};
    auto client = calling(server);
    const auto done = client.list_all({}, [](const Page&) { return true; });
    EXPECT_EQ(done.error().code, Errc::unavailable);
}

TEST(Calls, AWalkTellsOfItsFailure)
{
    CannedServer server{{{{page("a", "one")}, {answer(R"({"type":"query-invalid"})", "400 Bad Request")}}}};
    auto client = calling(server);
    EXPECT_EQ(client.list_all({}, [](const Page&) { return true; }).error().code, Errc::query_invalid);
}

TEST(Calls, SearchAllGoesFromPageToPage)
{
    CannedServer server{{{{page("a", "one")}, {page("b", "")}}}};
    auto client = calling(server);
    SearchRequest request;
    request.tags = {"t"};
    std::size_t pages = 0;
    EXPECT_TRUE(client.search_all(request, [&](const Page&) { return ++pages != 0; }));
    EXPECT_EQ(pages, 2U);
    EXPECT_TRUE(server.requests().at(1).ends_with(R"({"tags":["t"],"cursor":"one"})"));
}

TEST(Calls, TermsComeMostUsedFirst)
{
    CannedServer server{
        {{{answer(R"({"skills":[{"value":"fly","agents":7},{"value":"fry","agents":2}],"total":9,)"
                  R"("next_cursor":"n"})")},
          {answer(R"({"tags":[],"total":0})")},
          {answer(R"({"skills":[],"total":0})")}}}};
    auto client = calling(server);
    const auto skills = client.skills({.prefix = "f y", .page = {.limit = 2, .cursor = "c"}});
    ASSERT_TRUE(skills);
    ASSERT_EQ(skills->terms.size(), 2U);
    EXPECT_EQ(skills->terms[0].value, "fly");
    EXPECT_EQ(skills->terms[0].agents, 7U);
    EXPECT_EQ(skills->total, 9U);
    EXPECT_EQ(skills->next_cursor, "n");
    EXPECT_TRUE(client.tags()->terms.empty());
    EXPECT_EQ(client.tags().error().code, Errc::unavailable); // an answer about skills
    const auto requests = server.requests();
    EXPECT_EQ(first_line(requests[0]), "GET /skills?prefix=f%20y&limit=2&cursor=c");
    EXPECT_EQ(first_line(requests[1]), "GET /tags");
}

TEST(Calls, ReadinessIsAskedOnceAndAnAnswerEitherWay)
{
    CannedServer server{{{{answer(R"({"status":"ok"})")},
                          {answer(R"({"status":"unavailable"})", "503 Service Unavailable")},
                          {answer("<html>", "404 Not Found")}}}};
    auto client = calling(server);
    EXPECT_TRUE(client.ready().value());
    EXPECT_FALSE(client.ready(Traffic::writes).value());
    EXPECT_EQ(client.ready().error().code, Errc::unavailable);
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 3U);
    EXPECT_EQ(first_line(requests[0]), "GET /readyz");
    EXPECT_EQ(first_line(requests[1]), "GET /readyz?for=write");
}

TEST(Calls, ACardSaysWhatItIs)
{
    const Agent agent{.card = R"({"name":"W","url":"https://w.example","skills":[{"id":"fly"}]})"};
    const auto card = agent.projection();
    EXPECT_EQ(card.name, "W");
    ASSERT_EQ(card.skills.size(), 1U);
    EXPECT_EQ(card.skills[0].id, "fly");
    EXPECT_EQ(Card{.json = agent.card}.projection(), card);
    EXPECT_EQ(Card{.json = "no card"}.projection(), AgentCard{});
}

struct Row {
    const char* name;
    Errc code;
    ErrorClass meaning;
};
void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.name;
}
class Classes : public testing::TestWithParam<Row> {};

TEST_P(Classes, SayWhatHelps)
{
    EXPECT_EQ(class_of(GetParam().code), GetParam().meaning);
}

INSTANTIATE_TEST_SUITE_P(Codes, Classes,
                         testing::Values(Row{"BadJson", Errc::bad_json, ErrorClass::refused},
                                         Row{"NotFound", Errc::agent_not_found, ErrorClass::refused},
                                         Row{"Precondition", Errc::precondition_failed, ErrorClass::refused},
                                         Row{"Forbidden", Errc::forbidden, ErrorClass::refused},
                                         Row{"Overloaded", Errc::overloaded, ErrorClass::not_now},
                                         Row{"Unreachable", Errc::unavailable, ErrorClass::not_now},
                                         Row{"DiskFull", Errc::storage_full, ErrorClass::not_now},
                                         Row{"ReadOnly", Errc::read_only, ErrorClass::not_now},
                                         Row{"LostAnswer", Errc::outcome_unknown, ErrorClass::unknown},
                                         Row{"Bug", Errc::internal, ErrorClass::unknown}),
                         [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a::client
