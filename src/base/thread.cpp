// SPDX-License-Identifier: Apache-2.0
#include "base/thread.hpp"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace a2a {
namespace {

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
    constexpr unsigned kTurnNanoseconds = 100'000; // the least that the kernel takes; else it is 3 ms
    SchedulingAttributes attributes{};
    if (::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0) return;
    attributes.runtime = kTurnNanoseconds;
    ::syscall(SYS_sched_setattr, 0, &attributes, 0);
}

} // namespace a2a
