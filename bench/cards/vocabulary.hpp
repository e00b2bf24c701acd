// SPDX-License-Identifier: Apache-2.0
// The words that made cards are made of: several fields of work, each with what its agents act
// on, what they do, and what people call it. Written for this benchmark; no published card's.
#pragma once

#include <span>
#include <string_view>

namespace a2a::bench {

struct Domain {
    std::string_view name;
    std::span<const std::string_view> objects; // "flight itinerary"
    std::span<const std::string_view> acts;    // "compare", as a command
    std::span<const std::string_view> tags;    // with synonyms
    std::span<const std::string_view> audiences;
};

std::span<const Domain> domains();

// Parts of sentences that fit everywhere.
std::span<const std::string_view> openings(); // "Helps"
std::span<const std::string_view> purposes(); // "before a deadline is missed"
std::span<const std::string_view> roles();    // "Advisor"
std::span<const std::string_view> providers();
std::span<const std::string_view> foreign_names(); // not ASCII

} // namespace a2a::bench
