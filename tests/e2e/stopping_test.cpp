// SPDX-License-Identifier: Apache-2.0
// A stop is fair: what is under way ends well, what is idle ends at once, nothing that came is lost.
#include "site_fixture.hpp"

#include <thread>
#include <vector>

namespace a2a::support {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

class Stopping : public SiteFixture {
protected:
    void wait_until_waiting(int count)
    {
        while (waiting_ < count) std::this_thread::yield();
    }
};

TEST_F(Stopping, FinishesTheRequestInFlightAndDropsTheIdleAtOnce)
{
    start();
    RawClient busy{port()}, idle{port()}, fresh{port()};
    idle.send(request("GET /small"));
    EXPECT_EQ(idle.read().status, 200);
    busy.send(request_with("PUT /wait", "x"));
    wait_until_waiting(1);

    const auto begin = Steady::now();
    std::thread stopping{[&] { stop(5s); }};
    EXPECT_EQ(idle.read_to_end(), "");
    EXPECT_EQ(fresh.read_to_end(), "");
    EXPECT_LT(Steady::now() - begin, 300ms);
    EXPECT_THROW(RawClient{port()}, std::system_error);
    release();
    const auto answer = busy.read();
    EXPECT_EQ(answer.body, "waited");
    EXPECT_EQ(answer.field("Connection"), "close");
    busy.half_close();
    EXPECT_EQ(busy.read_to_end(), "");
    stopping.join();
    EXPECT_LT(Steady::now() - begin, 2s);
}

TEST_F(Stopping, AnnouncedEveryAnswerIsAConnectionsLast)
{
    start();
    RawClient before{port()};
    before.send(request("GET /small"));
    EXPECT_EQ(before.read().field("Connection"), "keep-alive");
    server_->announce_closing();
    before.send(request("GET /small"));
    EXPECT_EQ(before.read().field("Connection"), "close");
    RawClient after{port()};
    after.send(request("GET /small"));
    const auto answer = after.read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.field("Connection"), "close");
}

TEST_F(Stopping, ServesWhoeverWaitsInTheAcceptQueue)
{
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        clients.back()->send(request("GET /small"));
    }
    std::thread stopping{[&] { stop(); }};
    for (const auto& client : clients) {
        EXPECT_EQ(client->read().body, "small");
        client->half_close();
    }
    stopping.join();
}

TEST_F(Stopping, ARequestThatWaitsInItsSocketIsServed)
{
    start();
    for (int round = 0; round < 20; ++round) { // the race is between its bytes and the stop
        RawClient client{port()};
        client.send(request("GET /small"));
        EXPECT_EQ(client.read().status, 200);
        client.send(request("GET /small"));
        std::thread stopping{[&] { stop(); }};
        EXPECT_EQ(client.read().body, "small");
        client.half_close();
        stopping.join();
        start();
    }
}

TEST_F(Stopping, EndsWhatOutlastsItsPatience)
{
    limits_.header_timeout = limits_.write_window = 60s;
    start();
    RawClient half{port()}, unread{port(), 4'096}, streaming{port()};
    half.send("GET /small HTTP/1.1\r\n");
    unread.send(request("GET /big"));
    streaming.send(request("POST /stream", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n"));
    while (streaming.read_some().find("abc") == std::string::npos) {
    }
    const auto begin = Steady::now();
    stop(300ms);
    const auto took = Steady::now() - begin;
    EXPECT_GE(took, 299ms);
    EXPECT_LT(took, 300ms + 2s);
}

TEST_F(Stopping, LeavesNoHandlerBehindThatNeverEnds)
{
    start();
    RawClient busy{port()};
    busy.send(request_with("PUT /wait", "x"));
    wait_until_waiting(1);
    const auto begin = Steady::now();
    stop(100ms); // never released: the worker is stopped, the handler's frame destroyed
    EXPECT_LT(Steady::now() - begin, 3s);
    EXPECT_EQ(busy.read_to_end(), "");
}

} // namespace
} // namespace a2a::support
