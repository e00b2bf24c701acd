// SPDX-License-Identifier: Apache-2.0
#include "app/client_print.hpp"

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>
#include <span>
#include <utility>

namespace a2a {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

// C1 controls, U+061C, U+200E-F, U+2028-E, U+2066-9: what a terminal obeys instead of showing.
bool is_commanding(std::string_view character)
{
    if (character.size() == 1) return character[0] < ' ' || character[0] == '\x7f';
    if (character.size() == 2)
        return character == "\xD8\x9C" || (character[0] == '\xC2' && character[1] <= '\x9F');
    if (character.starts_with("\xE2\x80"))
        return character[2] == '\x8E' || character[2] == '\x8F' ||
               (character[2] >= '\xA8' && character[2] <= '\xAE');
    return character.starts_with("\xE2\x81") && character[2] >= '\xA6' && character[2] <= '\xA9';
}

std::string joined(std::span<const std::string> texts)
{
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

std::string in_quotes(std::string_view text)
{
    std::string out;
    json::quote(out, text);
    return out;
}

std::string decimal(double number)
{
    std::array<char, 32> buffer{};
    const auto length = std::snprintf(buffer.data(), buffer.size(), "%.2f", number);
    return {buffer.data(), static_cast<std::size_t>(std::clamp(length, 0, 31))};
}

std::string spelled(const Interface& interface)
{
    auto text = interface.url + " (" + interface.transport;
    if (!interface.protocol_version.empty()) text += ' ' + interface.protocol_version;
    return text + ')';
}

} // namespace

std::string printable(std::string_view text, std::size_t columns)
{
    if (!text::is_utf8(text)) return "(not UTF-8)";
    const bool too_long = characters_in(text) > columns;
    std::string line;
    for (std::size_t at = 0, column = 0; at < text.size(); ++column) {
        if (too_long && column + 1 >= columns) return line + "\xE2\x80\xA6"; // …
        std::size_t end = at + 1;
        while (end < text.size() && is_continuation(text[end])) ++end;
        const auto character = text.substr(at, end - at);
        line += character == "\n" || character == "\t" ? " "
                : is_commanding(character)             ? kReplacement
                                                       : character;
        at = end;
    }
    return line;
}

std::string table(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters_in(row[i]));
    }
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size()) text.append(widths[i] - characters_in(row[i]) + 2, ' ');
        }
        text += '\n';
    }
    return text;
}

std::string agents_table(const std::vector<client::Agent>& agents, const std::vector<double>& scores)
{
    const bool ranked = scores.size() == agents.size() && !scores.empty();
    std::vector<std::vector<std::string>> rows{{"ID", "VERSION", "SKILLS", "UPDATED", "DESCRIPTION"}};
    if (ranked) rows[0].insert(rows[0].begin() + 1, "SCORE");
    for (std::size_t i = 0; i < agents.size(); ++i) {
        const auto card = agents[i].projection();
        rows.push_back(
            {printable(agents[i].id, 40), printable(card.version, 12), std::to_string(card.skills.size()),
             print_rfc3339(agents[i].updated_at).substr(0, 19) + 'Z', printable(card.description, 60)});
        if (ranked) rows.back().insert(rows.back().begin() + 1, decimal(scores[i]));
    }
    return table(rows);
}

std::string agent_sheet(const client::Agent& agent)
{
    const auto card = agent.projection();
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](std::string_view label, std::string_view value) {
        if (!value.empty()) rows.push_back({std::string{label}, printable(value)});
    };
    add("id", agent.id);
    add("name", card.name);
    add("version", card.version);
    add("description", card.description);
    add("provider", card.provider);
    for (const auto& interface : card.interfaces) add("interface", spelled(interface));
    add("capabilities", joined(card.capabilities));
    for (const auto& skill : card.skills)
        add("skill", skill.id + (skill.name.empty() ? "" : ": " + skill.name));
    add("dialect", name_of(card.dialect));
    add("revision", std::to_string(agent.revision));
    add("registered", print_rfc3339(agent.registered_at));
    add("updated", print_rfc3339(agent.updated_at));
    add("etag", agent.etag);
    return table(rows);
}

std::string json_line(const client::Agent& agent)
{
    return R"({"agent_card":)" + agent.card + R"(,"id":)" + in_quotes(agent.id) + R"(,"revision":)" +
           std::to_string(agent.revision) + R"(,"registered_at":")" + print_rfc3339(agent.registered_at) +
           R"(","updated_at":")" + print_rfc3339(agent.updated_at) + "\"}\n";
}

std::string json_line(const client::Registered& registered)
{
    std::string line = R"({"agent_id":)" + in_quotes(registered.id) + R"(,"created":)" +
                       (registered.created ? "true" : "false") + R"(,"revision":)" +
                       std::to_string(registered.revision) + R"(,"warnings":[)";
    std::string_view comma;
    for (const auto& [pointer, message, rule] : registered.warnings) {
        line += std::string{std::exchange(comma, ",")} + R"({"pointer":)" + in_quotes(pointer) +
                R"(,"message":)" + in_quotes(message) + R"(,"rule":)" + in_quotes(rule) + '}';
    }
    return line + "]}\n";
}

void print_error(std::ostream& err, std::string_view subject, const Error& error)
{
    err << "error: " << printable(subject) << ": " << printable(error.detail) << '\n';
    for (const auto& issue : error.issues)
        err << "error: " << printable(subject) << ": " << printable(issue.pointer) << ": "
            << printable(issue.message) << '\n';
}

void print_warnings(std::ostream& err, std::string_view subject, const std::vector<FieldIssue>& warnings)
{
    for (const auto& warning : warnings)
        err << "warning: " << printable(subject) << ": " << printable(warning.pointer) << ": "
            << printable(warning.message) << '\n';
}

} // namespace a2a
