// SPDX-License-Identifier: Apache-2.0
// The keys of many cards, each distinct one once, with the agents that have it.
#pragma once

#include "catalog/bulk/groups.hpp"
#include "catalog/bulk/kept_texts.hpp"
#include "catalog/bulk/text_map.hpp"
#include "catalog/index.hpp"
#include "catalog/keys.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace a2a::catalog {

class KeyBook {
public:
    // Agents in ascending order.
    void add(const AgentCard& card, Number agent);
    void sort() { agents_.sort(); }

    // To be sorted before, and all agents above those that the indexes know.
    void enter(std::span<Index, kIndexCount> indexes) const;

private:
    struct Known {
        IndexName index = IndexName::skills;
        std::string_view value;
        Number newest = 0; // agent
    };
    KeptTexts texts_;
    std::array<TextMap<std::uint32_t>, kIndexCount> numbers_; // of keys_
    std::vector<Known> keys_;
    Groups agents_;
};

} // namespace a2a::catalog
