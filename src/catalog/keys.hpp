// SPDX-License-Identifier: Apache-2.0
// What a card is found by, and what a filter looks up: both are lists of keys, so a value is
// spelled in one place only, and an agent matches a key exactly when its card has it.
#pragma once

#include "catalog/query.hpp"

#include <a2a/agent_card.hpp>
#include <a2a/error.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::catalog {

// The facets, and what only filters need.
enum class IndexName : std::uint8_t {
    skills,
    tags,             // folded
    capabilities,     // camelCase
    transport,        // in capitals
    protocol_version, // as the card has it
    provider,
    extensions,
    input_modes,
    output_modes,
    version_prefix,    // "0", "0.3" and "0.3.1" for 0.3.1
    transport_version, // transport, 0xFF (in no UTF-8 text), version prefix: of one interface
    is_signed,         // "true" or "false"
};
inline constexpr std::size_t kIndexCount = static_cast<std::size_t>(IndexName::is_signed) + 1;
static_assert(static_cast<std::size_t>(IndexName::output_modes) ==
              static_cast<std::size_t>(Facet::output_modes));

constexpr IndexName index_of(Facet facet)
{
    return static_cast<IndexName>(facet);
}

struct Key {
    IndexName index = IndexName::skills;
    std::string value;
    auto operator<=>(const Key&) const = default; // NOLINT(modernize-use-nullptr): a false alarm
};
using Keys = std::vector<Key>;

// Dots beyond these make no prefixes, or one hostile version string would fill the memory.
inline constexpr std::size_t kVersionParts = 8;

// Of a filter: the costs of a search grow with them.
inline constexpr std::size_t kKeysMax = 1024;

// Calls visit for everything the card is indexed under, in any order and perhaps repeatedly.
using KeyVisit = std::function<void(IndexName index, std::string_view value)>;
void for_each_key(const AgentCard& card, const KeyVisit& visit);

// The same, ascending, each once.
Keys keys_of(const AgentCard& card);

// The filter members that keys can answer (all but the times).
struct Selection {
    Keys all;
    std::vector<Keys> any; // one of each
    Keys none;
};

// Fails with query_too_broad above kKeysMax keys.
Result<Selection> select(const Filter& must, const Filter& must_not);

} // namespace a2a::catalog
