// SPDX-License-Identifier: Apache-2.0
// What a well-behaved client sees of the connection: keep-alive, pipelining, versions, methods.
#include "support/server_fixture.hpp"

#include <thread>

namespace a2a::support {
namespace {

class Connection : public ServerFixture {};

TEST_F(Connection, StaysOpenAsTheGuideShows)
{
    start();
    RawClient client{port()};
    for (int i = 0; i < 3; ++i) {
        client.send(request("GET /health"));
        const auto answer = client.read();
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, R"({"status":"healthy","service":"A2A Registry"})");
        EXPECT_NE(answer.head.find("\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5, max=1000\r\n"),
                  std::string::npos);
        for (const auto* name : {"Date", "Content-Length", "X-Request-Id"})
            EXPECT_TRUE(answer.has(name)) << name;
        EXPECT_EQ(answer.field("Server"), "a2a-registry");
        EXPECT_EQ(answer.field("Content-Type"), "application/json");
    }
}

TEST_F(Connection, EndsWithTheLastOfItsRequests)
{
    config_.http.keepalive_requests = 3;
    start();
    RawClient client{port()};
    for (int i = 1; i <= 3; ++i) {
        client.send(request("GET /health"));
        EXPECT_EQ(client.read().field("Connection"), i < 3 ? "keep-alive" : "close");
    }
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(Connection, OfAnImportCountsAsARequestToo)
{
    config_.http.keepalive_requests = 1;
    start();
    RawClient client{port()};
    client.send(request_with("POST /agents:import", card("A")));
    EXPECT_EQ(client.read().field("Connection"), "close");
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(Connection, ClosesWhenTheClientWishes)
{
    start();
    RawClient client{port()};
    client.send(request("GET /health", "Connection: close\r\n"));
    EXPECT_EQ(client.read().field("Connection"), "close");
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_FALSE(client.was_reset());
}

TEST_F(Connection, SpeaksHttp10)
{
    start();
    RawClient client{port()};
    client.send("GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(client.read().field("Connection"), "keep-alive");
    client.send("GET /health HTTP/1.0\r\n\r\n");
    const auto last = client.read();
    EXPECT_EQ(last.status, 200);
    EXPECT_EQ(last.field("Connection"), "close");
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_EQ(ask("POST /agents HTTP/1.0\r\n\r\n").status, 411);
}

TEST_F(Connection, TakesRequestsInAnyPieces)
{
    start();
    RawClient client{port()};
    client.send_byte_by_byte("\r\n" + request_with("POST /agents", card("Pieces")));
    EXPECT_EQ(client.read().status, 201);
    client.send_byte_by_byte(
        request("POST /agents", "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\nX: y\r\n\r\n"));
    EXPECT_EQ(client.read().status, 400);
    EXPECT_EQ(status_of("GET /agents/Pieces"), 200);
}

TEST_F(Connection, AnswersPipelinedRequestsInOrder)
{
    start();
    std::string all;
    for (int i = 0; i < 100; ++i) {
        const auto name = "P" + std::to_string(i);
        all += request_with("PUT /agents/" + name, card(name)) + request("GET /agents/" + name + "/card") +
               request("GET /nothing/" + name) + request("HEAD /agents/" + name);
    }
    RawClient client{port()};
    std::thread sender{[&] { client.send(all); }};
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(client.read().status, 201);
        EXPECT_EQ(client.read().body, card("P" + std::to_string(i)));
        EXPECT_EQ(client.read().status, 404);
        EXPECT_EQ(client.read(true).status, 200);
    }
    sender.join();
    EXPECT_TRUE(client.stays_silent(std::chrono::milliseconds{10}));
}

TEST_F(Connection, ReadsNoFurtherAheadThanItsLimits)
{
    config_.http.pipeline_requests_max = 1;
    config_.http.pipeline_bytes_max = 1;
    start();
    std::string all;
    for (int i = 0; i < 100; ++i) all += request("GET /health");
    RawClient client{port()};
    client.send(all);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(client.read().status, 200);
}

TEST_F(Connection, AnswersAfterAHalfClose)
{
    start();
    RawClient client{port()};
    client.send(request("GET /health") + request("GET /livez"));
    client.half_close();
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(Connection, MethodsMeanWhatTheyMean)
{
    start();
    RawClient client{port()};
    client.send(request("GET /health") + request("HEAD /health") + request("OPTIONS /agents/search") +
                request("OPTIONS *") + request("DELETE /health") + request("TRACE /health") +
                request("BREW /health") + request("GET /health"));
    const auto got = client.read();
    const auto head = client.read(true);
    EXPECT_EQ(head.field("Content-Length"), got.field("Content-Length"));
    EXPECT_EQ(head.field("ETag"), got.field("ETag"));
    const auto options = client.read();
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.field("Allow"), "GET, HEAD, POST, PUT, DELETE, OPTIONS");
    EXPECT_FALSE(options.has("Content-Length"));
    EXPECT_EQ(client.read().status, 204);
    const auto refused = client.read();
    EXPECT_EQ(refused.status, 405);
    EXPECT_EQ(refused.field("Allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(refused.field("Content-Type"), "application/problem+json");
    EXPECT_EQ(client.read().status, 405);
    EXPECT_EQ(client.read().status, 501);
    EXPECT_EQ(client.read().status, 200); // none of them ended the connection
}

TEST_F(Connection, ABodyOnAReadIsReadAndIgnored)
{
    start();
    RawClient client{port()};
    client.send(request_with("GET /health", request("DELETE /agents/x")) +
                request("GET /livez", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n") +
                request("GET /nobody"));
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read().status, 404);
    EXPECT_TRUE(client.stays_silent(std::chrono::milliseconds{10}));
}

TEST_F(Connection, ContinuesAtOnceOrNotAtAll)
{
    start();
    const auto expecting = [](const std::string& line, const std::string& length,
                              const std::string& fields = "") {
        return request(line, "Expect: 100-continue\r\nContent-Length: " + length + "\r\n" + fields);
    };
    const auto body = card("Expected");
    RawClient client{port()};
    client.send(expecting("POST /agents", std::to_string(body.size())));
    EXPECT_EQ(client.read().status, 100);
    client.send(body);
    EXPECT_EQ(client.read().status, 201);
    client.send(expecting("POST /agents", std::to_string(body.size())) + body); // did not wait
    EXPECT_EQ(client.read().status, 200);

    EXPECT_EQ(ask(expecting("POST /agents", "99999999")).status, 413);
    EXPECT_EQ(ask(expecting("POST /agents", "10", "Content-Type: image/png\r\n")).status, 415);
    EXPECT_EQ(ask(expecting("POST /nobody", "10")).status, 404);
    EXPECT_EQ(ask(request("POST /agents", "Expect: magic\r\nContent-Length: 10\r\n")).status, 417);
}

TEST_F(Connection, ASecondServerOnThePortDoesNotStart)
{
    start();
    auto second = config_;
    second.listen.port = port();
    try {
        const Application application{second};
        FAIL() << "two servers share a port";
    } catch (const std::exception& fault) {
        EXPECT_NE(std::string{fault.what()}.find("Address already in use"), std::string::npos)
            << fault.what();
    }
}

} // namespace
} // namespace a2a::support
