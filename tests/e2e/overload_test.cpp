// SPDX-License-Identifier: Apache-2.0
// More is asked than can be done: who is served, who is refused, and with what.
#include "site_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace a2a::support {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class Overload : public SiteFixture {
protected:
    void wait_until_waiting(int count) const
    {
        while (waiting_ < count) std::this_thread::yield();
    }
    // A connection that the worker knows already.
    std::unique_ptr<RawClient> connected() const
    {
        auto client = std::make_unique<RawClient>(port());
        client->send(request("GET /nowhere"));
        EXPECT_EQ(client->read().status, 404);
        return client;
    }
    std::vector<std::unique_ptr<RawClient>> connected(std::size_t count) const
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        while (clients.size() < count) clients.push_back(connected());
        return clients;
    }
    // Clients whose request waits for release().
    void occupy(int count)
    {
        for (int i = 0; i < count; ++i) {
            occupants_.push_back(std::make_unique<RawClient>(port()));
            occupants_.back()->send(request_with("PUT /wait", "x"));
        }
        wait_until_waiting(count);
    }
    // As soon as the server holds what was sent to it before.
    Answer refused_once_held(const std::string& announced) const
    {
        for (int tries = 0; tries < 100; ++tries) {
            RawClient client{port()};
            client.send(request("POST /echo", announced));
            if (!client.stays_silent(50ms)) return client.read();
        }
        throw std::runtime_error{"nothing is refused"};
    }
    void expect_refused(const Answer& answer, const std::string& connection)
    {
        EXPECT_EQ(answer.status, 503);
        EXPECT_THAT(answer.field("Retry-After"), testing::AnyOf("1", "2"));
        EXPECT_EQ(answer.field("Content-Type"), "application/problem+json");
        EXPECT_THAT(answer.body, HasSubstr("/problems/overloaded"));
        EXPECT_THAT(answer.body, HasSubstr(R"("request_id":")" + answer.field("X-Request-Id") + '"'));
        EXPECT_EQ(answer.field("Connection"), connection);
    }

    std::vector<std::unique_ptr<RawClient>> occupants_;
};

TEST_F(Overload, AGetPassesThoseThatCostMore)
{
    constexpr std::size_t kCostly = 40;
    start();
    const auto others = connected(kCostly);
    const auto getter = connected();
    RawClient first{port()};
    first.send(request("GET /turn/first"));
    wait_until_waiting(1); // the worker sees nothing until release()
    for (std::size_t i = 0; i < kCostly; ++i) others[i]->send(request("GET /turn/" + std::to_string(i)));
    getter->send(request("GET /small"));
    release();
    EXPECT_EQ(getter->read().body, "small");
    EXPECT_EQ(first.read().body, "first");
    for (std::size_t i = 0; i < kCostly; ++i) EXPECT_EQ(others[i]->read().body, std::to_string(i));
    stop();
    ASSERT_EQ(turns_.size(), kCostly + 2);
    EXPECT_LT(std::ranges::find(turns_, "small") - turns_.begin(), 10);
}

TEST_F(Overload, NewConnectionsDoNotWaitARoundEach)
{
    constexpr std::size_t kCostly = 60;
    start();
    const auto others = connected(kCostly);
    RawClient first{port()};
    first.send(request("GET /turn/first"));
    wait_until_waiting(1);
    for (const auto& other : others) other->send(request("GET /turn/other"));
    std::vector<std::unique_ptr<RawClient>> getters;
    for (int i = 0; i < 40; ++i) {
        getters.push_back(std::make_unique<RawClient>(port()));
        getters.back()->send(request("GET /small"));
    }
    release();
    for (const auto& getter : getters) EXPECT_EQ(getter->read().body, "small");
    for (const auto& other : others) EXPECT_EQ(other->read().body, "other");
    stop();
    const auto last_small = std::find(turns_.rbegin(), turns_.rend(), "small").base();
    EXPECT_LT(std::count(turns_.begin(), last_small, "other"), 10);
}

TEST_F(Overload, MoreRequestsThanMayBeUnderWayAreRefusedByTheirHead)
{
    limits_.requests = 2;
    start();
    occupy(2);
    RawClient third{port()};
    third.send(request("PUT /wait", "Content-Length: 5\r\n")); // the body comes too late to be read
    expect_refused(third.read(), "keep-alive");
    third.send("GET /" + request("GET /small"));
    const auto small = third.read();
    EXPECT_EQ(small.status, 200) << "a get is served, on the same connection";
    EXPECT_EQ(small.body, "small");
    third.send(request_with("PUT /wait", "x"));
    expect_refused(third.read(), "keep-alive");

    release();
    for (const auto& occupant : occupants_) EXPECT_EQ(occupant->read().body, "waited");
    third.send(request_with("PUT /wait", "x"));
    EXPECT_EQ(third.read().body, "waited");
}

TEST_F(Overload, TheConnectionOfALargeBodyIsClosed)
{
    limits_.requests = 1;
    start();
    occupy(1);
    for (const auto* const fields : {"Content-Length: 16385\r\n", "Transfer-Encoding: chunked\r\n",
                                     "Content-Length: 5\r\nExpect: 100-continue\r\n"}) {
        RawClient client{port()};
        client.send(request("POST /echo", fields));
        expect_refused(client.read(), "close");
        EXPECT_EQ(client.read_to_end(), "");
    }
    release();
}

TEST_F(Overload, NoMoreBytesOfBodiesAreHeldThanMayBe)
{
    limits_.request_bytes = 300'000; // POST /echo is open: half of them
    start();
    RawClient holder{port()};
    holder.send(request("POST /echo", "Content-Length: 100000\r\n", std::string(90'000, 'x')));
    expect_refused(refused_once_held("Content-Length: 80000\r\n"), "close");
    RawClient unannounced{port()};
    unannounced.send(
        request("POST /echo", "Transfer-Encoding: chunked\r\n", "13880\r\n" + std::string(80'000, 'x')));
    const auto refused = unannounced.read();
    EXPECT_EQ(refused.status, 503);
    EXPECT_TRUE(refused.has("Retry-After"));

    holder.send(std::string(10'000, 'x'));
    EXPECT_EQ(holder.read().body.size(), 100'000U);
    RawClient after{port()};
    after.send(request_with("POST /echo", std::string(100'000, 'x')));
    EXPECT_EQ(after.read().body.size(), 100'000U);
}

TEST_F(Overload, WhoeverWouldWaitTooLongIsRefused)
{
    limits_.queue_time = 1ms;
    start();
    const auto others = connected(40);
    RawClient first{port()};
    first.send(request("GET /turn/first"));
    wait_until_waiting(1);
    for (const auto& other : others) other->send(request("GET /turn/one") + request("GET /turn/two"));
    release();
    // Those that wait are served; what is asked after that meets a line whose first has waited a while.
    int served = 0;
    int refused = 0;
    for (int i = 0; i < 80; ++i) {
        const auto answer = others[static_cast<std::size_t>(i / 2)]->read();
        ++(answer.status == 200 ? served : refused);
        if (answer.status != 200) expect_refused(answer, "keep-alive");
    }
    EXPECT_GT(served, 0);
    EXPECT_GT(refused, 0);
    EXPECT_EQ(first.read().status, 200);
    first.send(request("GET /turn/later"));
    EXPECT_EQ(first.read().status, 200);
}

} // namespace
} // namespace a2a::support
