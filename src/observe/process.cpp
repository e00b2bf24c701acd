// SPDX-License-Identifier: Apache-2.0
#include "observe/process.hpp"

#include "base/control_groups.hpp"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace a2a::observe {

namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

constexpr std::size_t kDescriptorsReservedMax = 65'536; // half a megabyte of the kernel's memory

// The fields of /proc/self/stat that matter here, as proc(5) numbers them.
struct Stat {
    std::uint64_t threads = 0;        // 20
    std::uint64_t start_ticks = 0;    // 22, since boot
    std::uint64_t virtual_bytes = 0;  // 23
    std::uint64_t resident_pages = 0; // 24
};

Stat read_stat()
{
    Stat stat;
    std::ifstream file{"/proc/self/stat"};
    std::string line;
    std::getline(file, line);
    const auto name_end = line.rfind(')'); // the name may hold anything, also blanks and parentheses
    if (name_end == std::string::npos) return stat;

    std::istringstream fields{line.substr(name_end + 1)};
    std::string skipped;
    for (int field = 3; field < 20; ++field) fields >> skipped;
    fields >> stat.threads >> skipped >> stat.start_ticks >> stat.virtual_bytes >> stat.resident_pages;
    return stat;
}

double boot_seconds()
{
    std::ifstream file{"/proc/stat"};
    for (std::string name; file >> name;) {
        double value = 0;
        if (name == "btime" && file >> value) return value;
        file.ignore(65'536, '\n');
    }
    return 0;
}

double seconds_of(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpu_seconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

std::uint64_t count_open_fds()
{
    std::uint64_t count = 0;
    std::error_code error;
    for (std::filesystem::directory_iterator it{"/proc/self/fd", error}, end; !error && it != end;
         it.increment(error))
        ++count;
    return count > 0 ? count - 1 : 0; // without the one that lists them
}

std::uint64_t page_bytes()
{
    return static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

ProcessReading read_process()
{
    const auto stat = read_stat();
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return {.resident_bytes = stat.resident_pages * page_bytes(),
            .virtual_bytes = stat.virtual_bytes,
            .cpu_seconds = cpu_seconds(),
            .start_seconds = boot_seconds() + static_cast<double>(stat.start_ticks) /
                                                  static_cast<double>(sysconf(_SC_CLK_TCK)),
            .threads = stat.threads,
            .open_fds = count_open_fds(),
            .fds_max = limit.rlim_cur,
            .memory_max_bytes = memory_max_bytes("/")};
}

std::uint64_t resident_bytes()
{
    return read_stat().resident_pages * page_bytes();
}

std::uint64_t memory_max_bytes(const std::filesystem::path& root)
{
    auto bytes = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * page_bytes();
    for (const auto& group : control_groups(root, "memory")) {
        std::ifstream file{group.folder / (group.version_2 ? "memory.max" : "memory.limit_in_bytes")};
        if (std::uint64_t granted = 0; file >> granted) bytes = std::min(bytes, granted); // not for "max"
    }
    return bytes;
}

CpuMeter::CpuMeter() : seen_at_{steady_clock::now()}, seen_cpu_seconds_{cpu_seconds()} {}

double CpuMeter::percent()
{
    const std::lock_guard lock{mutex_};
    const auto now = steady_clock::now();
    const duration<double> passed = now - seen_at_;
    if (passed < std::chrono::milliseconds{100}) return percent_;
    const auto used = cpu_seconds();
    percent_ = 100 * (used - seen_cpu_seconds_) / passed.count();
    seen_at_ = now;
    seen_cpu_seconds_ = used;
    return percent_;
}

std::size_t raise_descriptor_limit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    auto raised = limit;
    raised.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    return limit.rlim_cur;
}

void reserve_descriptors(std::size_t count)
{
    const int lowest = ::eventfd(0, EFD_CLOEXEC);
    const auto last = static_cast<int>(std::min(count, kDescriptorsReservedMax)) - 1;
    const int highest = ::fcntl(lowest, F_DUPFD_CLOEXEC, last);
    if (highest >= 0) ::close(highest);
    if (lowest >= 0) ::close(lowest);
}

} // namespace a2a::observe
