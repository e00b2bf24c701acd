// SPDX-License-Identifier: Apache-2.0
// The server as a service: sockets that outlive it, and what it tells its manager.
#include "service_child.hpp"
#include "support/raw_client.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <csignal>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace a2a::support {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::StartsWith;

int status_at(RawClient& client, const std::string& path)
{
    client.send(request("GET " + path, "Connection: close\r\n"));
    return client.read().status;
}

// Asks on a connection of its own, one after the other, from several threads.
class Load {
public:
    explicit Load(std::uint16_t port) : port_{port}
    {
        for (auto& thread : threads_)
            thread = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
    }

    // Until so many more requests are answered.
    void answer(int more) const
    {
        for (const int wanted = answered_ + more; answered_ < wanted;) std::this_thread::sleep_for(1ms);
    }

    std::multiset<std::string> end()
    {
        for (auto& thread : threads_) thread.request_stop();
        for (auto& thread : threads_) thread.join();
        return faults_;
    }

private:
    void run(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            try {
                ask_as_clients_do();
            } catch (const std::exception& fault) {
                const std::lock_guard lock{mutex_};
                faults_.insert(fault.what());
            }
            ++answered_;
        }
    }

    // Once more where a connection that was accepted ended without a word: on a busy machine this
    // thread may have been asleep for so long that the server took it for idle.
    void ask_as_clients_do() const
    {
        for (int attempt = 0;; ++attempt) {
            RawClient client{port_}; // throws where it is refused
            try {
                if (status_at(client, "/agents") != 200) throw std::runtime_error{"not 200"};
                return;
            } catch (const std::exception&) {
                if (attempt == 1) throw;
            }
        }
    }

    const std::uint16_t port_;
    std::atomic<int> answered_{0};
    std::mutex mutex_;
    std::multiset<std::string> faults_; // guarded by mutex_
    std::array<std::jthread, 4> threads_;
};

TEST(Activation, ARestartUnderLoadRefusesNobody)
{
    const ListeningSocket socket{INADDR_LOOPBACK};
    auto server = std::make_unique<ServiceChild>(ServiceChild::Options{.socket = socket.fd()});
    Load load{socket.port()};
    for (int round = 0; round < 4; ++round) {
        load.answer(50);
        server->signal(SIGTERM);
        EXPECT_EQ(server->wait(), 0);
        server = std::make_unique<ServiceChild>(ServiceChild::Options{.socket = socket.fd()});
    }
    load.answer(50);
    EXPECT_THAT(load.end(), IsEmpty());
}

TEST(Activation, ComesInsteadOfHostAndPortAndBesideListen)
{
    const TempDir folder;
    const auto path = (folder.path() / "http.sock").string();
    const NotifyEar ear{(folder.path() / "notify").string()};
    const ListeningSocket socket{INADDR_LOOPBACK}, port_of_another{INADDR_LOOPBACK};
    ServiceChild server{{.arguments = {"--listen", "unix:" + path},
                         .environment = {{"NOTIFY_SOCKET", (folder.path() / "notify").string()}},
                         .socket = socket.fd()}};
    EXPECT_EQ(ear.next_news(),
              "READY=1\nSTATUS=serving on 127.0.0.1:" + std::to_string(socket.port()) + ", unix:" + path);
    RawClient passed{socket.port()}, own{path};
    EXPECT_EQ(status_at(passed, "/health"), 200);
    EXPECT_EQ(status_at(own, "/health"), 200);

    ServiceChild instead{{.arguments = {"--port", std::to_string(port_of_another.port())}, // which is taken
                          .environment = {{"NOTIFY_SOCKET", (folder.path() / "notify").string()}},
                          .socket = socket.fd()}};
    EXPECT_THAT(ear.next_news(), StartsWith("READY=1\n"));
}

TEST(Activation, RefusesWhatItCannotOrMayNotServe)
{
    const ListeningSocket deaf{INADDR_LOOPBACK, false}, open_to_the_world{INADDR_ANY};
    EXPECT_EQ((ServiceChild{{.socket = deaf.fd()}}.wait()), 1);
    EXPECT_EQ((ServiceChild{{.socket = open_to_the_world.fd()}}.wait()), 1);
    EXPECT_EQ((ServiceChild{{.environment = {{"LISTEN_FDS", "many"}}}}.wait()), 1);
    EXPECT_EQ((ServiceChild{{.environment = {{"LISTEN_FDS", "1"}}}}.wait()), 1); // nothing is passed
}

class Notify : public testing::Test {
protected:
    ServiceChild::Options watched(const std::string& microseconds) const
    {
        return {.environment = {{"NOTIFY_SOCKET", path_}, {"WATCHDOG_USEC", microseconds}},
                .socket = socket_.fd()};
    }

    const TempDir folder_;
    const std::string path_ = (folder_.path() / "notify").string();
    const NotifyEar ear_{path_};
    const ListeningSocket socket_{INADDR_LOOPBACK};
};

TEST_F(Notify, SaysWhenItIsReadyReloadsAndStops)
{
    ServiceChild server{watched("200000")};
    EXPECT_EQ(ear_.next(), "READY=1\nSTATUS=serving on 127.0.0.1:" + std::to_string(socket_.port()));
    RawClient client{socket_.port()};
    EXPECT_EQ(status_at(client, "/readyz"), 200);
    EXPECT_EQ(ear_.next(), "WATCHDOG=1");
    EXPECT_EQ(ear_.next(), "WATCHDOG=1");
    server.signal(SIGHUP);
    EXPECT_THAT(ear_.next_news(), MatchesRegex("RELOADING=1\nMONOTONIC_USEC=[0-9]+"));
    EXPECT_THAT(ear_.next_news(), StartsWith("READY=1\n"));
    server.signal(SIGTERM);
    EXPECT_THAT(ear_.next_news(), StartsWith("STOPPING=1\n"));
    EXPECT_EQ(server.wait(), 0);
    EXPECT_THAT(ear_.all(), IsEmpty());
}

// One thread of many is stopped, as a deadlock would: the others run on.
TEST_F(Notify, IsNotAliveWhileAWorkerHangs)
{
    const ServiceChild server{watched("200000")};
    EXPECT_THAT(ear_.next(), StartsWith("READY=1\n"));
    EXPECT_EQ(ear_.next(), "WATCHDOG=1");
    const auto worker = server.worker_thread();
    ASSERT_EQ(::ptrace(PTRACE_SEIZE, worker, nullptr, nullptr), 0) << "a child may be traced";
    ASSERT_EQ(::ptrace(PTRACE_INTERRUPT, worker, nullptr, nullptr), 0);
    ASSERT_EQ(::waitpid(worker, nullptr, __WALL), worker);
    const auto deadline = std::chrono::steady_clock::now() + 8s;
    auto said = ear_.next(1s);
    while (!said.empty() && std::chrono::steady_clock::now() < deadline) said = ear_.next(1s);
    EXPECT_EQ(said, "") << "ten signs of life a second";
    ASSERT_EQ(::ptrace(PTRACE_DETACH, worker, nullptr, nullptr), 0);
    EXPECT_EQ(ear_.next(), "WATCHDOG=1");
}

} // namespace
} // namespace a2a::support
