// SPDX-License-Identifier: Apache-2.0
// A process without descriptors: says so to whom it can, burns no core, and recovers.
#include "child_server.hpp"
#include "support/raw_client.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <memory>
#include <thread>
#include <vector>

namespace a2a::support {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kDescriptors = 256;
constexpr std::size_t kClients = 1'000;

// 0 when there was no answer: who is turned away with the last descriptor and sends after that
// causes a reset, which may overtake the 503.
int health(RawClient& client)
{
    try {
        client.send(request("GET /health"));
        return client.read().status;
    } catch (const std::exception&) {
        return 0;
    }
}

bool is_told_503(std::uint16_t port)
{
    for (int attempt = 0; attempt < 50; ++attempt) {
        RawClient client{port};
        if (health(client) == 503) return true;
    }
    return false;
}

TEST(Descriptors, ExhaustedAreSurvived)
{
    rlimit own{};
    ::getrlimit(RLIMIT_NOFILE, &own);
    own.rlim_cur = own.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &own);
    if (own.rlim_cur < kClients + 100) GTEST_SKIP() << "this process may not have as many connections";
    const ChildServer child{kDescriptors};
    const auto memory = child.resident_bytes();
    std::vector<std::unique_ptr<RawClient>> held;
    int status = 200;
    while (status == 200 && held.size() < kClients) {
        held.push_back(std::make_unique<RawClient>(child.port()));
        status = health(*held.back());
    }
    EXPECT_NE(status, 200);
    EXPECT_TRUE(is_told_503(child.port()));
    ASSERT_GT(held.size(), kDescriptors / 2);
    while (held.size() < kClients) held.push_back(std::make_unique<RawClient>(child.port()));

    // Those who are in must not notice those who wait.
    const auto before = child.cpu_time();
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(health(*held.front()), 200);
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_LT(child.cpu_time() - before, 250ms) << "half a core or more";
    if (A2A_MEMORY_TELLS) {
        EXPECT_LT(child.resident_bytes(), memory + kDescriptors * 16 * 1'024 + 2 * 1'024 * 1'024);
    }

    held.clear();
    for (int attempt = 0; attempt < 100; ++attempt) {
        RawClient client{child.port()};
        if (health(client) == 200) return;
        std::this_thread::sleep_for(20ms);
    }
    FAIL() << "did not recover";
}

} // namespace
} // namespace a2a::support
