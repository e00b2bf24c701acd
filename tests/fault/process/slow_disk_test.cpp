// SPDX-License-Identifier: Apache-2.0
// A disk that takes its time: writers share its syncs, readers do not notice, and nobody waits
// in a queue without end.
#include "fault/process/fixture.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace a2a::fault {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int kClients = 64;

class SlowDisk : public ProcessTest {
protected:
    // `work(client)` on so many threads; ends when all have.
    template <class Work>
    static void at_once(int clients, Work work)
    {
        std::vector<std::jthread> threads;
        for (int client = 0; client < clients; ++client)
            threads.emplace_back([client, &work] { work(client); });
    }

    // One keep-alive connection that registers until `enough`.
    static void register_many(ServerProcess& server, int client, const std::atomic<bool>& enough)
    {
        support::RawClient connection{server.port()};
        for (int i = 0; !enough; ++i) {
            connection.send(put_request("agent-" + std::to_string(client) + '-' + std::to_string(i)));
            EXPECT_EQ(connection.read().status, 201);
        }
    }

    // How long each of so many gets took, in order of length.
    static std::vector<Steady::duration> time_gets(ServerProcess& server, const std::string& id, int count)
    {
        support::RawClient connection{server.port()};
        std::vector<Steady::duration> took;
        for (int i = 0; i < count; ++i) {
            const auto begin = Steady::now();
            connection.send(support::request("GET /agents/" + id));
            EXPECT_EQ(connection.read().status, 200);
            took.push_back(Steady::now() - begin);
            std::this_thread::sleep_for(1ms);
        }
        std::ranges::sort(took);
        return took;
    }
};

// A busy machine keeps the clients from coming back in time: the best of some rounds counts.
TEST_F(SlowDisk, WritersShareACommit)
{
    constexpr int kEach = 15;
    constexpr int kRounds = 6;
    constexpr double kWanted = 25;
    auto server = start({"--keepalive-requests", "0"});
    disk("sync delay 5");
    double best = 0, writes_before = 0, commits_before = 0;
    for (int round = 0; round < kRounds && best < kWanted; ++round) {
        at_once(kClients, [&](int client) {
            std::vector<std::string> requests;
            for (int i = 0; i < kEach; ++i)
                requests.push_back(put_request("agent-" + std::to_string(client) + '-' + std::to_string(i),
                                               std::to_string(round)));
            support::RawClient connection{server->port()};
            for (const auto& request : requests) {
                connection.send(request);
                EXPECT_EQ(connection.read().status, round == 0 ? 201 : 200);
            }
        });
        const auto writes = metric(*server, "registry_journal_batch_writes_sum");
        const auto commits = metric(*server, "registry_journal_batch_writes_count");
        EXPECT_EQ(writes - writes_before, kClients * kEach);
        best = std::max(best, (writes - writes_before) / (commits - commits_before));
        writes_before = writes;
        commits_before = commits;
    }
    EXPECT_GE(best, kSlowness == 1 ? kWanted : 2);
    RecordProperty("writes_per_commit", std::to_string(best));
}

TEST_F(SlowDisk, ReadersDoNotNotice)
{
    auto server = start({"--keepalive-requests", "0"});
    ASSERT_EQ(put(*server, "one").status, 201);
    disk("sync delay 200");
    std::atomic<bool> enough{false};
    std::vector<std::jthread> writers;
    for (int client = 0; client < 8; ++client)
        writers.emplace_back([&, client] { register_many(*server, client, enough); });
    const auto took = time_gets(*server, "one", 1'000);
    enough = true;
    writers.clear();
    // A read that waited for the disk would take 100 ms on average; a busy machine takes some.
    const auto p99 = took.at(took.size() * 99 / 100);
    EXPECT_LT(took.at(took.size() / 2), 5ms * kSlowness);
    EXPECT_LT(p99, 60ms);
    EXPECT_GT(metric(*server, "registry_journal_commit_duration_seconds_sum"), 0.9); // it was slow
    RecordProperty("p99_us",
                   std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(p99).count()));
}

TEST_F(SlowDisk, TheQueueOfWritesIsBounded)
{
    auto server = start({"--waiting-writes-max", "10"});
    disk("sync delay 500");
    std::atomic<int> taken{0}, refused{0};
    at_once(kClients, [&](int client) {
        const auto id = "agent-" + std::to_string(client);
        support::RawClient connection{server->port()};
        const auto begin = Steady::now();
        connection.send(put_request(id));
        const auto answer = connection.read();
        if (answer.status == 201) {
            ++taken;
            EXPECT_TRUE(has(*server, id));
            return;
        }
        ++refused;
        EXPECT_EQ(answer.status, 503) << answer.head;
        EXPECT_TRUE(answer.has("Retry-After"));
        EXPECT_THAT(answer.body, testing::HasSubstr("overloaded"));
        EXPECT_LT(Steady::now() - begin, 400ms * kSlowness); // at once: it did not wait for the disk
        EXPECT_FALSE(has(*server, id));
    });
    EXPECT_EQ(taken + refused, kClients);
    EXPECT_GE(taken, 10); // that wait, beside those that are being written already
    if (kSlowness == 1) {
        EXPECT_GE(refused, 20);
    }
    disk("");
    EXPECT_EQ(put(*server, "later").status, 201);
}

} // namespace
} // namespace a2a::fault
