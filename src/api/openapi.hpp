// SPDX-License-Identifier: Apache-2.0
// The API document, made from the route table so that the two cannot drift.
#pragma once

#include "http/route.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace a2a::api {

// OpenAPI 3.1: paths, operations, parameters, media types and statuses.
std::string openapi_document(const std::vector<http::Route>& routes, std::string_view version);

} // namespace a2a::api
