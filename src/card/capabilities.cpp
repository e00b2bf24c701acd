// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "card/projection.hpp"

#include <algorithm>
#include <array>

namespace a2a::card {

namespace {

// The specification's own; others may be of any type, and count when they are true.
constexpr std::array<std::string_view, 4> kKnown{"streaming", "pushNotifications", "stateTransitionHistory",
                                                 "extendedAgentCard"};

bool is_true(json::Value value, std::string_view camel, const json::Pointer& at, Findings& findings)
{
    if (const auto boolean = value.boolean()) return *boolean;
    const bool spells_true = text::equal_ignoring_ascii_case(value.text(), "true");
    if (spells_true || text::equal_ignoring_ascii_case(value.text(), "false")) {
        findings.add(Grade::deviation, at, "capability-string", "is a string, which is read as that boolean");
        return spells_true;
    }
    if (std::find(kKnown.begin(), kKnown.end(), camel) == kKnown.end()) return false;
    if (value.is(json::Kind::null)) {
        findings.add(Grade::deviation, at, "null-member", "is null, which is read as absent");
    } else {
        findings.add_wrong_type(at, "a boolean", value);
    }
    return false;
}

std::vector<std::string> read_extensions(const Field& capabilities, Context& context)
{
    const auto array =
        Fields{capabilities.value, capabilities.at, context}.field("extensions", json::Kind::array);
    std::vector<std::string> uris;
    std::size_t index = 0;
    for (const auto item : array.value.items()) {
        const json::Pointer at{array.at, index++};
        if (!item.is(json::Kind::object)) {
            context.findings.add_wrong_type(at, "an object", item);
        } else if (auto uri = Fields{item, at, context}.text("uri"); !uri.empty()) {
            uris.push_back(std::move(uri));
        }
    }
    return uris;
}

std::vector<std::string> read_object(const Field& capabilities, Context& context)
{
    std::vector<std::string> names;
    for (const auto [name, value] : capabilities.value.members()) {
        if (name.empty() || name == "extensions") continue;
        auto camel = camel_case(name);
        if (is_true(value, camel, {capabilities.at, name}, context.findings))
            names.push_back(std::move(camel));
    }
    return names;
}

std::vector<std::string> read_array(const Field& capabilities, Context& context)
{
    context.findings.add(Grade::deviation, capabilities.at, "capabilities-array",
                         "is an array, which is read as capabilities that are true");
    std::vector<std::string> names;
    std::size_t index = 0;
    for (const auto item : capabilities.value.items()) {
        const json::Pointer at{capabilities.at, index++};
        if (!item.is(json::Kind::string)) {
            context.findings.add_wrong_type(at, "a string", item);
        } else if (!item.text().empty()) {
            names.push_back(camel_case(item.text()));
        }
    }
    return names;
}

} // namespace

void read_capabilities(const Fields& card, Context& context, AgentCard& out)
{
    const auto capabilities = card.field("capabilities", "capabilities-missing");
    if (capabilities.value.is(json::Kind::object)) {
        out.capabilities = read_object(capabilities, context);
        out.extensions = read_extensions(capabilities, context);
    } else if (capabilities.value.is(json::Kind::array)) {
        out.capabilities = read_array(capabilities, context);
    } else if (capabilities.value.exists()) {
        context.findings.add_wrong_type(capabilities.at, "an object", capabilities.value);
    }
    keep_first(out.capabilities);
    keep_first(out.extensions);
}

} // namespace a2a::card
