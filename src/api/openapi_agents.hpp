// SPDX-License-Identifier: Apache-2.0
// The schemas of cards, of what is answered about agents, and of problems, for the API document.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace a2a::api {

inline constexpr std::string_view kCardSchema = "Card";
inline constexpr std::string_view kRegisteredSchema = "Registered";
inline constexpr std::string_view kRemovedSchema = "Removed";
inline constexpr std::string_view kAgentSchema = "Agent";
inline constexpr std::string_view kVerdictSchema = "Verdict";
inline constexpr std::string_view kSkillsSchema = "Skills";
inline constexpr std::string_view kTagsSchema = "Tags";
inline constexpr std::string_view kProblemSchema = "Problem";

// Adds them, and what they are made of, to the components' schemas.
void add_agent_schemas(nlohmann::ordered_json& schemas);

} // namespace a2a::api
