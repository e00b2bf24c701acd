// SPDX-License-Identifier: Apache-2.0
#include "base/thread.hpp"

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
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
constexpr std::size_t kTurn = 3;
using Scheduling = std::array<std::uint64_t, 6>;

Scheduling scheduling()
{
    Scheduling at{};
    EXPECT_EQ(::syscall(SYS_sched_getattr, 0, at.data(), sizeof at, 0), 0);
    return at;
}

TEST(Thread, AsksForShortTurnsAndKeepsItsLevel)
{
    Scheduling before{}, after{};
    int level_before = 0, level_after = 0;
    on_a_thread([&] {
        before = scheduling();
        level_before = nice_level();
        take_short_turns();
        after = scheduling();
        level_after = nice_level();
    });
    EXPECT_EQ(level_after, level_before);
    if (before[kTurn] == 0) GTEST_SKIP() << "this kernel has no turns of threads' own";
    EXPECT_LT(after[kTurn], before[kTurn]);
}

// As a container's profile or a unit's SystemCallFilter may have it; for the calling thread's life.
bool forbid_scheduling()
{
    std::array<sock_filter, 5> rules{{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_sched_setattr, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_setpriority, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    }};
    const sock_fprog filter{.len = rules.size(), .filter = rules.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

TEST(Thread, RunsAsAnyOtherWhereItMayAskForNothing)
{
    bool is_forbidden = false;
    Scheduling before{}, after{};
    on_a_thread([&] {
        is_forbidden = forbid_scheduling();
        before = scheduling();
        take_short_turns();
        give_way(Behind::far);
        after = scheduling();
    });
    if (!is_forbidden) GTEST_SKIP() << "no filters of system calls here";
    EXPECT_EQ(after, before);
}

} // namespace
} // namespace a2a
