// SPDX-License-Identifier: Apache-2.0
// What the client keeps, and when it asks again.
#include "canned_server.hpp"
#include "support/gzip.hpp"

#include <a2a/client.hpp>

#include <gtest/gtest.h>

namespace a2a::client {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kOld = R"({"agent_card":{"name":"old"},"id":"a","revision":1})";
constexpr std::string_view kNew = R"({"agent_card":{"name":"new"},"id":"a","revision":2})";
constexpr std::string_view kAskAgain = "ETag: \"1\"\r\nCache-Control: no-cache\r\n";
constexpr std::string_view kForAWhile = "ETag: \"1\"\r\nCache-Control: max-age=300\r\n";
constexpr std::string_view kNotModified =
    "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nCache-Control: no-cache\r\n\r\n";
constexpr std::string_view kRegistered = R"({"success":true,"agent_id":"a","revision":2,"warnings":[]})";

Client client_of(const CannedServer& server)
{
    return Client::open({.url = server.url(), .timeout = 5s}).value();
}

bool asks_about_kept(const std::string& request)
{
    return request.find("\r\nIf-None-Match: \"1\"\r\n") != std::string::npos;
}

TEST(CachedClient, AsksByEtagAndUsesWhatItHas)
{
    CannedServer server{{{{answer(kOld, "200 OK", kAskAgain)}, {std::string{kNotModified}}}}};
    auto client = client_of(server);
    EXPECT_EQ(client.get("a")->card, R"({"name":"old"})");
    EXPECT_EQ(client.get("a")->card, R"({"name":"old"})");
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_FALSE(asks_about_kept(requests[0]));
    EXPECT_TRUE(asks_about_kept(requests[1]));
}

TEST(CachedClient, ANewAnswerTakesThePlaceOfTheOldOne)
{
    CannedServer server{{{{answer(kOld, "200 OK", kAskAgain)},
                          {answer(kNew, "200 OK", "ETag: \"2\"\r\nCache-Control: no-cache\r\n")},
                          {"HTTP/1.1 304 Not Modified\r\n\r\n"}}}};
    auto client = client_of(server);
    EXPECT_EQ(client.get("a")->revision, 1U);
    EXPECT_EQ(client.get("a")->revision, 2U);
    EXPECT_EQ(client.get("a")->revision, 2U);
    EXPECT_NE(server.requests().at(2).find("If-None-Match: \"2\""), std::string::npos);
}

TEST(CachedClient, DoesNotAskWhileAnAnswerIsFresh)
{
    CannedServer server{{{{answer(R"({"name":"a"})", "200 OK", kForAWhile)}}}};
    auto client = client_of(server);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client.card("a")->json, R"({"name":"a"})");
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(CachedClient, AsksAgainAfterItsOwnWrite)
{
    CannedServer server{{{{answer(R"({"name":"a"})", "200 OK", kForAWhile)},
                          {answer(kRegistered)},
                          {answer(R"({"name":"b"})", "200 OK", kForAWhile)}}}};
    auto client = client_of(server);
    EXPECT_TRUE(client.card("a"));
    EXPECT_TRUE(client.put("a", "{}"));
    EXPECT_EQ(client.card("a")->json, R"({"name":"b"})");
    EXPECT_TRUE(asks_about_kept(server.requests().at(2)));
}

TEST(CachedClient, AsksAgainAfterAWriteThatNobodyKnowsOf)
{
    CannedServer server{{{{answer(R"({"name":"a"})", "200 OK", kForAWhile)}, {"HTTP/1.1 200 OK\r\n"}},
                         {{std::string{kNotModified}}}}};
    auto client = client_of(server);
    EXPECT_TRUE(client.card("a"));
    EXPECT_EQ(client.put("a", "{}", {.must_not_exist = true}).error().code, Errc::outcome_unknown);
    EXPECT_EQ(client.card("a")->json, R"({"name":"a"})");
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(CachedClient, ForgetsWhatIsGone)
{
    const auto gone = answer(R"({"type":"/problems/agent-not-found","detail":"no"})", "404 Not Found");
    CannedServer server{{{{answer(kOld, "200 OK", kAskAgain)}, {gone}, {gone}}}};
    auto client = client_of(server);
    EXPECT_TRUE(client.get("a"));
    EXPECT_EQ(client.get("a").error().code, Errc::agent_not_found);
    EXPECT_EQ(client.get("a").error().code, Errc::agent_not_found);
    EXPECT_FALSE(asks_about_kept(server.requests().at(2)));
}

TEST(CachedClient, AFailureIsAFailureAndForgetsNothing)
{
    const auto busy = answer(R"({"type":"/problems/loading","detail":"no"})", "503 Service Unavailable");
    CannedServer server{{{{answer(kOld, "200 OK", kAskAgain)}, {busy}, {std::string{kNotModified}}}}};
    auto client = Client::open({.url = server.url(), .timeout = 5s, .retries = 0}).value();
    EXPECT_TRUE(client.get("a"));
    EXPECT_EQ(client.get("a").error().code, Errc::loading); // never the old state as if it were the new
    EXPECT_TRUE(client.get("a"));
}

TEST(CachedClient, KeepsNothingWhereItMayNot)
{
    CannedServer server{{{{answer(kOld, "200 OK", kForAWhile)}, {answer(kOld, "200 OK", kForAWhile)}}}};
    auto client = Client::open({.url = server.url(), .timeout = 5s, .cache_bytes = 0}).value();
    EXPECT_TRUE(client.get("a"));
    EXPECT_TRUE(client.get("a"));
    EXPECT_FALSE(asks_about_kept(server.requests().at(1)));
}

TEST(CachedClient, UnpacksAndKeepsItUnpacked)
{
    const auto packed = answer(test::gzip(kOld), "200 OK",
                               "Content-Encoding: gzip\r\nETag: \"1\"\r\nCache-Control: no-cache\r\n");
    CannedServer server{{{{packed}, {std::string{kNotModified}}}}};
    auto client = client_of(server);
    EXPECT_EQ(client.get("a")->card, R"({"name":"old"})");
    EXPECT_EQ(client.get("a")->card, R"({"name":"old"})");
    EXPECT_NE(server.requests().at(0).find("\r\nAccept-Encoding: gzip\r\n"), std::string::npos);
}

TEST(CachedClient, UnpacksNoMoreThanTheLimit)
{
    const std::string body = R"({"agent_card":{},"id":")" + std::string(10'000, 'x') + "\"}";
    for (const auto limit : {body.size() - 1, body.size(), body.size() + 1}) {
        CannedServer server{{{{answer(test::gzip(body), "200 OK", "Content-Encoding: gzip\r\n")}}}};
        auto client =
            Client::open({.url = server.url(), .timeout = 5s, .retries = 0, .answer_bytes_max = limit})
                .value();
        EXPECT_EQ(client.get("a").has_value(), limit >= body.size()) << limit;
    }
}

TEST(CachedClient, ACodingThatNobodyAskedForIsNotRead)
{
    CannedServer server{{{{answer("??", "200 OK", "Content-Encoding: br\r\n")}}}};
    auto client = Client::open({.url = server.url(), .timeout = 5s, .retries = 0}).value();
    EXPECT_EQ(client.get("a").error().code, Errc::unavailable);
}

TEST(CachedClient, AsksForNoGzipWhenToldSo)
{
    CannedServer server{{{{answer(kOld)}}}};
    auto client = Client::open({.url = server.url(), .timeout = 5s, .accept_gzip = false}).value();
    EXPECT_TRUE(client.get("a"));
    EXPECT_EQ(server.requests().at(0).find("Accept-Encoding"), std::string::npos);
}

} // namespace
} // namespace a2a::client
