// SPDX-License-Identifier: Apache-2.0
// Many cards at once: what is sent, and what the results say.
#include "canned_server.hpp"

#include <a2a/client.hpp>

#include <gtest/gtest.h>

namespace a2a::client {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kRefusedAsOverloaded = R"({"type":"/problems/overloaded","detail":"too many"})";
constexpr std::string_view kOne = R"({"line":1,"id":"a","status":"created","revision":7})"
                                  "\n";

Client importing(const CannedServer& server)
{
    return Client::open({.url = server.url(), .token = "s3cret", .timeout = 5s}).value();
}

TEST(Import, SendsLinesAndReadsAResultForEach)
{
    CannedServer server{{{{answer(
        std::string{kOne} + R"({"line":2,"id":"b","status":"replaced","revision":8})"
                            "\n"
                            R"({"line":4,"id":"c","status":"unchanged","revision":3})"
                            "\n"
                            R"({"line":5,"id":"d","status":"refused","type":"card-invalid","detail":"no",)"
                            R"("errors":[{"pointer":"/name","message":"must be","rule":"name-missing"}]})"
                            "\n")}}}};
    const auto results = importing(server).import_lines("{}\n{}\n\n{}\n{}\n");
    ASSERT_TRUE(results);
    ASSERT_EQ(results->size(), 4U);
    EXPECT_EQ((*results)[0].status, Imported::Status::created);
    EXPECT_EQ((*results)[0].id, "a");
    EXPECT_EQ((*results)[0].revision, 7U);
    EXPECT_FALSE((*results)[0].refusal);
    EXPECT_EQ((*results)[1].status, Imported::Status::replaced);
    EXPECT_EQ((*results)[2].status, Imported::Status::unchanged);
    EXPECT_EQ((*results)[2].line, 4U);
    ASSERT_TRUE((*results)[3].refusal);
    EXPECT_EQ((*results)[3].refusal->code, Errc::card_invalid);
    EXPECT_EQ((*results)[3].refusal->detail, "no");
    ASSERT_EQ((*results)[3].refusal->issues.size(), 1U);
    EXPECT_EQ((*results)[3].refusal->issues[0].pointer, "/name");

    const auto request = server.requests().at(0);
    EXPECT_TRUE(request.starts_with("POST /agents:import HTTP/1.1\r\n"));
    EXPECT_NE(request.find("\r\nContent-Type: application/x-ndjson\r\n"), std::string::npos);
    EXPECT_NE(request.find("\r\nAuthorization: Bearer s3cret\r\n"), std::string::npos);
    EXPECT_TRUE(request.ends_with("\r\n\r\n{}\n{}\n{}\n{}\n"));
}

TEST(Import, ComesAgainWhenNothingWasTaken)
{
    CannedServer server{{{{answer(kRefusedAsOverloaded, "503 Service Unavailable")}, {answer(kOne)}}}};
    const auto results = importing(server).import_lines("{}\n");
    ASSERT_TRUE(results);
    EXPECT_EQ(results->size(), 1U);
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Import, ALostAnswerIsNotRepeated)
{
    CannedServer server{{{{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"}}}};
    const auto results = importing(server).import_lines("{}\n");
    ASSERT_FALSE(results);
    EXPECT_EQ(results.error().code, Errc::outcome_unknown);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Import, OnlyWhatFoundTooManyWaitingIsSentAgain)
{
    const std::string busy = R"("status":"refused","type":"overloaded","detail":"too many"})"
                             "\n";
    CannedServer server{
        {{{answer(R"({"line":1,)" + busy + std::string{R"({"line":2,"id":"b","status":"created"})"} + "\n" +
                  R"({"line":3,)" + busy)},
          {answer(std::string{R"({"line":1,"id":"a","status":"created"})"} + "\n" +
                  R"({"line":2,"id":"c","status":"created"})" + "\n")}}}};
    const auto results = importing(server).import_lines("{1}\n \n{2}\n{3}");
    ASSERT_TRUE(results) << results.error().detail;
    ASSERT_EQ(results->size(), 3U);
    const std::string ids = (*results)[0].id + (*results)[1].id + (*results)[2].id;
    EXPECT_EQ(ids, "abc");
    EXPECT_EQ((*results)[1].line, 3U); // the second was blank
    EXPECT_TRUE(server.requests().at(1).ends_with("\r\n\r\n{1}\n{3}\n"));
}

TEST(Import, FewerResultsThanCardsLeaveTheOutcomeOpen)
{
    CannedServer server{{{{answer(kOne)}}}};
    EXPECT_EQ(importing(server).import_lines("{}\n{}\n").error().code, Errc::outcome_unknown);
}

// A result for each of these lines.
std::string created(std::size_t lines)
{
    std::string body;
    for (std::size_t i = 1; i <= lines; ++i)
        body += R"({"line":)" + std::to_string(i) + R"(,"status":"created"})" + '\n';
    return answer(body);
}

TEST(Import, AStreamIsSentInPieces)
{
    constexpr std::size_t kTexts = 5'000, kFirst = 4'096;
    CannedServer server{{{{created(kFirst)}, {created(kTexts - 1 - kFirst)}}}};
    auto client = importing(server);
    std::size_t given = 0, told = 0, last = 0;
    const auto done = client.import_all(
        [&]() -> std::optional<std::string> {
            if (given == kTexts) return std::nullopt;
            return ++given == 2 ? std::string{"\n"} : std::string{"{\n}"};
        },
        [&](const Imported& imported) {
            ++told;
            last = imported.line;
        });
    EXPECT_TRUE(done);
    EXPECT_EQ(told, kTexts - 1); // one was blank
    EXPECT_EQ(last, kTexts);
    EXPECT_TRUE(server.requests().at(1).ends_with("{ }\n"));
}

TEST(Import, APieceFitsWhatProxiesTake)
{
    CannedServer server{{{{created(1)}, {created(1)}}}};
    auto client = importing(server);
    int given = 0;
    EXPECT_TRUE(client.import_all(
        [&]() -> std::optional<std::string> {
            if (given++ == 2) return std::nullopt;
            return std::string(600'000, 'x');
        },
        [](const Imported&) {}));
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Import, AStreamEndsWithItsFailure)
{
    CannedServer server{{{{answer(R"({"type":"read-only","detail":"no"})", "507 Insufficient Storage")}}}};
    auto client = importing(server);
    int given = 0;
    const auto done = client.import_all(
        [&]() -> std::optional<std::string> {
            if (given++ == 1) return std::nullopt;
            return "{}";
        },
        [](const Imported&) { FAIL(); });
    EXPECT_EQ(done.error().code, Errc::read_only);
}

TEST(Import, SomebodyElseIsNoticed)
{
    for (const auto* body : {"hello\n", "{}\n", R"({"status":"great"})", "\n"}) {
        CannedServer server{{{{answer(body)}}}};
        const auto results = importing(server).import_lines("{}\n");
        ASSERT_FALSE(results) << body;
        EXPECT_EQ(results.error().code, Errc::unavailable);
    }
}

} // namespace
} // namespace a2a::client
