// SPDX-License-Identifier: Apache-2.0
// The options as people read them: names, the README's table, --help-all, --print-config.
#include "config/load.hpp"
#include "config/rows.hpp"
#include "config/values.hpp"

#include <algorithm>

namespace a2a::config {

namespace {

std::string respelled(std::string_view key, std::string prefix, char (*letter_of)(char))
{
    for (const char letter : key) prefix += letter_of(letter);
    return prefix;
}

std::string code(std::string_view text)
{
    return "`" + std::string{text} + "`";
}

std::string variables_of(const Row& row)
{
    auto text = code(variable_of(row.key));
    for (const auto alias : row.aliases) text += ", " + code(alias);
    return text;
}

std::string default_of(const Row& row)
{
    const auto text = row.print(Config{});
    return text.empty() ? "none" : code(text);
}

std::string_view placeholder_of(Kind kind)
{
    switch (kind) {
    case Kind::text:
        return " TEXT";
    case Kind::list:
        return " LIST";
    case Kind::flag:
        return "[=BOOL]";
    case Kind::count:
        return " COUNT";
    case Kind::bytes:
        return " BYTES";
    case Kind::duration:
        return " DURATION";
    case Kind::choice:
        return " CHOICE";
    }
    return {};
}

// A TOML string (https://toml.io/en/v1.0.0#string).
std::string in_quotes(std::string_view text)
{
    std::string out = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') out += '\\';
        out += letter;
    }
    return out + '"';
}

std::string toml_list(const std::string& values)
{
    std::string out = "[";
    for (std::string_view rest = values; !rest.empty();) {
        const auto comma = std::min(rest.find(','), rest.size());
        out += (out.size() > 1 ? ", " : "") + in_quotes(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return out + ']';
}

std::string toml_value(const Row& row, const std::string& value)
{
    if (row.kind == Kind::list) return toml_list(value);
    const bool bare = row.kind == Kind::flag || (row.kind != Kind::text && parse_count(value));
    return bare ? value : in_quotes(value);
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

} // namespace

std::string flag_of(std::string_view key)
{
    return respelled(key, "--", [](char c) { return c == '_' ? '-' : c; });
}

std::string variable_of(std::string_view key)
{
    return respelled(key, "REGISTRY_",
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; });
}

std::string markdown_table()
{
    std::string table = "| flag | variable | file key | default | range | reload | meaning |\n"
                        "|---|---|---|---|---|---|---|\n";
    std::string_view group;
    for (const auto& row : rows()) {
        if (row.group != group) table += "| **" + std::string{row.group} + "** | | | | | | |\n";
        group = row.group;
        table += "| " + code(flag_of(row.key)) + " | " + variables_of(row) + " | " + code(row.key) + " | " +
                 default_of(row) + " | " + row.range + " | " + (row.reloadable ? "yes" : "no") + " | " +
                 std::string{row.help} + " |\n";
    }
    return table;
}

std::string help_all()
{
    std::string text;
    std::string_view group;
    for (const auto& row : rows()) {
        if (row.group != group) text += (text.empty() ? "" : "\n") + std::string{row.group} + ":\n";
        group = row.group;
        text += "  " + flag_of(row.key) + std::string{placeholder_of(row.kind)} + "\n      " +
                std::string{row.help} + "\n      " + variable_of(row.key);
        for (const auto alias : row.aliases) text += ", " + std::string{alias};
        const auto value = row.print(Config{});
        text += "; default " + (value.empty() ? "none" : value);
        if (!row.range.empty()) text += "; " + row.range;
        text += row.reloadable ? "; SIGHUP\n" : "\n";
    }
    return text;
}

std::string example_file()
{
    std::string text =
        "# Every option of the A2A Registry with its default; remove the '#' before what you change.\n"
        "# `a2a-registry check-config --config FILE` says whether a file is valid.\n";
    std::string_view group;
    for (const auto& row : rows()) {
        if (row.group != group) text += "\n# --- " + std::string{row.group} + " ---\n";
        group = row.group;
        text += "\n# " + std::string{row.help} + (row.range.empty() ? "" : " (" + row.range + ")") + '\n';
        text += '#' + std::string{row.key} + " = " + toml_value(row, row.print(Config{})) + '\n';
    }
    return text;
}

std::string print(const Loaded& loaded)
{
    std::string text;
    std::string_view group;
    for (std::size_t i = 0; i < rows().size(); ++i) {
        const auto& row = rows()[i];
        if (row.group != group) text += (text.empty() ? "# " : "\n# ") + std::string{row.group} + '\n';
        group = row.group;
        const auto line = std::string{row.key} + " = " + toml_value(row, row.print(loaded.config));
        text += padded(line, 40) + " # " + loaded.origins[i] + '\n';
    }
    return text;
}

} // namespace a2a::config
