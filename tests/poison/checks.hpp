// SPDX-License-Identifier: Apache-2.0
// Whether an answer is what it says it is, by parsers that are not the registry's own.
#pragma once

#include <string>
#include <string_view>

namespace a2a::poison {

// What is wrong with it; "" when nothing is.
std::string fault_in_json(std::string_view text);

// The text format of Prometheus 0.0.4: comments, and samples with a name, labels and a number.
std::string fault_in_metrics(std::string_view text);

} // namespace a2a::poison
