// SPDX-License-Identifier: Apache-2.0
#include "base/control_groups.hpp"

#include <fstream>
#include <string>

namespace a2a {

namespace {

namespace fs = std::filesystem;

// One of "cpu,cpuacct".
bool names(std::string_view controllers, std::string_view controller)
{
    const auto separated = "," + std::string{controllers} + ",";
    return separated.find("," + std::string{controller} + ",") != std::string::npos;
}

void add_way_down(std::vector<ControlGroup>& groups, fs::path mount, std::string_view group, bool version_2)
{
    groups.push_back({mount, version_2});
    for (const auto& part : fs::path{group}.relative_path()) groups.push_back({mount /= part, version_2});
}

} // namespace

std::vector<ControlGroup> control_groups(const fs::path& root, std::string_view controller)
{
    const auto mount = root / "sys/fs/cgroup";
    std::vector<ControlGroup> groups;
    std::ifstream lines{root / "proc/self/cgroup"};
    for (std::string line; std::getline(lines, line);) { // "4:cpu,cpuacct:/docker/1f…" or "0::/system.slice"
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos) continue;
        const auto controllers = line.substr(first + 1, second - first - 1);
        const auto group = line.substr(second + 1);
        if (controllers.empty()) {
            add_way_down(groups, mount, group, true);
        } else if (names(controllers, controller)) {
            add_way_down(groups, mount / controller, group, false);
        }
    }
    return groups;
}

} // namespace a2a
