// SPDX-License-Identifier: Apache-2.0
// Measured queries as clients send them.
#pragma once

#include "catalog/query.hpp"

#include <string>

namespace a2a::bench {

// The body of a POST /agents/search: the members that measured queries use.
std::string body_of(const Query& query);

} // namespace a2a::bench
