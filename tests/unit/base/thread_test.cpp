// SPDX-License-Identifier: Apache-2.0
#include "base/thread.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <thread>

namespace a2a {
namespace {

// What is said of a thread would stay with the test's own.
template <class Work>
void on_a_thread(const Work& work)
{
    std::jthread{work}.join();
}

int nice_level()
{
    return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
}

TEST(Thread, HasTheNameItGivesItself)
{
    std::string name;
    on_a_thread([&] {
        name_thread("a-name");
        std::getline(std::ifstream{"/proc/thread-self/comm"}, name);
    });
    EXPECT_EQ(name, "a-name");
}

TEST(Thread, StepsBackBehindOthersAlone)
{
    const auto before = nice_level();
    int little = 0, far = 0;
    on_a_thread([&] {
        give_way(Behind::a_little);
        little = nice_level();
    });
    on_a_thread([&] {
        give_way(Behind::far);
        far = nice_level();
    });
    EXPECT_GT(little, before);
    EXPECT_GT(far, little);
    EXPECT_EQ(nice_level(), before);
}

// As sched_setattr(2) has it, the fourth number of eight bytes is an ordinary thread's turn.
TEST(Thread, AsksForShortTurnsAndKeepsItsLevel)
{
    std::array<std::uint64_t, 6> before{}, after{};
    const auto look = [](auto& at) { return ::syscall(SYS_sched_getattr, 0, at.data(), sizeof at, 0); };
    int level_before = 0, level_after = 0;
    on_a_thread([&] {
        ASSERT_EQ(look(before), 0);
        level_before = nice_level();
        take_short_turns();
        ASSERT_EQ(look(after), 0);
        level_after = nice_level();
    });
    constexpr std::size_t kTurn = 3;
    EXPECT_EQ(level_after, level_before);
    if (before[kTurn] == 0) GTEST_SKIP() << "this kernel has no turns of threads' own";
    EXPECT_LT(after[kTurn], before[kTurn]);
}

} // namespace
} // namespace a2a
