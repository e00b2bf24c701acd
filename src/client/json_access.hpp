// SPDX-License-Identifier: Apache-2.0
// Reading members of answers without trusting their types: what is missing or of another type
// reads as empty.
#pragma once

#include "base/json.hpp"

#include <a2a/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::client {

std::string text_at(json::Value object, std::string_view name);
std::uint64_t number_at(json::Value object, std::string_view name);

// [{pointer,message,rule}…], at most a thousand of them.
std::vector<FieldIssue> issues_at(json::Value object, std::string_view name);

} // namespace a2a::client
