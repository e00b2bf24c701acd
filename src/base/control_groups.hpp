// SPDX-License-Identifier: Apache-2.0
// The control groups that may grant this process less than the machine has.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace a2a {

struct ControlGroup {
    std::filesystem::path folder; // may be missing: a container sees its own path without the mount
    bool version_2 = false;
};

// The groups of this process that `controller` ("cpu", "memory") knows, each with its ancestors,
// every one of which may grant less. `root` is "/" but in tests.
std::vector<ControlGroup> control_groups(const std::filesystem::path& root, std::string_view controller);

} // namespace a2a
