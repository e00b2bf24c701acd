// SPDX-License-Identifier: Apache-2.0
// The texts of a card that a search looks into, for the engines this one is compared with.
#pragma once

#include <a2a/agent_card.hpp>

#include <string>

namespace a2a::bench {

struct Searchable {
    std::string name, description, provider;
    std::string skills; // ids, names, descriptions, tags and examples, a line each

    std::string all() const; // a line each
};
Searchable searchable(const AgentCard& card);

} // namespace a2a::bench
