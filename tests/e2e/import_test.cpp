// SPDX-License-Identifier: Apache-2.0
// POST /agents:import over the wire: stored as it comes, answered when it has come.
#include "support/server_fixture.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <thread>

namespace a2a::support {
namespace {

using namespace std::chrono_literals;

class Import : public ServerFixture {
protected:
    static std::string chunk(const std::string& bytes)
    {
        std::array<char, 20> size{};
        std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
        return size.data() + bytes + "\r\n";
    }
    static std::string chunked(const std::string& first = "")
    {
        return request("POST /agents:import", "Transfer-Encoding: chunked\r\n", first);
    }
};

// A proxy stops sending a request once its answer has begun.
TEST_F(Import, HoldsItsResultsUntilTheBodyEnds)
{
    start();
    RawClient client{port()};
    client.send(chunked());
    for (int i = 0; i < 3; ++i) {
        const auto id = "I" + std::to_string(i);
        client.send(chunk(card(id) + "\n"));
        while (status_of("GET /agents/" + id) != 200) std::this_thread::yield(); // stored as it comes
    }
    EXPECT_TRUE(client.stays_silent(50ms));
    client.send("0\r\n\r\n" + request("GET /health"));
    std::string got;
    while (got.find("healthy") == std::string::npos) got += client.read_some();
    EXPECT_NE(got.find(R"("line":3,"id":"I2","status":"created")"), std::string::npos) << got;
}

TEST_F(Import, TellsEveryLineItsFate)
{
    start();
    const auto answer = ask(
        request_with("POST /agents:import", card("A") + "\n\nnot json\n" + card("A") + "\r\n" + card("B")));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.field("Content-Type"), "application/x-ndjson");
    EXPECT_TRUE(answer.is_whole);
    EXPECT_EQ(std::count(answer.body.begin(), answer.body.end(), '\n'), 4);
    for (const auto* part :
         {R"({"line":1,"id":"A","status":"created")", R"({"line":3,"status":"refused")",
          R"({"line":4,"id":"A","status":"unchanged")", R"({"line":5,"id":"B","status":"created")"})
        EXPECT_NE(answer.body.find(part), std::string::npos) << part << " in " << answer.body;
}

// What was stored before is told, and the missing end tells the rest.
TEST_F(Import, BrokenAfterItsFirstLineIsAnAnswerWithoutAnEnd)
{
    start();
    RawClient client{port()};
    client.send(chunked(chunk(card("Whole") + "\n")));
    while (status_of("GET /agents/Whole") != 200) std::this_thread::yield();
    client.send(chunk(R"({"name":"Cut)") + "NOT A CHUNK\r\n" + request("DELETE /agents/Whole"));
    const auto got = client.read_to_end();
    EXPECT_TRUE(got.starts_with("HTTP/1.1 200 OK\r\n")) << got;
    EXPECT_NE(got.find(R"("status":"created")"), std::string::npos) << got;
    EXPECT_FALSE(got.ends_with("0\r\n\r\n")) << got;
    EXPECT_EQ(got.find("HTTP/1.1", 1), std::string::npos) << got;
    EXPECT_EQ(status_of("GET /agents/Whole"), 200);
}

TEST_F(Import, BrokenBeforeAnyAnswerIsRefused)
{
    start();
    RawClient client{port()};
    client.send(chunked("NOT A CHUNK\r\n"));
    EXPECT_EQ(client.read().status, 400);
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(Import, OnHttp10EndsWithTheConnection)
{
    start();
    const auto body = card("Old");
    const auto answer = ask("POST /agents:import HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE(answer.has("Transfer-Encoding"));
    EXPECT_EQ(answer.field("Connection"), "close");
    EXPECT_NE(answer.body.find(R"("id":"Old","status":"created")"), std::string::npos);
}

TEST_F(Import, ContinuesAtOnceWhenAsked)
{
    start();
    RawClient client{port()};
    const auto body = card("Expected");
    client.send(request("POST /agents:import",
                        "Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n"));
    EXPECT_EQ(client.read().status, 100);
    client.send(body);
    EXPECT_NE(client.read().body.find("created"), std::string::npos);
}

TEST_F(Import, OfThousandsOfLinesGoesThrough)
{
    start();
    std::string body;
    for (int i = 0; i < 2'000; ++i) body += card("N" + std::to_string(i)) + "\n";
    const auto answer = ask(request_with("POST /agents:import", body));
    EXPECT_TRUE(answer.is_whole);
    EXPECT_EQ(std::count(answer.body.begin(), answer.body.end(), '\n'), 2'000);
    EXPECT_EQ(status_of("GET /agents/N1999"), 200);
}

} // namespace
} // namespace a2a::support
