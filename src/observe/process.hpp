// SPDX-License-Identifier: Apache-2.0
// What the kernel knows about this process.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>

namespace a2a::observe {

struct ProcessReading {
    std::uint64_t resident_bytes = 0;
    std::uint64_t virtual_bytes = 0;
    double cpu_seconds = 0;   // user and system, all threads
    double start_seconds = 0; // since the epoch
    std::uint64_t threads = 0;
    std::uint64_t open_fds = 0;
    std::uint64_t fds_max = 0; // the soft limit
    std::uint64_t memory_max_bytes = 0;
};

// Reads /proc; what cannot be read stays 0.
ProcessReading read_process();

std::uint64_t resident_bytes();

// How much memory this process may have: what the machine has, or less where one of its control
// groups grants less. `root` is "/" but in tests.
std::uint64_t memory_max_bytes(const std::filesystem::path& root);

// How busy the process was since the last look, 100 = one CPU. Thread-safe.
class CpuMeter {
public:
    CpuMeter();

    // Looks closer together than 100 ms get the same answer.
    double percent();

private:
    std::mutex mutex_;
    std::chrono::steady_clock::time_point seen_at_; // guarded by mutex_, as are these
    double seen_cpu_seconds_;
    double percent_ = 0;
};

// Raises the soft limit of descriptors to the hard one; answers the limit that holds now.
std::size_t raise_descriptor_limit();

// Makes the kernel's table of this process' descriptors large enough for so many, within reason. By itself it
// grows when it is full, by doubling, and with several threads the one that meets that, a worker which
// accepts, sleeps for 10 to 20 ms: the kernel waits until nobody reads the old table any more.
void reserve_descriptors(std::size_t count);

} // namespace a2a::observe
