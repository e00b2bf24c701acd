// SPDX-License-Identifier: Apache-2.0
#include "config/cpus.hpp"

#include "base/control_groups.hpp"
#include "config/values.hpp"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <thread>

namespace a2a::config {

namespace {

namespace fs = std::filesystem;

void tighten(std::optional<double>& quota, std::optional<double> other)
{
    if (other && (!quota || *other < *quota)) quota = other;
}

// "max" and -1 mean no quota; neither is a count.
std::optional<double> ratio(const std::string& quota, const std::string& period)
{
    const auto granted = parse_count(quota);
    const auto each = parse_count(period);
    if (!granted || !each || *granted == 0 || *each == 0) return std::nullopt;
    return static_cast<double>(*granted) / static_cast<double>(*each);
}

std::string word_in(const fs::path& path)
{
    std::string word;
    std::ifstream{path} >> word;
    return word;
}

std::optional<double> quota_v2(const fs::path& group)
{
    std::string quota, period;
    std::ifstream{group / "cpu.max"} >> quota >> period;
    return ratio(quota, period);
}

std::optional<double> quota_v1(const fs::path& group)
{
    return ratio(word_in(group / "cpu.cfs_quota_us"), word_in(group / "cpu.cfs_period_us"));
}

std::size_t affinity_cpus()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    // More CPUs than the set has room for: the mask tells nothing, the number online does.
    if (sched_getaffinity(0, sizeof set, &set) != 0) return std::thread::hardware_concurrency();
    return static_cast<std::size_t>(CPU_COUNT(&set));
}

} // namespace

std::optional<double> cpu_quota(const fs::path& root)
{
    std::optional<double> quota;
    for (const auto& group : control_groups(root, "cpu"))
        tighten(quota, group.version_2 ? quota_v2(group.folder) : quota_v1(group.folder));
    return quota;
}

std::size_t usable_cpus()
{
    auto cpus = affinity_cpus();
    if (const auto quota = cpu_quota("/")) cpus = std::min(cpus, static_cast<std::size_t>(std::ceil(*quota)));
    return std::max<std::size_t>(cpus, 1);
}

} // namespace a2a::config
