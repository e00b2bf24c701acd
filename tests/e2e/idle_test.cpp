// SPDX-License-Identifier: Apache-2.0
// What a connection holds while it is silent: SAFETY's 16 KiB, whatever it did before.
#include "site_fixture.hpp"

#include <malloc.h>

#include <vector>

namespace a2a::support {
namespace {

class Idle : public SiteFixture {};

std::size_t bytes_in_use()
{
    const auto heap = ::mallinfo2();
    return heap.uordblks + heap.hblkhd;
}

TEST_F(Idle, ConnectionsHoldLessThan16KiB)
{
    constexpr std::size_t kConnections = 300;
    start();
    const auto before = bytes_in_use();
    const std::string body(100'000, 'x');
    std::vector<std::unique_ptr<RawClient>> clients;
    for (std::size_t i = 0; i < kConnections; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        clients.back()->send(request_with("POST /echo", body));
        EXPECT_EQ(clients.back()->read().body.size(), body.size());
        clients.back()->send(request("GET /small")); // once it is answered, the first has been put away
        EXPECT_EQ(clients.back()->read().status, 200);
    }
    EXPECT_LT((bytes_in_use() - before) / kConnections, 16 * 1'024U);
}

} // namespace
} // namespace a2a::support
