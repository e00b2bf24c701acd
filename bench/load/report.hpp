// SPDX-License-Identifier: Apache-2.0
// What a run found, for people and for programs.
#pragma once

#include "load/plan.hpp"

#include <string>
#include <string_view>

namespace a2a::bench {

// The lines of the performance guide's script, then the distribution and what went wrong.
std::string summary(std::string_view scenario, const Plan& plan, const Tally& tally);

// One JSON object on one line; times in seconds.
std::string json_summary(std::string_view scenario, const Plan& plan, const Tally& tally);

} // namespace a2a::bench
