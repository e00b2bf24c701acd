// SPDX-License-Identifier: Apache-2.0
#include "base/thread.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <ctime>

namespace a2a {
namespace {

constexpr std::uint64_t kTurnNanoseconds = 100'000; // the least that the kernel takes; else it is 3 ms
thread_local bool turns_are_short = false;

// As sched_setattr(2) has it; the kernel's header for it and glibc's cannot both be included.
struct SchedulingAttributes {
    std::uint32_t size;
    std::uint32_t policy;
    std::uint64_t flags;
    std::int32_t nice;
    std::uint32_t priority;
    std::uint64_t runtime, deadline, period; // nanoseconds; the first is an ordinary thread's turn
};

} // namespace

void name_thread(const char* name)
{
    ::pthread_setname_np(::pthread_self(), name);
}

// Linux keeps a nice value for every thread, and anybody may raise their own.
void give_way(Behind behind)
{
    [[maybe_unused]] const auto level = ::nice(static_cast<int>(behind));
}

void take_short_turns()
{
    SchedulingAttributes attributes{};
    if (::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0) return;
    attributes.runtime = kTurnNanoseconds;
    ::syscall(SYS_sched_setattr, 0, &attributes, 0);
    ::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0); // older kernels forget it
    turns_are_short = attributes.runtime == kTurnNanoseconds;
}

// Who yields gives up the rest of the turn: that of a long one would be 30 times what was used.
void offer_turn()
{
    if (!turns_are_short) return;
    thread_local std::uint64_t offered = 0;
    timespec used{}; // of the CPU, by this thread
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    const auto now =
        static_cast<std::uint64_t>(used.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(used.tv_nsec);
    if (now - offered < kTurnNanoseconds) return;
    offered = now;
    ::sched_yield();
}

} // namespace a2a
