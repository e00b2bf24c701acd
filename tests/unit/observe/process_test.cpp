// SPDX-License-Identifier: Apache-2.0
#include "observe/process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>

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
