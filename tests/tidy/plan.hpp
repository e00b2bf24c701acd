// SPDX-License-Identifier: Apache-2.0
// The plan of the house as src/CMakeLists.txt states it, and how sources may break it.
//
// Every rule is a function from files to complaints ("file:line: what is wrong"), so that a
// test can show it real files, which must give none, and planted faults, which must give one.
#pragma once

#include "support/files.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::tidy {

using Complaints = std::vector<std::string>;

// Each room with the rooms it may see.
using Plan = std::map<std::string, std::set<std::string>>;

// Reads the add_room(<name> SEES <rooms>... LINKS ...) lines.
Plan plan_of(std::string_view cmake);

// Rooms that see each other, directly or around a corner, and rooms that see one that is not there.
Complaints faults_of(const Plan& plan);

// Includes of a room's files that name a room it does not see, or no room at all.
Complaints broken_walls(const support::Tree& sources, const Plan& plan);

// Files of include/a2a that include more than each other, the standard library and Boost.
Complaints leaks_of_product(const support::Tree& headers);

// The .cpp files that reach <boost/asio…> or <boost/beast…> through what they include. They
// cost some 15 s each to build, so their number has a limit (DESIGN: keep them few).
std::set<std::string> units_with_asio(const support::Tree& sources);

} // namespace a2a::tidy
