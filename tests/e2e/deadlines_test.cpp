// SPDX-License-Identifier: Apache-2.0
// Every wait on the network ends: never early, at most a second late.
#include "site_fixture.hpp"

#include <thread>

namespace a2a::support {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr auto kShort = 400ms;
constexpr auto kLate = 1'000ms + 300ms; // the promise, and a slow machine

class Deadlines : public SiteFixture {
protected:
    Deadlines()
    {
        limits_.keepalive_timeout = limits_.header_timeout = limits_.body_timeout = kShort;
        limits_.linger_timeout = 200ms;
    }
    void expect_in_time(Steady::duration took, Steady::duration limit = kShort)
    {
        EXPECT_GE(took, limit - 1ms);
        EXPECT_LE(took, limit + kLate);
    }
};

TEST_F(Deadlines, ASilentConnectionIsClosedWithoutAWord)
{
    start();
    RawClient fresh{port()};
    RawClient used{port()};
    used.send(request("GET /small"));
    EXPECT_EQ(used.read().status, 200);
    expect_in_time(used.closes_after());
    EXPECT_FALSE(used.was_reset());
    EXPECT_EQ(fresh.read_to_end(), "");
}

TEST_F(Deadlines, ARequestThatComesInTimeIsServed)
{
    start();
    RawClient client{port()};
    for (int i = 0; i < 3; ++i) {
        std::this_thread::sleep_for(kShort / 2);
        ASSERT_TRUE(client.send(request("GET /small")));
        EXPECT_EQ(client.read().status, 200);
    }
}

TEST_F(Deadlines, AHeaderThatDribblesGets408)
{
    start();
    RawClient client{port()};
    const auto begin = Steady::now();
    client.send("GET /small HTTP/1.1\r\nX: ");
    while (client.stays_silent(50ms)) client.send("x");
    expect_in_time(Steady::now() - begin);
    const auto refused = client.read();
    EXPECT_EQ(refused.status, 408);
    EXPECT_EQ(refused.field("Connection"), "close");
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(Deadlines, ABodyThatDribblesGets408)
{
    limits_.body_rate = 0; // no floor: the deadline alone
    start();
    RawClient client{port()};
    const auto begin = Steady::now();
    client.send(request("POST /echo", "Content-Length: 1000\r\n", "x"));
    while (client.stays_silent(50ms)) client.send("x");
    expect_in_time(Steady::now() - begin);
    EXPECT_EQ(client.read().status, 408);
}

TEST_F(Deadlines, ABodySlowerThanTheFloorGets408)
{
    limits_.body_timeout = 60s;
    limits_.body_window = kShort;
    limits_.body_rate = 10'000;
    start();
    for (const auto* path : {"POST /echo", "POST /stream"}) {
        RawClient client{port()};
        const auto begin = Steady::now();
        client.send(request(path, "Content-Length: 100000\r\n"));
        expect_in_time((client.stays_silent(3s), Steady::now() - begin));
        EXPECT_EQ(client.read().status, 408) << path;
    }
}

TEST_F(Deadlines, ABodyAboveTheFloorMayTakeLong)
{
    limits_.body_timeout = 60s;
    limits_.body_window = 100ms;
    limits_.body_rate = 1'000;
    start();
    RawClient client{port()};
    client.send(request("POST /echo", "Content-Length: 20000\r\n"));
    for (int i = 0; i < 20; ++i) {
        client.send(std::string(1'000, 'x'));
        std::this_thread::sleep_for(60ms);
    }
    EXPECT_EQ(client.read().body.size(), 20'000U);
}

TEST_F(Deadlines, AReaderThatStopsReadingIsDropped)
{
    limits_.write_window = kShort;
    start();
    RawClient client{port(), 4'096};
    client.send(request("GET /big"));
    const auto begin = Steady::now();
    std::this_thread::sleep_for(kShort + kLate); // takes nothing
    const auto got = client.read_to_end();
    EXPECT_LT(got.size(), kBigBytes);
    EXPECT_LT(Steady::now() - begin, kShort + kLate + 1s);
}

TEST_F(Deadlines, AReaderThatKeepsReadingGetsEverything)
{
    limits_.write_window = 100ms;
    start();
    RawClient client{port(), 64 * 1'024};
    client.send(request("GET /big"));
    const auto answer = client.read();
    EXPECT_TRUE(answer.is_whole);
    EXPECT_EQ(answer.body.size(), kBigBytes);
    client.send(request("GET /small")); // and its connection goes on, with its deadlines
    EXPECT_EQ(client.read().status, 200);
    expect_in_time(client.closes_after());
}

TEST_F(Deadlines, LingeringEnds)
{
    start();
    RawClient client{port()};
    client.send("NONSENSE\r\n\r\n");
    EXPECT_EQ(client.read().status, 400);
    EXPECT_EQ(client.read_to_end(), ""); // the write side is shut at once
    const auto begin = Steady::now();
    while (client.send("x")) std::this_thread::sleep_for(20ms);
    EXPECT_LT(Steady::now() - begin, 200ms + kLate);
}

TEST_F(Deadlines, AHandlerTakesTheTimeItNeeds)
{
    start();
    RawClient client{port()};
    client.send(request_with("PUT /wait", "x"));
    EXPECT_TRUE(client.stays_silent(kShort + 600ms));
    release();
    EXPECT_EQ(client.read().body, "waited");
}

TEST_F(Deadlines, AFailureOfAHandlerIsA500AndTheConnectionGoesOn)
{
    start();
    RawClient client{port()};
    client.send(request_with("POST /throw", "x") + request("GET /small"));
    const auto failed = client.read();
    EXPECT_EQ(failed.status, 500);
    EXPECT_EQ(failed.body.find("planned"), std::string::npos);
    EXPECT_EQ(client.read().status, 200);
}

} // namespace
} // namespace a2a::support
