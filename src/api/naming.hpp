// SPDX-License-Identifier: Apache-2.0
// Under which id a card is registered that comes without one: its name.
#pragma once

#include <a2a/agent_card.hpp>
#include <a2a/error.hpp>

#include <string>

namespace a2a::api {

inline constexpr const char* kNameNotId = "name-not-id"; // the rule such a card breaks

// The card's name, or card_invalid at /name when no agent can have it as id.
Result<std::string> id_of_name(const AgentCard& card);

} // namespace a2a::api
