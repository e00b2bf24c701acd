// SPDX-License-Identifier: Apache-2.0
#include "search/fleet.hpp"

#include "cards/cards.hpp"
#include "cards/random.hpp"

#include <stdexcept>

namespace a2a::bench {
namespace {

constexpr std::string_view kSkills = "\"skills\":[";

// Which agents carry a marked skill does not depend on the number of agents.
std::string marked_skills(std::uint64_t seed, std::uint64_t agent)
{
    Random random{seed ^ (agent * 0xD1342543DE82EF95U) ^ 0x5EA2C4};
    std::string skills;
    const auto mark = [&](std::string_view name, std::uint64_t which) {
        const auto id = std::string{name} + '-' + std::to_string(which);
        skills.append(R"({"id":")").append(id).append(R"(","name":")").append(id).append(R"("},)");
    };
    if (const auto tenth = random.below(10); tenth < kTenthSkills) mark("tenth", tenth);
    if (const auto hundredth = random.below(100); hundredth < kHundredthSkills) mark("hundredth", hundredth);
    return skills;
}

} // namespace

std::string_view name_of(CardKind kind)
{
    return kind == CardKind::guide ? "guide" : "real-like";
}

std::string card_of(const Fleet& fleet, std::uint64_t agent, std::uint64_t version)
{
    const auto made = [&](std::uint64_t of_version) {
        return fleet.kind == CardKind::guide ? guide_card(agent + of_version)
                                             : real_like_card(fleet.seed + of_version, agent);
    };
    auto card = made(version);
    if (version != 0) {
        // The name comes first, and is the only one.
        const auto name = made(0).name;
        card.json.replace(card.json.find(card.name), card.name.size(), name);
    }
    // Every made card has a skill of its own, so the marked ones end in a comma.
    const auto at = card.json.find(kSkills);
    if (at == std::string::npos) throw std::logic_error("a made card has no skills");
    card.json.insert(at + kSkills.size(), marked_skills(fleet.seed, agent));
    return std::move(card.json);
}

card::ParsedPtr parsed_card_of(const Fleet& fleet, std::uint64_t agent, std::uint64_t version)
{
    auto parsed = card::parse(card_of(fleet, agent, version), {});
    if (!parsed) throw std::logic_error("a made card was refused: " + parsed.error().detail);
    return *std::move(parsed);
}

} // namespace a2a::bench
