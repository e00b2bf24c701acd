// SPDX-License-Identifier: Apache-2.0
#include "card/projection.hpp"

#include "base/text.hpp"

#include <array>
#include <set>
#include <utility>

namespace a2a::card {

namespace {

// Optional members that are not projected: only a null in them is of interest.
constexpr std::array<Name, 6> kUnread{{
    {"documentationUrl", "documentation_url"},
    {"iconUrl", "icon_url"},
    {"security"},
    {"securityRequirements", "security_requirements"},
    {"supportsAuthenticatedExtendedCard", "supports_authenticated_extended_card"},
    {"supportsExtendedAgentCard", "supports_extended_agent_card"},
}};

// A card without a name cannot be listed, so this is never a mere wrong type.
std::string read_name(json::Value card, Context& context)
{
    const json::Pointer root;
    const json::Pointer at{root, "name"};
    const auto name = card.find("name");
    if (!name.exists() || name.is(json::Kind::null)) {
        context.findings.add(Grade::fault, at, "name-missing", "is missing");
    } else if (!name.is(json::Kind::string)) {
        context.findings.add(Grade::fault, at, "wrong-type", "must be a string");
    } else if (text::words(name.text()).empty()) {
        context.findings.add(Grade::fault, at, "name-blank", "is blank");
    }
    return std::string{name.text()};
}

// A number is read as it is spelled.
std::string read_version(const Fields& card, Context& context)
{
    const auto version = card.field("version", "version-missing");
    if (version.value.is(json::Kind::string)) return std::string{version.value.text()};
    if (version.value.is(json::Kind::number)) {
        context.findings.add(Grade::deviation, version.at, "version-number",
                             "is a number, which is read as its text");
        return std::string{version.value.raw()};
    }
    if (version.value.exists()) context.findings.add_wrong_type(version.at, "a string", version.value);
    return {};
}

std::string read_provider(const Fields& card, Context& context)
{
    const auto provider = card.field("provider", json::Kind::object);
    return Fields{provider.value, provider.at, context}.text("organization");
}

// A card is signed when it carries an object that claims to be a signature.
bool read_signed(const Fields& card, Context& context)
{
    bool is_signed = false;
    const auto signatures = card.field("signatures", json::Kind::array);
    std::size_t index = 0;
    for (const auto item : signatures.value.items()) {
        const json::Pointer at{signatures.at, index++};
        if (!item.is(json::Kind::object))
            context.findings.add_wrong_type(at, "an object", item);
        else
            is_signed = is_signed || item.size() > 0;
    }
    return is_signed;
}

void judge_unread(const Fields& card, Context& context)
{
    for (const auto& name : kUnread) card.field(name);
    const auto schemes = card.field(kSecuritySchemes);
    if (schemes.value.is(json::Kind::array)) {
        context.findings.add(Grade::deviation, schemes.at, "security-schemes-array",
                             "is an array, not an object");
    }
}

} // namespace

void keep_first(std::vector<std::string>& texts)
{
    if (texts.size() < 2) return;
    std::set<std::string> seen;
    std::erase_if(texts, [&](const std::string& text) { return !seen.insert(text).second; });
}

AgentCard read_card(json::Value card, Context& context)
{
    const json::Pointer root;
    const Fields fields{card, root, context};
    AgentCard out;
    out.dialect = context.dialect;
    out.name = read_name(card, context);
    out.description = fields.text("description", "description-missing");
    out.version = read_version(fields, context);
    out.provider = read_provider(fields, context);
    out.interfaces = read_interfaces(fields, context);
    read_capabilities(fields, context, out);
    out.input_modes = fields.modes(kDefaultInputModes, "input-modes-missing");
    out.output_modes = fields.modes(kDefaultOutputModes, "output-modes-missing");
    out.skills = read_skills(fields, context);
    out.is_signed = read_signed(fields, context);
    judge_unread(fields, context);
    return out;
}

} // namespace a2a::card
