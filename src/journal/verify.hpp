// SPDX-License-Identifier: Apache-2.0
// Whether a stored registry is what it was when it was written: everything that can be compared.
#pragma once

#include "journal/data_dir.hpp"
#include "journal/snapshot.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace a2a {

struct Verdict {
    std::vector<std::string> checked; // a line for each thing that is well
    std::vector<std::string> faults;  // one line each; none = all is well
};

// Reads beside a registry that runs, and changes nothing. Needs memory for all agents.
Verdict verify(const DataDir& dir, const Steps& steps);
Verdict verify_file(const std::filesystem::path& database, const Steps& steps);

} // namespace a2a
