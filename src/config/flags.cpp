// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "config/load.hpp"
#include "config/rows.hpp"
#include "config/values.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>

namespace a2a::config {

namespace {

constexpr const char* kConfigHelp = "file of options (TOML)";

CLI::Option* add_flag(CLI::App& app, const Row& row, Flags& flags)
{
    const auto name = flag_of(row.key);
    const std::string help{row.help};
    const auto take = [&flags, key = std::string{row.key}](const std::string& text) {
        flags.values[key] = text;
    };
    if (row.kind == Kind::flag) {
        // With a text behind it, so that --enable-metrics=false reaches the row's own parser.
        const auto take_result = [take](const CLI::results_t& results) {
            take(results.back().empty() ? "true" : results.back());
            return true;
        };
        auto* option = app.add_option(name, take_result, help);
        return option->type_size(0)->expected(0, 1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
    if (row.kind == Kind::list) {
        const auto take_all = [take](const std::vector<std::string>& values) { take(print_list(values)); };
        return app.add_option_function<std::vector<std::string>>(name, take_all, help)
            ->allow_extra_args(false);
    }
    return app.add_option_function<std::string>(name, take, help)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

} // namespace

void add_flags(CLI::App& app, Flags& flags)
{
    app.add_option("--config", flags.file, kConfigHelp);
    app.add_flag("--print-config", flags.print_config, "show every option and where its value comes from");
    app.add_flag("--help-all", flags.help_all, "show every option");
    for (const auto& row : rows()) {
        // CLI11 leaves options without a group out of --help.
        add_flag(app, row, flags)->group(row.common ? "Options" : "");
    }
}

void add_flags(CLI::App& app, Flags& flags, std::initializer_list<std::string_view> keys)
{
    app.add_option("--config", flags.file, kConfigHelp);
    for (const auto& row : rows())
        if (std::ranges::find(keys, row.key) != keys.end()) add_flag(app, row, flags);
}

std::string unknown_argument(std::string_view argument)
{
    if (!argument.starts_with("--"))
        return "unexpected argument '" + std::string{text::cut(argument, 100)} + "'";
    const auto name = argument.substr(0, argument.find('='));
    std::vector<std::string> flags{"--config", "--print-config", "--help-all", "--help", "--version"};
    for (const auto& row : rows()) flags.push_back(flag_of(row.key));
    const std::vector<std::string_view> candidates{flags.begin(), flags.end()};
    const auto meant = text::nearest(name, candidates);
    return "unknown option " + std::string{text::cut(name, 100)} +
           (meant ? ", did you mean " + std::string{*meant} + "?" : ", see --help-all");
}

} // namespace a2a::config
