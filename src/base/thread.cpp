// SPDX-License-Identifier: Apache-2.0
#include "base/thread.hpp"

#include <pthread.h>
#include <unistd.h>

namespace a2a {
namespace {

// Enough that a worker which wakes is run at once, and little enough that the thread still gets
// a share of a core whose worker is never idle.
constexpr int kNice = 10;

} // namespace

void name_thread(const char* name)
{
    ::pthread_setname_np(::pthread_self(), name);
}

// Linux keeps a nice value for every thread, and anybody may raise their own.
void give_way()
{
    [[maybe_unused]] const auto level = ::nice(kNice);
}

} // namespace a2a
