// SPDX-License-Identifier: Apache-2.0
// What rows.cpp is written with: one function per kind of option, each of which builds the
// parse and the print of a row around a reference to its field.
#pragma once

#include "base/text.hpp"
#include "config/rows.hpp"
#include "config/values.hpp"

#include <initializer_list>
#include <utility>

namespace a2a::config {

// What not every row has.
struct Traits {
    bool reloadable = false;
    bool common = false;
    std::vector<std::string_view> aliases = {};
};

inline Row bare_row(std::string_view key, std::string_view help, Kind kind, Traits traits)
{
    return {.key = key,
            .group = {},
            .help = help,
            .kind = kind,
            .range = {},
            .reloadable = traits.reloadable,
            .common = traits.common,
            .aliases = std::move(traits.aliases),
            .parse = {},
            .print = {}};
}

// Numbers of every kind: `read` gives something ordered, `show` prints it.
template <class Number, class Field>
Row number_row(Row row, std::string_view noun, std::pair<Number, Number> range,
               std::optional<Number> (*read)(std::string_view), std::string (*show)(Number), Field field)
{
    row.range = show(range.first) + "–" + show(range.second);
    const auto expected = std::string{noun} + " between " + show(range.first) + " and " + show(range.second);
    row.parse = [=](Config& config, std::string_view text) -> std::optional<std::string> {
        const auto value = read(text);
        if (!value || *value < range.first || *value > range.second) return must_be(expected, text);
        auto& target = field(config);
        target = static_cast<std::remove_reference_t<decltype(target)>>(*value);
        return std::nullopt;
    };
    row.print = [=](const Config& config) { return show(Number{field(config)}); };
    return row;
}

template <class Field>
Row count(std::string_view key, std::string_view help, std::pair<std::uint64_t, std::uint64_t> range,
          Field field, Traits traits = {})
{
    return number_row<std::uint64_t>(
        bare_row(key, help, Kind::count, std::move(traits)), "a whole number", range, parse_count,
        [](std::uint64_t value) { return std::to_string(value); }, field);
}

template <class Field>
Row bytes(std::string_view key, std::string_view help, std::pair<std::uint64_t, std::uint64_t> range,
          Field field, Traits traits = {})
{
    return number_row<std::uint64_t>(bare_row(key, help, Kind::bytes, std::move(traits)),
                                     "a size in bytes (16384, 64KiB)", range, parse_bytes, print_bytes,
                                     field);
}

template <class Field>
Row duration(std::string_view key, std::string_view help,
             std::pair<std::chrono::milliseconds, std::chrono::milliseconds> range, Field field,
             Traits traits = {})
{
    return number_row<std::chrono::milliseconds>(bare_row(key, help, Kind::duration, std::move(traits)),
                                                 "a duration (5, 5s, 500ms, 2m)", range, parse_duration,
                                                 print_duration, field);
}

template <class Field>
Row flag(std::string_view key, std::string_view help, Field field, Traits traits = {})
{
    auto row = bare_row(key, help, Kind::flag, std::move(traits));
    row.range = "true, false";
    row.parse = [=](Config& config, std::string_view text) -> std::optional<std::string> {
        const auto value = parse_bool(text);
        if (!value) return must_be("true or false", text);
        field(config) = *value;
        return std::nullopt;
    };
    row.print = [=](const Config& config) { return print_bool(field(config)); };
    return row;
}

// `accepts` may be null: then any text will do.
template <class Field>
Row text(std::string_view key, std::string_view help, std::string_view expected,
         bool (*accepts)(std::string_view), Field field, Traits traits = {})
{
    auto row = bare_row(key, help, Kind::text, std::move(traits));
    row.range = expected;
    row.parse = [=](Config& config, std::string_view text) -> std::optional<std::string> {
        if (!accepts(text)) return must_be(expected, text);
        field(config) = text;
        return std::nullopt;
    };
    row.print = [=](const Config& config) { return field(config); };
    return row;
}

template <class Field>
Row list(std::string_view key, std::string_view help, std::string_view expected,
         bool (*accepts)(std::string_view), Field field, Traits traits = {})
{
    auto row = bare_row(key, help, Kind::list, std::move(traits));
    row.range = expected;
    row.parse = [=](Config& config, std::string_view text) -> std::optional<std::string> {
        auto values = parse_list(text);
        for (const auto& value : values) {
            if (!accepts(value)) return must_be(expected, value);
        }
        field(config) = std::move(values);
        return std::nullopt;
    };
    row.print = [=](const Config& config) { return print_list(field(config)); };
    return row;
}

// The first name of a value is the one that is printed; the others are only understood.
template <class Enum>
using Names = std::initializer_list<std::pair<std::string_view, Enum>>;

template <class Enum, class Field>
Row choice(std::string_view key, std::string_view help, Names<Enum> names, Field field, Traits traits = {})
{
    const std::vector<std::pair<std::string_view, Enum>> known{names};
    const auto name_of = [known](Enum value) {
        for (const auto& [name, named] : known) {
            if (named == value) return std::string{name};
        }
        return std::string{};
    };
    auto row = bare_row(key, help, Kind::choice, std::move(traits));
    for (const auto& [name, value] : known) {
        if (name_of(value) == name) row.range += (row.range.empty() ? "" : ", ") + std::string{name};
    }
    row.parse = [=, range = row.range](Config& config, std::string_view text) -> std::optional<std::string> {
        for (const auto& [name, value] : known) {
            if (!text::equal_ignoring_ascii_case(name, text)) continue;
            field(config) = value;
            return std::nullopt;
        }
        return must_be("one of " + range, text);
    };
    row.print = [=](const Config& config) { return name_of(field(config)); };
    return row;
}

} // namespace a2a::config
