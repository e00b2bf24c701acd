// SPDX-License-Identifier: Apache-2.0
// Clients that want much and give little: what they make the server hold is bounded, it burns
// nothing once they are gone, and everybody else is served.
#include "child_server.hpp"
#include "support/raw_client.hpp"
#include "support/server_fixture.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace a2a::support {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kKiB = 1'024;
constexpr std::size_t kMiB = 1'024 * kKiB;

class Hostile : public testing::Test {
protected:
    using Clients = std::vector<std::unique_ptr<RawClient>>;

    int status_of(const std::string& bytes) const
    {
        RawClient client{server_.port()};
        client.send(bytes);
        return client.read().status;
    }
    Clients connect(std::size_t count) const
    {
        Clients clients;
        while (clients.size() < count) clients.push_back(std::make_unique<RawClient>(server_.port()));
        return clients;
    }
    // What the kernel holds of answers, once it holds no more from one look to the next.
    std::size_t unsent_bytes() const
    {
        std::size_t before = 0, now = 0;
        do {
            before = now;
            std::this_thread::sleep_for(50ms);
            now = unsent_bytes_now();
        } while (now != before);
        return now;
    }
    std::size_t unsent_bytes_now() const
    {
        std::ifstream table{"/proc/net/tcp"};
        std::string line, number, local, remote, state, queues;
        std::size_t sum = 0;
        for (std::getline(table, line); std::getline(table, line);) {
            std::istringstream{line} >> number >> local >> remote >> state >> queues;
            if (std::stoul(local.substr(local.find(':') + 1), nullptr, 16) == server_.port())
                sum += std::stoul(queues, nullptr, 16); // "unsent:unread"
        }
        return sum;
    }
    // While the clients are at it, and when they are gone.
    void expect_unharmed(Clients clients, std::size_t connection_bytes)
    {
        const auto budget = clients.size() * connection_bytes + 2 * kMiB;
        EXPECT_EQ(status_of(request("GET /health")), 200); // what came before has been seen
        if (A2A_MEMORY_TELLS) {
            EXPECT_LT(server_.resident_bytes(), memory_ + budget);
        }
        clients.clear();
        for (int i = 0; i < 20; ++i) EXPECT_EQ(status_of(request("GET /health")), 200);
        const auto used = server_.cpu_time();
        std::this_thread::sleep_for(500ms);
        EXPECT_LT(server_.cpu_time() - used, 25ms) << "a twentieth of a core, for nobody";
    }

    const ChildServer server_{2'000};
    const std::size_t memory_ = [this] {
        for (int i = 0; i < 20; ++i) // what the first requests take is not theirs
            status_of(request_with("POST /agents", card("agent-" + std::to_string(i))));
        return server_.resident_bytes();
    }();
};

TEST_F(Hostile, HeadersThatDrip)
{
    auto clients = connect(200);
    for (const auto& client : clients)
        client->send("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(7'000, 'x'));
    for (int i = 0; i < 20; ++i)
        for (const auto& client : clients) EXPECT_TRUE(client->send("x"));
    expect_unharmed(std::move(clients), 16 * kKiB);
}

TEST_F(Hostile, BodiesThatAreAnnouncedAndNeverCome)
{
    auto clients = connect(200);
    for (const auto& client : clients)
        client->send(request("POST /agents", "Content-Length: 262144\r\n", "{"));
    expect_unharmed(std::move(clients), 32 * kKiB);
}

TEST_F(Hostile, ExtensionsAndTrailersWithoutEnd)
{
    const std::string piece(64 * kKiB, 'x');
    auto clients = connect(40);
    for (std::size_t i = 0; i < clients.size(); ++i) {
        auto& client = *clients[i];
        client.send(
            request("POST /agents/search", "Transfer-Encoding: chunked\r\n", i % 2 == 0 ? "1;" : "0\r\n"));
        std::size_t taken = 0;
        while (taken < 4 * kMiB && client.takes_more(200ms) && client.send(piece)) taken += piece.size();
        EXPECT_LT(taken, 4 * kMiB);
    }
    expect_unharmed(std::move(clients), 32 * kKiB);
}

TEST_F(Hostile, RequestsWhoseAnswersNobodyReads)
{
    std::string many; // short ones with long answers, each made anew
    for (int i = 0; i < 100; ++i) many += request("GET /metrics");
    Clients clients;
    for (int i = 0; i < 20; ++i) {
        auto& client = *clients.emplace_back(std::make_unique<RawClient>(server_.port(), 4'096));
        for (int sent = 0; sent < 20 && client.takes_more(100ms); ++sent) client.send(many);
    }
    EXPECT_LT(unsent_bytes(), clients.size() * 128 * kKiB) << "the kernel's memory is memory, too";
    expect_unharmed(std::move(clients), 128 * kKiB);
}

} // namespace
} // namespace a2a::support
