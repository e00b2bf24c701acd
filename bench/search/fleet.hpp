// SPDX-License-Identifier: Apache-2.0
// The agents that searches are measured over: made cards, some of which also carry skills whose
// frequencies are known, so that "a tenth of all agents" is one at every size.
#pragma once

#include "card/card.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace a2a::bench {

enum class CardKind : std::uint8_t { guide, real };
std::string_view name_of(CardKind kind);

inline constexpr std::uint64_t kTenthSkills = 6;      // "tenth-0" …, each in a tenth of all cards
inline constexpr std::uint64_t kHundredthSkills = 20; // "hundredth-0" …, each in a hundredth

struct Fleet {
    CardKind kind = CardKind::real;
    std::uint64_t agents = 0;
    std::uint64_t seed = 1;
};

// The card of an agent, accepted by every registry. With another `version` it is a card of the
// same name and the same marked skills, but otherwise another: what a publisher replaces it with.
std::string card_of(const Fleet& fleet, std::uint64_t agent, std::uint64_t version = 0);

// As a registry has it after its checks. Made cards are never refused; throws when one is.
card::ParsedPtr parsed_card_of(const Fleet& fleet, std::uint64_t agent, std::uint64_t version = 0);

} // namespace a2a::bench
