// SPDX-License-Identifier: Apache-2.0
// The schemas of a search and of its answer, for the API document.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace a2a::api {

inline constexpr std::string_view kSearchSchema = "Search";
inline constexpr std::string_view kFoundSchema = "Found"; // also of lists

// Adds both, and what they are made of, to the components' schemas. Members come from the tables
// that requests are read with.
void add_search_schemas(nlohmann::ordered_json& schemas);

} // namespace a2a::api
