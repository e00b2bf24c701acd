// SPDX-License-Identifier: Apache-2.0
// One server on several addresses: each serves, each stops, and a Unix socket has no client addresses.
#include "support/server_fixture.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace a2a::support {
namespace {

class Listening : public ServerFixture {
protected:
    void listen_on(std::vector<std::string> addresses) { config_.listen.addresses = std::move(addresses); }

    const TempDir folder_;
    const std::string path_ = (folder_.path() / "http.sock").string();
};

TEST_F(Listening, ServesEveryAddress)
{
    listen_on({"unix:" + path_, "127.0.0.1:0", "127.0.0.2:0"});
    config_.listen.worker_count = 2;
    start();
    ASSERT_EQ(application_->addresses().size(), 3u);
    EXPECT_EQ(application_->addresses()[0], "unix:" + path_);
    EXPECT_EQ(application_->addresses()[1], "127.0.0.1:" + std::to_string(port()));
    EXPECT_TRUE(application_->addresses()[2].starts_with("127.0.0.2:"));
    EXPECT_EQ(status_of("GET /health"), 200);
    for (int i = 0; i < 20; ++i) { // whichever of the workers takes it
        RawClient client{path_};
        client.send(request("GET /health"));
        EXPECT_EQ(client.read().status, 200);
    }
    RawClient idle{path_};
    const auto port_before = port();
    stop();
    EXPECT_EQ(idle.read_to_end(), "");
    EXPECT_THROW(RawClient{port_before}, std::system_error);
    EXPECT_THROW(RawClient{path_}, std::system_error);
    EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(Listening, ServesIPv6Alone)
{
    listen_on({"[::1]:0"});
    try {
        start();
    } catch (const std::system_error& fault) {
        GTEST_SKIP() << "no IPv6 here: " << fault.what();
    }
    EXPECT_EQ(application_->addresses()[0], "[::1]:" + std::to_string(port()));
    EXPECT_THROW(RawClient{port()}, std::system_error); // which is IPv4
}

TEST_F(Listening, AStopServesWhoeverWaitsOnTheUnixSocket)
{
    listen_on({"unix:" + path_});
    config_.listen.worker_count = 2;
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<RawClient>(path_));
        clients.back()->send(request("GET /health"));
    }
    std::thread stopping{[&] { stop(); }};
    for (const auto& client : clients) {
        EXPECT_EQ(client->read().status, 200);
        client->half_close();
    }
    stopping.join();
}

// What each worker waits for, the connections among it: the sizes of the epoll sets of this process.
std::vector<std::size_t> epoll_sets()
{
    std::vector<std::size_t> sizes;
    for (const auto& fd : std::filesystem::directory_iterator{"/proc/self/fd"}) {
        std::error_code gone;
        if (std::filesystem::read_symlink(fd.path(), gone) != "anon_inode:[eventpoll]") continue;
        std::ifstream info{"/proc/self/fdinfo/" + fd.path().filename().string()};
        std::size_t size = 0;
        for (std::string line; std::getline(info, line);) size += line.starts_with("tfd:") ? 1U : 0U;
        sizes.push_back(size);
    }
    return sizes;
}

TEST_F(Listening, WorkersShareWhatComesThroughAUnixSocket)
{
    constexpr std::size_t kClients = 60;
    listen_on({"unix:" + path_});
    config_.listen.worker_count = 2;
    start();
    const auto before = epoll_sets();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (std::size_t i = 0; i < kClients; ++i) clients.push_back(std::make_unique<RawClient>(path_));
    for (const auto& client : clients) {
        client->send(request("GET /health"));
        EXPECT_EQ(client->read().status, 200);
    }
    const auto after = epoll_sets();
    ASSERT_EQ(after.size(), 2u);
    ASSERT_EQ(before.size(), 2u);
    EXPECT_EQ(after[0] + after[1], before[0] + before[1] + kClients);
    for (const std::size_t worker : {0u, 1u})
        EXPECT_GE(after[worker], before[worker] + 10) << "had all but a few to itself";
}

TEST_F(Listening, APeerOfAUnixSocketIsNobodysNeighbour)
{
    listen_on({"unix:" + path_, "127.0.0.1:0"});
    config_.listen.connections_per_client = 1;
    start();
    RawClient first{path_}, second{path_}; // nginx would be one client, and cut off
    for (auto* client : {&first, &second}) {
        client->send(request("GET /health"));
        EXPECT_EQ(client->read().status, 200);
    }
    RawClient third{port()}, fourth{port()};
    third.send(request("GET /health"));
    EXPECT_EQ(third.read().status, 200);
    EXPECT_EQ(fourth.read().status, 429); // the control
}

} // namespace
} // namespace a2a::support
