// SPDX-License-Identifier: Apache-2.0
// One row per option: all that is known about it beside its default, which is Config's.
#pragma once

#include "config/config.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::config {

enum class Kind : std::uint8_t { text, list, flag, count, bytes, duration, choice };

struct Row {
    std::string_view key;
    std::string_view group;
    std::string_view help;
    Kind kind = Kind::text;
    std::string range;                     // "1-65535", "memory"; empty when anything goes
    bool reloadable = false;               // SIGHUP can change it
    bool common = false;                   // --help shows it, not only --help-all
    std::vector<std::string_view> aliases; // other variables that set it, the stronger first

    // A complaint without the option's name, or nothing.
    std::function<std::optional<std::string>(Config&, std::string_view)> parse;
    std::function<std::string(const Config&)> print;
};

// In the order of the documentation, grouped.
std::span<const Row> rows();

std::string flag_of(std::string_view key);     // --keepalive-timeout
std::string variable_of(std::string_view key); // REGISTRY_KEEPALIVE_TIMEOUT

// The table of all options that stands in the README.
std::string markdown_table();

// config/registry.toml: every option with its default, commented out.
std::string example_file();

// The text of --help-all.
std::string help_all();

} // namespace a2a::config
