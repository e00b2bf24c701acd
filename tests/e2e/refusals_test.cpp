// SPDX-License-Identifier: Apache-2.0
// What hostile or broken clients get: one complete answer, and no byte after it is a request.
#include "support/server_fixture.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cstdio>

namespace a2a::support {
namespace {

class Refusals : public ServerFixture {};

TEST_F(Refusals, ReachAClientThatKeepsSending)
{
    start();
    RawClient client{port()};
    client.send(request("POST /agents", "Content-Length: 10000000\r\n"));
    client.send(std::string(60'000, 'x')); // within what is drained
    const auto refused = client.read();
    EXPECT_EQ(refused.status, 413);
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_FALSE(client.was_reset());
}

TEST_F(Refusals, OfBodiesHoldToTheByte)
{
    config_.agents.card_bytes_max = 2'000;
    config_.http.search_bytes_max = 100;
    start();
    const auto padded = [](std::string json, std::size_t bytes) {
        return json + std::string(bytes - json.size(), ' ');
    };
    struct Row {
        std::string line, json;
        std::size_t limit;
    };
    // A body may wrap a card: that is what the 1 KiB more is for.
    for (const auto& row :
         {Row{"POST /agents/search", "{}", 100}, Row{"POST /agents/validate", card("C"), 2'000 + 1'024}}) {
        for (const auto& [bytes, refused] :
             {std::pair{row.limit - 1, false}, {row.limit, false}, {row.limit + 1, true}}) {
            const auto body = padded(row.json, bytes);
            EXPECT_EQ(ask(request_with(row.line, body)).status == 413, refused) << row.line << ' ' << bytes;
            std::string chunked = "1\r\n" + body.substr(0, 1) + "\r\n";
            std::array<char, 20> size{};
            std::snprintf(size.data(), size.size(), "%zx\r\n", bytes - 1);
            chunked += size.data() + body.substr(1) + "\r\n0\r\n\r\n";
            EXPECT_EQ(ask(request(row.line, "Transfer-Encoding: chunked\r\n", chunked)).status == 413,
                      refused);
        }
    }
    EXPECT_EQ(ask(request("POST /agents/search", "Content-Length: 101\r\n")).status,
              413); // before any of it is sent
}

TEST_F(Refusals, OfHeadersHoldToTheByte)
{
    start();
    const auto& limits = config_.http;
    const auto with_field = [](std::size_t line_bytes) {
        return request("GET /health", "X: " + std::string(line_bytes - 3, 'x') + "\r\n");
    };
    EXPECT_EQ(ask(with_field(limits.header_line_bytes_max)).status, 200);
    EXPECT_EQ(ask(with_field(limits.header_line_bytes_max + 1)).status, 431);

    const auto with_target = [](std::size_t bytes) {
        return request("GET /health?" + std::string(bytes - 8, 'x'));
    };
    EXPECT_NE(ask(with_target(limits.target_bytes_max)).status, 414);
    EXPECT_EQ(ask(with_target(limits.target_bytes_max + 1)).status, 414);

    const auto with_bytes = [](std::size_t bytes) {
        const auto some = "A: " + std::string(7'000, 'x') + "\r\nB: " + std::string(7'000, 'x') + "\r\nC: ";
        const auto left = bytes - request("GET /health", some + "\r\n").size();
        return request("GET /health", some + std::string(left, 'x') + "\r\n");
    };
    EXPECT_EQ(ask(with_bytes(limits.header_bytes_max)).status, 200);
    EXPECT_EQ(ask(with_bytes(limits.header_bytes_max + 1)).status, 431);

    const auto with_fields = [](std::size_t count) {
        std::string fields;
        for (std::size_t i = 1; i < count; ++i) fields += "X: y\r\n"; // and Host
        return request("GET /health", fields);
    };
    EXPECT_EQ(ask(with_fields(limits.header_fields_max)).status, 200);
    EXPECT_EQ(ask(with_fields(limits.header_fields_max + 1)).status, 431);
}

TEST_F(Refusals, OfAHeaderThatNeverEndsComeEarly)
{
    start();
    RawClient client{port()};
    client.send("GET / HTTP/1.1\r\nX: ");
    for (int i = 0; i < 20 && client.send(std::string(1'000, 'x')); ++i) {
    }
    EXPECT_EQ(client.read().status, 431);
}

TEST_F(Refusals, OfAConnectionTooManySayWhy)
{
    config_.listen.connections_max = 2;
    start();
    RawClient first{port()}, second{port()};
    first.send(request("GET /health"));
    second.send(request("GET /health"));
    EXPECT_EQ(first.read().status, 200);
    EXPECT_EQ(second.read().status, 200);
    RawClient third{port()};
    const auto refused = third.read();
    EXPECT_EQ(refused.status, 503);
    EXPECT_THAT(refused.field("Retry-After"), testing::AnyOf("1", "2"));
    EXPECT_EQ(refused.field("Connection"), "close");
    third.half_close();
    EXPECT_EQ(third.read_to_end(), "");
    first.send(request("GET /health", "Connection: close\r\n"));
    EXPECT_EQ(first.read().status, 200);
    first.half_close();
    EXPECT_EQ(first.read_to_end(), "");
    while (status_of("GET /health") != 200) {
    } // the place is free once the server has seen the end
}

TEST_F(Refusals, OfTooManyConnectionsOfOneClientSayWhy)
{
    config_.listen.connections_per_client = 1;
    start();
    RawClient first{port()};
    first.send(request("GET /health"));
    EXPECT_EQ(first.read().status, 200);
    const auto refused = RawClient{port()}.read();
    EXPECT_EQ(refused.status, 429);
    EXPECT_THAT(refused.field("Retry-After"), testing::AnyOf("1", "2"));
}

// Beast 1.81 dies of an assertion when these two arrive in separate segments, with no chunk before.
TEST_F(Refusals, ALastChunkInTwoSegmentsKillsNobody)
{
    start();
    RawClient client{port()};
    client.send(request("POST /agents/search", "Transfer-Encoding: chunked\r\n"));
    for (const auto* segment : {"0\r\n", "\r"}) {
        client.send(segment);
        EXPECT_TRUE(client.stays_silent(std::chrono::milliseconds{20}));
    }
    client.send("\n");
    EXPECT_EQ(client.read().status, 200);
}

TEST_F(Refusals, OfNoiseAreQuick)
{
    start();
    EXPECT_EQ(ask(std::string{"\x16\x03\x01\x02\x00\x01", 6}).status, 400);
    EXPECT_EQ(ask("\r\n\r\n").status, 400);
    EXPECT_EQ(ask("GET\r\n\r\n").status, 400);
}

} // namespace
} // namespace a2a::support
