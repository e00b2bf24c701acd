// SPDX-License-Identifier: Apache-2.0
// What this process holds in memory and what its threads have spent.
#pragma once

#include <chrono>
#include <cstddef>

namespace a2a::bench {

// Resident bytes, after the allocator has given back what it does not need.
std::size_t resident_bytes();

std::chrono::nanoseconds thread_cpu_time();
std::chrono::nanoseconds process_cpu_time(); // of all its threads

// How often the kernel took the processor from this thread. A wait that began before such a
// moment and ended after it says nothing about locks.
long times_preempted();

} // namespace a2a::bench
