// SPDX-License-Identifier: Apache-2.0
// The generator against a server that says what it was told to: nothing that goes wrong may
// look right, and waiting must be charged to who made it necessary.
#include "load/generator.hpp"
#include "load/target.hpp"
#include "unit/client/canned_server.hpp"

#include <gtest/gtest.h>

namespace a2a::bench {
namespace {

using namespace std::chrono_literals;
using client::After;
using client::answer;
using client::CannedServer;
using client::Reply;
using client::Talk;

Plan plan_for(const std::string& url, std::uint64_t requests)
{
    return {.server = find_target(url, false).value().server,
            .calls = {{"GET / HTTP/1.1\r\nHost: a\r\n\r\n", {200, 201}, "right"}},
            .connections = 1,
            .requests = requests,
            .duration = 5s,
            .timeout = 5s};
}

std::uint64_t count(const Tally& tally, Fault fault)
{
    return tally.faults[static_cast<std::size_t>(fault)];
}

TEST(Generator, CountsRightAnswersOnly)
{
    CannedServer server{{{{answer("right")},
                          {answer("wrong")},
                          {answer("right", "500 Oops")},
                          {answer("all right", "201 Created")}}}};
    const auto tally = run(plan_for(server.url(), 4), {});
    EXPECT_EQ(tally.total, 4U);
    EXPECT_EQ(tally.latency.count(), 2U);
    EXPECT_EQ(count(tally, Fault::body), 1U);
    EXPECT_EQ(count(tally, Fault::status), 1U);
    EXPECT_EQ(tally.failed(), 2U);
    EXPECT_EQ(server.requests().size(), 4U);
}

TEST(Generator, GoesOnAfterWhatBreaksAConnection)
{
    CannedServer server{{{{"SSH-2.0-x\r\n\r\n"}},
                         {{""}},
                         {{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nrig"}},
                         {{answer("right")}}}};
    const auto tally = run(plan_for(server.url(), 4), {});
    EXPECT_EQ(count(tally, Fault::malformed), 1U);
    EXPECT_EQ(count(tally, Fault::closed), 2U);
    EXPECT_EQ(tally.latency.count(), 1U);
}

TEST(Generator, AnAnnouncedCloseIsNoFault)
{
    CannedServer server{{{{answer("right", "200 OK", "Connection: close\r\n")}}, {{answer("right")}}}};
    const auto tally = run(plan_for(server.url(), 2), {});
    EXPECT_EQ(tally.failed(), 0U);
    EXPECT_EQ(tally.latency.count(), 2U);
    EXPECT_EQ(server.connections(), 2U);
}

TEST(Generator, CountsWhatNobodyAnswers)
{
    const auto url = CannedServer{{}}.url(); // closed again at once
    const auto tally = run(plan_for(url, 3), {});
    EXPECT_EQ(count(tally, Fault::connect), 3U);
    EXPECT_EQ(tally.latency.count(), 0U);
}

TEST(Generator, StopsWhenTheTimeIsUpAndCountsTheRest)
{
    CannedServer server{{{{"", After::wait_for_client_to_close}}}};
    auto plan = plan_for(server.url(), 3);
    plan.duration = 50ms;
    plan.timeout = 50ms;
    const auto tally = run(plan, {});
    EXPECT_EQ(count(tally, Fault::timeout), 1U);
    EXPECT_EQ(count(tally, Fault::unsent), 2U);
    EXPECT_EQ(tally.total, 3U);
    EXPECT_LT(tally.elapsed, 2s);
}

TEST(Generator, AnOpenLoopKeepsItsRate)
{
    Talk talk(20, Reply{answer("right")});
    CannedServer server{{talk}};
    auto plan = plan_for(server.url(), 0);
    plan.rate = 100;
    plan.duration = 200ms;
    const auto tally = run(plan, {});
    EXPECT_EQ(tally.total, 20U);
    EXPECT_EQ(tally.failed(), 0U);
    EXPECT_GE(tally.elapsed, 190ms); // the last one was due then
}

// The first request stalls for a tenth of a second. The second was due after 10 ms, so it has
// waited for 90, although its answer came at once when it was asked at last.
TEST(Generator, AnOpenLoopChargesAStallToTheRequestsBehindIt)
{
    Talk rest(19, Reply{answer("right")});
    CannedServer server{{{{"", After::wait_for_client_to_close}}, rest}};
    auto plan = plan_for(server.url(), 0);
    plan.rate = 100;
    plan.duration = 200ms;
    plan.timeout = 100ms;
    const auto tally = run(plan, {});
    EXPECT_EQ(count(tally, Fault::timeout), 1U);
    EXPECT_EQ(tally.latency.count(), 19U);
    EXPECT_GE(tally.latency.max(), 80ms);
}

TEST(Target, OtherMachinesNeedToBeAllowed)
{
    EXPECT_TRUE(find_target("http://127.0.0.1:8000", false));
    EXPECT_TRUE(find_target("http://127.8.8.8:8000", false));
    EXPECT_TRUE(find_target("http://[::1]:8000", false));
    EXPECT_TRUE(find_target("http://192.0.2.1:8000", true));
    EXPECT_EQ(find_target("http://192.0.2.1:8000", false).error().code, Errc::query_invalid);
    EXPECT_EQ(find_target("http://[2001:db8::1]:8000", false).error().code, Errc::query_invalid);
    EXPECT_FALSE(find_target("https://127.0.0.1", true));
}

} // namespace
} // namespace a2a::bench
