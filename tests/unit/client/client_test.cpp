// SPDX-License-Identifier: Apache-2.0
// The client against servers that behave, misbehave, and go away.
#include "base/clock.hpp"
#include "canned_server.hpp"

#include <a2a/client.hpp>

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::client {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kHealthy = R"({"status":"healthy","service":"A2A Registry"})";
constexpr std::string_view kRegistered = R"({"success":true,"agent_id":"a","revision":1,"warnings":[]})";
constexpr std::string_view kAgent = R"({"agent_card":{"name":"a"},"id":"a","revision":1})";
constexpr std::string_view kOverloaded = R"({"type":"/problems/overloaded","detail":"too many"})";

Client client_of(const std::string& url, std::chrono::milliseconds timeout = 5s)
{
    return Client::open({.url = url, .timeout = timeout}).value();
}

std::string first_line(std::string_view request)
{
    return std::string{request.substr(0, request.find("\r\n"))};
}

bool has_field(std::string_view request, std::string_view line)
{
    return request.find("\r\n" + std::string{line} + "\r\n") != std::string_view::npos;
}

TEST(Client, RefusesOptionsThatCannotWork)
{
    EXPECT_EQ(Client::open({.url = "https://a"}).error().code, Errc::query_invalid);
    EXPECT_EQ(Client::open({.token = "a\r\nX: y"}).error().code, Errc::query_invalid);
    EXPECT_EQ(Client::open({.token = "two words"}).error().code, Errc::query_invalid);
}

TEST(Client, OneConnectionServesManyCalls)
{
    CannedServer server{{{{answer(kHealthy)}, {answer(kAgent)}, {answer(kRegistered, "201 Created")}}}};
    auto client = client_of(server.url());
    EXPECT_TRUE(client.health());
    EXPECT_TRUE(client.get("a"));
    EXPECT_TRUE(client.register_card("{}")->created);
    EXPECT_EQ(server.connections(), 1U);
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(Client, SendsWhatTheContractAsksFor)
{
    CannedServer server{
        {{{answer(kAgent)}, {answer(kRegistered)}, {answer(kRegistered)}, {answer(R"({"success":true})")}}}};
    auto client = Client::open({.url = server.url() + "/base/", .token = "s3cret"}).value();
    EXPECT_TRUE(client.get("W\xC3\xA4tter/10 %"));
    EXPECT_TRUE(client.put("a", R"({"name":"a"})", {.if_match = "\"x\""}));
    EXPECT_TRUE(client.register_card("{}", {.must_not_exist = true}));
    EXPECT_TRUE(client.remove("a"));

    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 4U);
    EXPECT_EQ(first_line(requests[0]), "GET /base/agents/W%C3%A4tter%2F10%20%25 HTTP/1.1");
    EXPECT_TRUE(has_field(requests[0], "Host: " + server.url().substr(7)));
    EXPECT_TRUE(has_field(requests[0], "Authorization: Bearer s3cret"));
    EXPECT_EQ(first_line(requests[1]), "PUT /base/agents/a HTTP/1.1");
    EXPECT_TRUE(has_field(requests[1], "If-Match: \"x\""));
    EXPECT_TRUE(has_field(requests[1], "Content-Type: application/json"));
    EXPECT_TRUE(requests[1].ends_with("\r\n\r\n{\"name\":\"a\"}"));
    EXPECT_EQ(first_line(requests[2]), "POST /base/agents HTTP/1.1");
    EXPECT_TRUE(has_field(requests[2], "If-None-Match: *"));
    EXPECT_EQ(first_line(requests[3]), "DELETE /base/agents/a HTTP/1.1");
}

TEST(Client, PagesAndSearches)
{
    const auto empty = answer(R"({"agents":[],"items":[],"total":0})");
    CannedServer server{{{{empty}, {empty}, {empty}}}};
    auto client = client_of(server.url());
    EXPECT_TRUE(client.list());
    EXPECT_TRUE(client.list({.limit = 10, .cursor = "a/b"}));
    SearchRequest request;
    request.query = "fly";
    EXPECT_TRUE(client.search(request));
    const auto requests = server.requests();
    EXPECT_EQ(first_line(requests[0]), "GET /agents HTTP/1.1");
    EXPECT_EQ(first_line(requests[1]), "GET /agents?limit=10&cursor=a%2Fb HTTP/1.1");
    EXPECT_EQ(first_line(requests[2]), "POST /agents/search HTTP/1.1");
    EXPECT_TRUE(requests[2].ends_with(R"({"query":"fly"})"));
}

TEST(Client, IdsThatWouldNameAnotherPathAreNotSent)
{
    auto client = client_of("http://127.0.0.1:1");
    for (const auto* id : {"", ".", ".."}) {
        EXPECT_EQ(client.get(id).error().code, Errc::id_invalid);
        EXPECT_EQ(client.remove(id).error().code, Errc::id_invalid);
    }
}

TEST(Client, ABareCardComesWithItsEtag)
{
    CannedServer server{{{{answer(R"({"name": "a"})", "200 OK", "ETag: \"c\"\r\n")}}}};
    const auto card = client_of(server.url()).card("a");
    ASSERT_TRUE(card);
    EXPECT_EQ(card->json, R"({"name": "a"})");
    EXPECT_EQ(card->etag, "\"c\"");
    EXPECT_EQ(first_line(server.requests()[0]), "GET /agents/a/card HTTP/1.1");
}

TEST(Client, AProblemBecomesAnError)
{
    CannedServer server{
        {{{answer(R"({"type":"/problems/agent-not-found","detail":"Agent not found"})", "404 Not Found")}}}};
    const auto agent = client_of(server.url()).get("a");
    ASSERT_FALSE(agent);
    EXPECT_EQ(agent.error().code, Errc::agent_not_found);
    EXPECT_EQ(agent.error().detail, "Agent not found");
}

TEST(Client, OpensAnewWhatTheServerClosedWhileIdle)
{
    CannedServer server{{{{answer(kHealthy)}}, {{answer(kRegistered)}}}};
    auto client = client_of(server.url());
    EXPECT_TRUE(client.health());
    server.wait_until_closed(1);
    EXPECT_TRUE(client.register_card("{}", {.must_not_exist = true}));
    EXPECT_EQ(server.requests().size(), 2U); // seen before sending: even a condition is safe
}

TEST(Client, RepeatsWhatAClosingConnectionSwallowed)
{
    CannedServer server{{{{answer(kHealthy)}, {""}}, {{answer(kRegistered)}}}};
    auto client = client_of(server.url());
    EXPECT_TRUE(client.health());
    EXPECT_TRUE(client.register_card("{}"));
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(Client, DoesNotRepeatAConditionalWrite)
{
    CannedServer server{{{{answer(kHealthy)}, {""}}, {{answer(kRegistered)}}}};
    auto client = client_of(server.url());
    EXPECT_TRUE(client.health());
    const auto outcome = client.register_card("{}", {.must_not_exist = true});
    EXPECT_EQ(outcome.error().code, Errc::outcome_unknown);
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Client, AWriteWithoutAnswerHasAnUnknownOutcome)
{
    CannedServer server{{{{""}}, {{answer(kRegistered)}}}};
    EXPECT_EQ(client_of(server.url()).register_card("{}").error().code, Errc::outcome_unknown);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Client, AReadWithoutAnswerIsRepeated)
{
    CannedServer server{{{{""}}, {{"HTTP/1.1 200 OK\r\nContent-Le"}}, {{answer(kAgent)}}}};
    EXPECT_TRUE(client_of(server.url()).get("a"));
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(Client, AReadIsRepeatedAsOftenAsAllowed)
{
    const auto busy = answer(kOverloaded, "503 Service Unavailable");
    CannedServer server{{{{busy}, {busy}, {busy}, {answer(kAgent)}}}};
    EXPECT_EQ(client_of(server.url()).get("a").error().code, Errc::overloaded);
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(Client, AWriteIsNotRepeatedWhenTheServerIsBusy)
{
    CannedServer server{{{{answer(kOverloaded, "503 Service Unavailable")}, {answer(kRegistered)}}}};
    EXPECT_EQ(client_of(server.url()).register_card("{}").error().code, Errc::overloaded);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Client, DoesNotWaitLongerThanItsDeadlineToComeBack)
{
    CannedServer server{{{{answer(kOverloaded, "503 Service Unavailable", "Retry-After: 60\r\n")}}}};
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(client_of(server.url()).get("a").error().code, Errc::overloaded);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 4s);
}

TEST(Client, ASilentServerCostsTheTimeoutAndNoMore)
{
    CannedServer server{{{{"HTTP/1.1 200 OK\r\n", After::wait_for_client_to_close}}}};
    auto client = client_of(server.url(), 100ms);
    const auto before = std::chrono::steady_clock::now();
    const auto outcome = client.health();
    const auto took = std::chrono::steady_clock::now() - before;
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, Errc::unavailable);
    EXPECT_NE(outcome.error().detail.find("timed out"), std::string::npos);
    EXPECT_GE(took, 100ms);
    EXPECT_LT(took, 2s);
}

TEST(Client, AServerThatFallsSilentIsLeftBeforeTheDeadline)
{
    CannedServer server{{{{"HTTP/1.1 200 OK\r\n", After::wait_for_client_to_close}}, {{answer(kAgent)}}}};
    auto client = Client::open({.url = server.url(), .read_timeout = 100ms, .timeout = 60s}).value();
    const auto before = std::chrono::steady_clock::now();
    EXPECT_TRUE(client.get("a")); // repeated on a second connection
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
    EXPECT_EQ(server.connections(), 2U);
}

TEST(Client, AServerMayBeSlowAsLongAsItSaysSomething)
{
    CannedServer server{{{{answer(kAgent), After::go_on, 60ms}}}};
    auto client = Client::open({.url = server.url(), .read_timeout = 500ms, .retries = 0}).value();
    EXPECT_TRUE(client.get("a")); // takes 600 ms in all
}

TEST(Client, AProxysFailureIsRepeatedForReadsOnly)
{
    for (const std::string status : {"502 Bad Gateway", "504 Gateway Timeout"}) {
        CannedServer server{{{{answer("<html>", status)}, {answer(kAgent)}, {answer("<html>", status)}}}};
        auto client = client_of(server.url());
        EXPECT_TRUE(client.get("a"));
        EXPECT_EQ(client.put("a", "{}").error().code, Errc::outcome_unknown);
        EXPECT_EQ(server.requests().size(), 3U);
    }
}

struct RetryAfter {
    const char* name;
    std::string (*value)();
};
void PrintTo(const RetryAfter& row, std::ostream* out)
{
    *out << row.name;
}
class ComesBack : public testing::TestWithParam<RetryAfter> {};

TEST_P(ComesBack, NotBeforeTheServerWantsIt)
{
    const auto fields = "Retry-After: " + GetParam().value() + "\r\n";
    CannedServer server{{{{answer(kOverloaded, "503 Service Unavailable", fields)}, {answer(kAgent)}}}};
    const auto before = std::chrono::steady_clock::now();
    EXPECT_TRUE(client_of(server.url()).get("a"));
    EXPECT_GE(std::chrono::steady_clock::now() - before, 1s);
}

INSTANTIATE_TEST_SUITE_P(RetryAfters, ComesBack,
                         testing::Values(RetryAfter{"Seconds", [] { return std::string{"1"}; }},
                                         RetryAfter{"Date",
                                                    [] { return print_http_date(wall_now() + 2999ms); }}),
                         [](const auto& test) { return test.param.name; });

TEST(Client, AnAnswerMayBeAsLargeAsTheLimitAndNoLarger)
{
    const std::string body{kAgent};
    for (const std::size_t limit : {body.size() - 1, body.size(), body.size() + 1}) {
        CannedServer server{{{{answer(body)}}}};
        auto client = Client::open({.url = server.url(), .retries = 0, .answer_bytes_max = limit}).value();
        EXPECT_EQ(client.get("a").has_value(), limit >= body.size()) << limit;
    }
}

TEST(Client, ReadsTheAnswerOfAServerThatDoesNotTakeTheWholeBody)
{
    // The canned server reads all of it; what matters is the early close behind the answer.
    CannedServer server{{{{answer(R"({"type":"/problems/too-large","detail":"too large"})",
                                  "413 Payload Too Large", "Connection: close\r\n")}},
                         {{answer(kHealthy)}}}};
    auto client = client_of(server.url());
    EXPECT_EQ(client.register_card(std::string(200'000, ' ')).error().code, Errc::too_large);
    EXPECT_TRUE(client.health());
    EXPECT_EQ(server.connections(), 2U);
}

TEST(Client, PassesOverInterimAnswersAndReadsChunks)
{
    CannedServer server{{{{"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 "
                           "OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                           "10\r\n{\"agent_card\":{}\r\n1\r\n}\r\n0\r\n\r\n"}}}};
    const auto agent = client_of(server.url()).get("a");
    ASSERT_TRUE(agent) << agent.error().detail;
    EXPECT_EQ(agent->card, "{}");
}

TEST(Client, SomethingElseListeningThereIsUnavailable)
{
    CannedServer server{{{{"SSH-2.0-OpenSSH_9.2\r\n"}}}};
    auto client = Client::open({.url = server.url(), .retries = 0}).value();
    EXPECT_EQ(client.get("a").error().code, Errc::unavailable);
}

TEST(Client, NobodyListeningIsUnavailableAndSaysWhere)
{
    const auto url = CannedServer{{}}.url(); // closed again at once
    const auto outcome = client_of(url).register_card("{}");
    EXPECT_EQ(outcome.error().code, Errc::unavailable); // certainly not applied
    EXPECT_NE(outcome.error().detail.find(url.substr(7)), std::string::npos) << outcome.error().detail;
}

TEST(Client, FindsServersByName)
{
    CannedServer server{{{{answer(kHealthy)}}}};
    EXPECT_TRUE(client_of(server.url("localhost")).health());
}

TEST(Client, TalksIpv6WhereThereIsAny)
{
    CannedServer server{{{{answer(kHealthy)}}}, "::1"};
    if (!server.listening()) return; // no IPv6 on this machine
    EXPECT_TRUE(client_of(server.url("[::1]")).health());
    EXPECT_TRUE(has_field(server.requests()[0], "Host: " + server.url("[::1]").substr(7)));
}

TEST(Client, CanBeMoved)
{
    CannedServer server{{{{answer(kHealthy)}, {answer(kHealthy)}}}};
    auto client = client_of(server.url());
    EXPECT_TRUE(client.health());
    auto moved = std::move(client);
    EXPECT_TRUE(moved.health());
    EXPECT_EQ(server.connections(), 1U);
}

} // namespace
} // namespace a2a::client
