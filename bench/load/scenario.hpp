// SPDX-License-Identifier: Apache-2.0
// What a run asks for: prepared requests, each with how to know that its answer is right.
#pragma once

#include "client/base_url.hpp"
#include "load/plan.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::bench {

enum class Scenario : std::uint8_t {
    health,
    get,
    list, // all agents
    search,
    register_,
    replace, // each time by another card
    remove,  // each agent once
    mix,     // of 20: 12 gets, 3 searches, 2 lists of 20, 2 replacements, 1 health
};
inline constexpr std::array<std::string_view, 8> kScenarioNames{"health",   "get",     "list",   "search",
                                                                "register", "replace", "delete", "mix"};
std::optional<Scenario> scenario_named(std::string_view name);

// The agents a run is about.
struct Population {
    std::uint64_t agents = 1000;
    bool real_like = false; // instead of the guide's small cards
    std::uint64_t seed = 1;
};

// Whether the agents must be registered before this can be asked.
bool needs_agents(Scenario scenario);

// How many requests it is: one for each agent, or 0 for as many as one likes.
std::uint64_t requests_of(Scenario scenario, const Population& population);

// One call for each agent, in a shuffled order, or the one call that there is. Where cards are
// replaced there is a second round, which puts the first cards back.
std::vector<Call> calls_of(Scenario scenario, const Population& population, const client::BaseUrl& url);

// A search with each of these bodies, a line each, in their order. Right is any answer that is no
// refusal: what is looked for need not be there.
std::vector<Call> searches_of(std::string_view bodies, const client::BaseUrl& url);

} // namespace a2a::bench
