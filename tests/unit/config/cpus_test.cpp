// SPDX-License-Identifier: Apache-2.0
#include "config/cpus.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace a2a::config {
namespace {

namespace fs = std::filesystem;

class CpuQuota : public testing::Test {
protected:
    void SetUp() override { fs::remove_all(root_); }
    void TearDown() override { fs::remove_all(root_); }

    void put(const std::string& path, const std::string& content) const
    {
        fs::create_directories((root_ / path).parent_path());
        std::ofstream{root_ / path} << content;
    }

    fs::path root_ = fs::path{testing::TempDir()} / ("a2a-cgroup-" + std::to_string(getpid()));
};

TEST_F(CpuQuota, IsNoneWithoutCgroups)
{
    EXPECT_EQ(cpu_quota(root_), std::nullopt);
}

TEST_F(CpuQuota, OfVersion2IsTheTightestOnTheWayUp)
{
    put("proc/self/cgroup", "0::/pod/app\n");
    put("sys/fs/cgroup/pod/cpu.max", "150000 100000\n");
    put("sys/fs/cgroup/pod/app/cpu.max", "max 100000\n");
    EXPECT_EQ(cpu_quota(root_), 1.5);
    put("sys/fs/cgroup/pod/app/cpu.max", "50000 100000\n");
    EXPECT_EQ(cpu_quota(root_), 0.5);
}

TEST_F(CpuQuota, OfVersion2IsFoundAtTheRootOfAContainer)
{
    put("proc/self/cgroup", "0::/\n");
    put("sys/fs/cgroup/cpu.max", "200000 100000\n");
    EXPECT_EQ(cpu_quota(root_), 2.0);
}

TEST_F(CpuQuota, OfVersion1IsThatOfTheCpuController)
{
    put("proc/self/cgroup", "5:cpuset:/other\n4:cpu,cpuacct:/docker/x\n1:name=systemd:/docker/x\n");
    put("sys/fs/cgroup/cpu/docker/x/cpu.cfs_quota_us", "300000\n");
    put("sys/fs/cgroup/cpu/docker/x/cpu.cfs_period_us", "100000\n");
    EXPECT_EQ(cpu_quota(root_), 3.0);
    put("sys/fs/cgroup/cpu/docker/x/cpu.cfs_quota_us", "-1\n");
    EXPECT_EQ(cpu_quota(root_), std::nullopt);
}

TEST(UsableCpus, AreAtLeastOneAndNotMoreThanThereAre)
{
    EXPECT_GE(usable_cpus(), 1u);
    EXPECT_LE(usable_cpus(), std::max(1u, std::thread::hardware_concurrency()));
}

} // namespace
} // namespace a2a::config
