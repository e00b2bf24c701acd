// SPDX-License-Identifier: Apache-2.0
// Agent cards for measurements, in any number: shaped like those that are published (bytes,
// skills, tags, description, dialects, missing and odd members), with words of our own.
//
// A card depends on its seed and index alone, so card 7 is the same on every machine, however
// many are made and in whatever order. Every card is one that a registry accepts, and every
// name occurs once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace a2a::bench {

// How publishers spell their cards.
enum class Style : std::uint8_t {
    camel_0_2, // no protocolVersion
    camel_0_3,
    v1_0,       // supportedInterfaces
    claims_1_0, // says 1.0 and is shaped like 0.3
    snake_case,
    mixed, // members of several dialects, or of none
};
inline constexpr std::size_t kStyleCount = static_cast<std::size_t>(Style::mixed) + 1;

struct MadeCard {
    std::string name;
    std::string json; // minified
    Style style = Style::camel_0_3;
    std::string description;
    std::vector<std::string> skill_ids;
    std::vector<std::size_t> tag_counts; // parallel to skill_ids
    std::string tag;                     // one it has, or ""
};

MadeCard real_like_card(std::uint64_t seed, std::uint64_t index);

// About 300 bytes, as the Python registry's performance guide registers them.
MadeCard guide_card(std::uint64_t index);

} // namespace a2a::bench
