// SPDX-License-Identifier: Apache-2.0
// How many processors this process may really use.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

namespace a2a::config {

// The CPUs of the affinity mask, or fewer when a cgroup's quota grants less; at least 1.
std::size_t usable_cpus();

// The tightest CPU quota from this process's cgroup up to the root, in CPUs; nothing when
// there is none. Version 1 and 2. `root` is "/" but in tests.
std::optional<double> cpu_quota(const std::filesystem::path& root);

} // namespace a2a::config
