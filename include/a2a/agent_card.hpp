// SPDX-License-Identifier: Apache-2.0
// The projection of an A2A agent card: what a registry indexes, the same for every
// dialect of the protocol (A2A 1.0.1 section 4.4; 0.2, 0.3 and the snake_case spelling).
//
// It is derived from the publisher's JSON and never replaces it: cards are stored and
// answered as their publishers sent them, because signatures are computed over them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a2a {

enum class Dialect : std::uint8_t { unknown, v1_0, v0_3, v0_2, snake_case, hybrid };

// "1.0", "0.3", "0.2", "snake_case", "hybrid" or "unknown".
std::string_view name_of(Dialect dialect);

// Where an agent can be called, and how. `transport` is "JSONRPC" when the card names none.
// `protocol_version` is "0.3" for a camelCase card (0.2, 0.3) that names none, and empty for
// any other card or interface that names none.
struct Interface {
    std::string url;
    std::string transport;
    std::string protocol_version;

    bool operator==(const Interface&) const = default;
};

struct Skill {
    std::string id;
    std::string name;
    std::string description;
    std::vector<std::string> tags;
    std::vector<std::string> examples;
    std::vector<std::string> input_modes;
    std::vector<std::string> output_modes;

    bool operator==(const Skill&) const = default;
};

struct AgentCard {
    Dialect dialect = Dialect::unknown;
    std::string name;
    std::string description;
    std::string version;
    std::string provider;                  // provider.organization
    std::vector<Interface> interfaces;     // the preferred one first
    std::vector<std::string> capabilities; // those that are true, in camelCase
    std::vector<std::string> extensions;   // URIs
    std::vector<std::string> input_modes;  // defaults of the card; a skill's own are in the skill
    std::vector<std::string> output_modes;
    std::vector<Skill> skills;
    bool is_signed = false;

    bool operator==(const AgentCard&) const = default;
};

} // namespace a2a
