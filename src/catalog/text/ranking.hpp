// SPDX-License-Identifier: Apache-2.0
// What makes one agent a better answer than another: all parameters, and the formulas.
//
// BM25F (Robertson and Zaragoza, 2009) over the parts of a card: an occurrence counts by its
// field, less in a longer part, and each further one adds less. How much a chunk says about an
// agent is worked out when the card is applied and kept with the posting, in 15 levels. From
// these a search takes the best few hundred; those are then scored exactly, with what only the
// order of the words can tell: phrases, nearness, one skill that has it all, the exact name.
#pragma once

#include "catalog/text/tokens.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace a2a::catalog::ranking {

struct FieldWeight {
    double weight = 0;  // of one occurrence in a part of usual length
    double usual = 1;   // chunks in such a part
    double penalty = 0; // 0: length does not matter; 1: twice the length, half the weight
};
inline constexpr std::array<FieldWeight, kTextFieldCount> kFields{{
    {.weight = 6.0, .usual = 3, .penalty = 0.6},  // name
    {.weight = 2.2, .usual = 18, .penalty = 0.6}, // description
    {.weight = 1.0, .usual = 2, .penalty = 0.3},  // provider
    {.weight = 4.0, .usual = 1, .penalty = 0.3},  // skill_id
    {.weight = 4.0, .usual = 3, .penalty = 0.6},  // skill_name
    {.weight = 1.6, .usual = 14, .penalty = 0.6}, // skill_description
    {.weight = 3.0, .usual = 1, .penalty = 0.3},  // tag
    {.weight = 0.8, .usual = 10, .penalty = 0.5}, // example
}};
inline constexpr double kSaturation = 4.0; // k1: the weight at which half of what can be gained is gained

// How a word lies in a chunk, as shares of 255.
inline constexpr std::uint8_t kWhole = 255;     // "pay" in "pay", "pay,", "pay-later"
inline constexpr std::uint8_t kStart = 140;     // in "payment"
inline constexpr std::uint8_t kInner = 40;      // in "repay"
inline constexpr std::uint8_t kVariant = 120;   // relaxed: "paying" for "pays"
inline constexpr std::uint8_t kCorrected = 150; // relaxed: "paiment" for "payment"

inline constexpr double kPhrase = 0.5; // two words side by side, as the query has them
inline constexpr double kNear = 0.2;   // two words within kNearChunks
inline constexpr std::size_t kNearChunks = 6;
inline constexpr double kOneSkill = 0.25; // all words in one skill
inline constexpr double kExactName = 4.0; // the query is the whole name; a skill's id or name: half of it
inline constexpr double kMissing = 1.0;   // relaxed: the power of the share of words that are there

// Hits that are scored exactly: as many as have so much text together, within these bounds.
inline constexpr std::size_t kRefinedMin = 24;
inline constexpr std::size_t kRefinedMax = 64;
inline constexpr std::size_t kRefinedBytes = 24 * 1024; // of tokens

// A card that says much says less with each word: what all its weights are divided by.
inline constexpr double kUsualTokens = 200; // bytes
inline constexpr double kTalk = 0.5;        // 0: length does not matter
constexpr double talk(std::string_view tokens)
{
    return 1 - kTalk + kTalk * static_cast<double>(tokens.size()) / kUsualTokens;
}

constexpr double weight_for(const FieldWeight& field, std::size_t chunks)
{
    return field.weight / (1 - field.penalty + field.penalty * static_cast<double>(chunks) / field.usual);
}

// For parts of usual lengths: a division each would be much of a search's work.
inline constexpr std::size_t kTabled = 64;
inline constexpr auto kWeights = [] {
    std::array<std::array<double, kTabled>, kTextFieldCount> weights{};
    for (std::size_t field = 0; field < kTextFieldCount; ++field)
        for (std::size_t chunks = 0; chunks < kTabled; ++chunks)
            weights[field][chunks] = weight_for(kFields[field], chunks);
    return weights;
}();

// The weight of one occurrence in a part of this field and length.
inline double weight_in(TextField field, std::size_t chunks)
{
    const auto nth = static_cast<std::size_t>(field);
    return chunks < kTabled ? kWeights[nth][chunks] : weight_for(kFields[nth], chunks);
}

// A row of chunks as it stands in a card.
struct Part {
    TextField field = TextField::name;
    std::size_t size = 0;  // runs and compounds
    bool is_alone = false; // nothing but one chunk
};
inline float weight_in(const Part& part)
{
    return static_cast<float>(weight_in(part.field, part.size));
}

// A name or a skill's id or name that is one chunk is known by it: the highest level is theirs.
bool is_known_by_it(const Part& part);

// Ever less of ever more: 0 to 1.
constexpr double saturated(double weight)
{
    return weight / (kSaturation + weight);
}

// What a word that `found` of `all` agents have is worth; 1 to 255, coarse so that it seldom
// changes while a client pages.
std::uint8_t rarity(std::size_t found, std::size_t all);

// Of a chunk whose occurrences weigh so much together, in an agent that talks so much.
Level level_of(float weight, bool is_known_by_it, double talk);

struct ChunkLevel {
    ChunkId chunk = 0;
    Level level = 0;
    auto operator<=>(const ChunkLevel&) const = default; // NOLINT(modernize-use-nullptr): a false alarm
};
// What each chunk says about the agent with these tokens; ascending by chunk, each once.
std::vector<ChunkLevel> levels_of(std::string_view tokens);

} // namespace a2a::catalog::ranking
