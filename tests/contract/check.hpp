// SPDX-License-Identifier: Apache-2.0
// Compares an answer with what its step expects; one complaint a difference.
#pragma once

#include "contract/case.hpp"
#include "contract/wire.hpp"

#include <string>
#include <vector>

namespace a2a::contract {

using Complaints = std::vector<std::string>;

// `step` has its variables filled in.
Complaints complaints_about(const Answer& answer, const Json& step);

// Takes what the step saves. `from` is a header's name, a pointer into the body, or "body".
std::string saved(const Answer& answer, std::string_view from);

} // namespace a2a::contract
