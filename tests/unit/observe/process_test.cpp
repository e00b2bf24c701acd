// SPDX-License-Identifier: Apache-2.0
#include "observe/process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

namespace a2a::observe {
namespace {

TEST(Process, ReadsPlausibleNumbers)
{
    const auto now = static_cast<double>(std::time(nullptr));
    const auto reading = read_process();
    EXPECT_GT(reading.resident_bytes, 1'000'000u);
    EXPECT_GT(reading.virtual_bytes, reading.resident_bytes);
    EXPECT_GE(reading.threads, 1u);
    EXPECT_GT(reading.cpu_seconds, 0.0);
    EXPECT_NEAR(reading.start_seconds, now, 3600);
    EXPECT_GT(reading.fds_max, 0u);
    EXPECT_NEAR(static_cast<double>(resident_bytes()), static_cast<double>(reading.resident_bytes), 16e6);
}

TEST(Process, CountsDescriptors)
{
    const auto before = read_process().open_fds;
    const int fd = open("/dev/null", O_RDONLY);
    ASSERT_GE(fd, 0);
    EXPECT_EQ(read_process().open_fds, before + 1);
    close(fd);
    EXPECT_EQ(read_process().open_fds, before);
}

// Of the kernel's table of descriptors.
std::size_t table_size()
{
    std::ifstream status{"/proc/self/status"};
    std::size_t size = 0;
    for (std::string name; status >> name;)
        if (name == "FDSize:" && status >> size) break;
    return size;
}

TEST(Process, ReservesRoomForDescriptorsWithoutHoldingAny)
{
    const auto before = read_process().open_fds;
    const auto count = std::min<std::size_t>(raise_descriptor_limit(), 4'000);
    reserve_descriptors(count);
    EXPECT_GE(table_size(), count);
    EXPECT_EQ(read_process().open_fds, before);
}

class MemoryMax : public testing::Test {
protected:
    void SetUp() override { std::filesystem::remove_all(root_); }
    void TearDown() override { std::filesystem::remove_all(root_); }

    void put(const std::string& path, const std::string& content) const
    {
        std::filesystem::create_directories((root_ / path).parent_path());
        std::ofstream{root_ / path} << content;
    }

    const std::filesystem::path root_ =
        std::filesystem::path{testing::TempDir()} / ("a2a-memory-" + std::to_string(getpid()));
    const std::uint64_t machine_ = memory_max_bytes(root_); // no groups there yet
};

TEST_F(MemoryMax, IsTheMachinesWithoutControlGroups)
{
    EXPECT_GT(machine_, 100'000'000u);
    EXPECT_LE(read_process().memory_max_bytes, machine_);
    EXPECT_GT(read_process().memory_max_bytes, read_process().resident_bytes);
}

TEST_F(MemoryMax, OfVersion2IsTheTightestOnTheWayUp)
{
    put("proc/self/cgroup", "0::/pod/app\n");
    put("sys/fs/cgroup/pod/memory.max", "70000000\n");
    put("sys/fs/cgroup/pod/app/memory.max", "max\n");
    EXPECT_EQ(memory_max_bytes(root_), 70'000'000u);
    put("sys/fs/cgroup/pod/app/memory.max", "50000000\n");
    EXPECT_EQ(memory_max_bytes(root_), 50'000'000u);
}

TEST_F(MemoryMax, OfVersion1IsThatOfTheMemoryController)
{
    put("proc/self/cgroup", "9:memory:/docker/x\n4:cpu,cpuacct:/docker/y\n");
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n"); // none, as it says there
    put("sys/fs/cgroup/cpu/docker/y/memory.limit_in_bytes", "1\n");
    EXPECT_EQ(memory_max_bytes(root_), machine_);
    put("sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes", "60000000\n");
    EXPECT_EQ(memory_max_bytes(root_), 60'000'000u);
}

TEST(CpuMeter, KeepsItsAnswerForLooksTooCloseTogether)
{
    CpuMeter meter;
    EXPECT_EQ(meter.percent(), 0.0);
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds{150}) {
    } // busy on purpose
    const auto busy = meter.percent();
    EXPECT_GT(busy, 10.0);
    EXPECT_EQ(meter.percent(), busy);
}

TEST(DescriptorLimit, IsRaisedToTheHardOne)
{
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    auto lowered = before;
    lowered.rlim_cur = 64;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &lowered), 0);
    EXPECT_EQ(raise_descriptor_limit(), before.rlim_max);
    EXPECT_EQ(read_process().fds_max, before.rlim_max);
    setrlimit(RLIMIT_NOFILE, &before);
}

} // namespace
} // namespace a2a::observe
