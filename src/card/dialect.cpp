// SPDX-License-Identifier: Apache-2.0
#include "card/dialect.hpp"

#include "card/card.hpp"

#include <algorithm>
#include <array>

namespace a2a {

std::string_view name_of(Dialect dialect)
{
    constexpr std::array<std::string_view, 6> names{"unknown", "1.0", "0.3", "0.2", "snake_case", "hybrid"};
    return names.at(static_cast<std::size_t>(dialect));
}

} // namespace a2a

namespace a2a::card {

namespace {

// Members of every version whose spelling tells the style.
constexpr std::array<Name, 14> kTelling{{
    kProtocolVersion,
    kPreferredTransport,
    kAdditionalInterfaces,
    kDefaultInputModes,
    kDefaultOutputModes,
    kSecuritySchemes,
    {"documentationUrl", "documentation_url"},
    {"iconUrl", "icon_url"},
    {"securityRequirements", "security_requirements"},
    {"supportsAuthenticatedExtendedCard", "supports_authenticated_extended_card"},
    {"supportsExtendedAgentCard", "supports_extended_agent_card"},
    {"pushNotifications", "push_notifications"},
    {"stateTransitionHistory", "state_transition_history"},
    {"extendedAgentCard", "extended_agent_card"},
}};

// Members that 1.0 does not have.
constexpr std::array<Name, 4> kBefore10{
    {"url", kProtocolVersion, kPreferredTransport, kAdditionalInterfaces}};

struct Style {
    bool camel = false;
    bool snake = false;
};

// Which spellings an object uses; a null tells as much as a value.
Style style_of(json::Value object)
{
    Style style;
    for (const auto member : object.members()) {
        for (const auto& name : kTelling) {
            style.camel = style.camel || member.name == name.camel;
            style.snake = style.snake || member.name == name.snake;
        }
    }
    return style;
}

} // namespace

std::string camel_case(std::string_view name)
{
    std::string camel;
    camel.reserve(name.size());
    for (std::size_t at = 0; at < name.size(); ++at) {
        const bool joins =
            name[at] == '_' && at > 0 && at + 1 < name.size() && name[at + 1] >= 'a' && name[at + 1] <= 'z';
        if (joins) ++at;
        camel += joins ? static_cast<char>(name[at] - 'a' + 'A') : name[at];
    }
    return camel;
}

json::Value present(json::Value object, const Name& name)
{
    for (const auto spelling : {name.camel, name.snake}) {
        const auto value = object.find(spelling);
        if (value.exists() && !value.is(json::Kind::null)) return value;
        if (!name.is_styled()) break;
    }
    return {};
}

Dialect dialect_of(json::Value card)
{
    const auto has = [&](const Name& name) { return present(card, name).exists(); };
    if (has(kSupportedInterfaces)) {
        return std::any_of(kBefore10.begin(), kBefore10.end(), has) ? Dialect::hybrid : Dialect::v1_0;
    }
    const auto own = style_of(card);
    const auto capabilities = style_of(card.find("capabilities"));
    const Style style{.camel = own.camel || capabilities.camel, .snake = own.snake || capabilities.snake};
    if (style.camel && style.snake) return Dialect::hybrid;
    if (style.snake) return Dialect::snake_case;
    if (!style.camel) return Dialect::unknown;
    return has(kProtocolVersion) ? Dialect::v0_3 : Dialect::v0_2;
}

} // namespace a2a::card
