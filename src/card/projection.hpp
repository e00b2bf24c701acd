// SPDX-License-Identifier: Apache-2.0
// Reads a card into its projection and judges it on the way: one reader for both, so that
// what is judged and what is indexed cannot drift apart.
#pragma once

#include "base/json.hpp"
#include "card/fields.hpp"

#include <a2a/agent_card.hpp>

#include <string>
#include <vector>

namespace a2a::card {

// `card` must be an object, written in context.dialect.
AgentCard read_card(json::Value card, Context& context);

// Its parts, each in its own source.
std::vector<Interface> read_interfaces(const Fields& card, Context& context);
std::vector<Skill> read_skills(const Fields& card, Context& context);
void read_capabilities(const Fields& card, Context& context, AgentCard& out);

// Leaves out what stood before.
void keep_first(std::vector<std::string>& texts);

} // namespace a2a::card
