// SPDX-License-Identifier: Apache-2.0
#include "catalog/bulk/key_book.hpp"

namespace a2a::catalog {

void KeyBook::add(const AgentCard& card, Number agent)
{
    for_each_key(card, [&](IndexName index, std::string_view value) {
        auto& numbers = numbers_[static_cast<std::size_t>(index)];
        if (const auto* known = numbers.find(value)) {
            auto& key = keys_[*known];
            if (key.newest == agent) return; // a card may say a thing twice
            key.newest = agent;
            agents_.add(*known, agent);
            return;
        }
        const auto number = static_cast<std::uint32_t>(keys_.size());
        keys_.push_back({index, texts_.keep(value), agent});
        numbers.add(value, number);
        agents_.add(number, agent);
    });
}

void KeyBook::enter(std::span<Index, kIndexCount> indexes) const
{
    agents_.for_each([&](std::uint32_t number, std::span<const Number> agents) {
        const auto& key = keys_[number];
        indexes[static_cast<std::size_t>(key.index)].append(key.value, agents);
    });
}

} // namespace a2a::catalog
