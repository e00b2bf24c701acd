// SPDX-License-Identifier: Apache-2.0
// The spellings of an agent card: which dialect one is written in, and what its members
// are called in each.
#pragma once

#include "base/json.hpp"

#include <a2a/agent_card.hpp>

#include <string_view>

namespace a2a::card {

// A member's two spellings; the same where the name is one word.
struct Name {
    std::string_view camel;
    std::string_view snake;

    constexpr Name(const char* word) : camel{word}, snake{word} {} // NOLINT: a word is a name
    constexpr Name(std::string_view in_camel, std::string_view in_snake) : camel{in_camel}, snake{in_snake} {}
    constexpr bool is_styled() const { return camel != snake; }
};

inline constexpr Name kSupportedInterfaces{"supportedInterfaces", "supported_interfaces"};
inline constexpr Name kAdditionalInterfaces{"additionalInterfaces", "additional_interfaces"};
inline constexpr Name kProtocolVersion{"protocolVersion", "protocol_version"};
inline constexpr Name kPreferredTransport{"preferredTransport", "preferred_transport"};
inline constexpr Name kProtocolBinding{"protocolBinding", "protocol_binding"};
inline constexpr Name kDefaultInputModes{"defaultInputModes", "default_input_modes"};
inline constexpr Name kDefaultOutputModes{"defaultOutputModes", "default_output_modes"};
inline constexpr Name kInputModes{"inputModes", "input_modes"};
inline constexpr Name kOutputModes{"outputModes", "output_modes"};
inline constexpr Name kSecuritySchemes{"securitySchemes", "security_schemes"};

// The member under either spelling; the camelCase one wins, null counts as absent.
json::Value present(json::Value object, const Name& name);

// What API.md's table says of `card`, an object. 1.0 beside members of 0.x, or both styles of
// spelling without 1.0, is hybrid; a card without any telling member is unknown.
Dialect dialect_of(json::Value card);

} // namespace a2a::card
