// SPDX-License-Identifier: Apache-2.0
// From the configuration to what each room is told.
#include "app/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a {
namespace {

using testing::Contains;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

struct PoolCase {
    const char* name;
    std::size_t workers;
    std::size_t asked;
    std::size_t threads;
};
void PrintTo(const PoolCase& c, std::ostream* out)
{
    *out << c.name;
}

class PoolSize : public testing::TestWithParam<PoolCase> {};

TEST_P(PoolSize, IsHalfTheWorkersUnlessSaid)
{
    Config config;
    config.listen.worker_count = GetParam().workers;
    config.search.threads = GetParam().asked;
    EXPECT_EQ(pool_size_of(config).threads, GetParam().threads);
}

constexpr PoolCase kPools[] = {
    {"OneWorker", 1, 0, 1},       {"TwoWorkers", 2, 0, 1},    {"ThreeWorkers", 3, 0, 1},
    {"FourWorkers", 4, 0, 2},     {"ManyWorkers", 65, 0, 32}, {"AsSaid", 4, 1, 1},
    {"MoreThanWorkers", 1, 7, 7},
};
INSTANTIATE_TEST_SUITE_P(Table, PoolSize, testing::ValuesIn(kPools),
                         [](const auto& test) { return test.param.name; });

TEST(Listening, IsHostAndPortUnlessThereAreAddresses)
{
    Config config;
    config.listen.port = 81;
    EXPECT_EQ(listening_of(config, {}).addresses,
              (std::vector<ListenAddress>{{.host = "127.0.0.1", .port = 81}}));
    EXPECT_THAT(instance_id_of(config), EndsWith(":81"));
    config.listen.addresses = {"unix:/run/x.sock", "[::1]:82"};
    EXPECT_EQ(listening_of(config, {}).addresses,
              (std::vector<ListenAddress>{{.path = "/run/x.sock"}, {.host = "::1", .port = 82}}));
    EXPECT_THAT(instance_id_of(config), EndsWith(":82"));
    config.listen.addresses = {"unix:/run/x.sock"};
    EXPECT_THAT(instance_id_of(config), Not(HasSubstr(":")));
    EXPECT_EQ(listening_of(config, {}).unix_mode, 0660u);
    EXPECT_THROW(listening_of(config, {-1}), std::exception);
}

TEST(PoolSize, BoundsWhatWaits)
{
    Config config;
    EXPECT_EQ(pool_size_of(config).waiting_max, 64u);
    config.search.waiting_max = 3;
    EXPECT_EQ(pool_size_of(config).waiting_max, 3u);
    EXPECT_THAT(limit_values(config, {}), Contains(Pair("search_queue", 3.0)));
}

} // namespace
} // namespace a2a
