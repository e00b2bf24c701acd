// SPDX-License-Identifier: Apache-2.0
// Names, sentences and skills of made cards, put together from the vocabulary. Everything here
// is UTF-8 without quotes, backslashes or control characters: safe inside a JSON string.
#pragma once

#include "cards/random.hpp"
#include "cards/vocabulary.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::bench {

// Sentences about the domain, about this many characters in all (never more), ending in a full stop.
std::string sentences(Random& random, const Domain& domain, std::size_t length);

// "Invoice Advisor Tavomerilu"; the index makes it the only one.
std::string agent_name(Random& random, const Domain& domain, std::uint64_t index);

// What an agent of the domain can do; distinct for different `which` below 500.
struct Ability {
    std::string id;   // "audit-invoice"
    std::string name; // "Audit invoice"
};
Ability ability(const Domain& domain, std::size_t which);

// Distinct tags, at most 12.
std::vector<std::string_view> tags_of(Random& random, const Domain& domain, std::size_t count);

} // namespace a2a::bench
