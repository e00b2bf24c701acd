// SPDX-License-Identifier: Apache-2.0
// The command line: serve (also without a verb), check-config, and the verbs of clients and operators.
#include "app/client_verbs.hpp"
#include "app/manual.hpp"
#include "app/operator_verbs.hpp"
#include "app/serve.hpp"
#include "app/version.hpp"
#include "base/text.hpp"
#include "config/load.hpp"
#include "config/nginx_check.hpp"
#include "config/rows.hpp"
#include "http/gates/write_tokens.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <iostream>

namespace {

using namespace a2a;

int complain(const std::vector<std::string>& lines)
{
    for (const auto& line : lines) std::cerr << "a2a-registry: " << line << '\n';
    return 1;
}

int check_config(const config::Loaded& loaded, const std::vector<std::string>& nginx_files)
{
    const auto warn = [](const std::string& what) { std::cerr << "a2a-registry: warning: " << what << '\n'; };
    std::ranges::for_each(loaded.warnings, warn);
    std::ranges::for_each(config::doubts(loaded.config), warn);
    if (!loaded.errors.empty()) return complain(loaded.errors);
    if (!nginx_files.empty()) {
        const auto complaints = config::check_nginx_files(nginx_files, loaded.config);
        if (!complaints.empty()) return complain(complaints);
    }
    if (const auto& file = loaded.config.access.write_token_file; !file.empty()) {
        const auto fault = http::WriteTokens{}.load(file);
        if (!fault.empty()) return complain({"write_token_file: " + file + ' ' + fault});
    }
    std::cout << "the configuration is valid\n";
    return 0;
}

// What CLI11 says when it cannot go on; one line, with the nearest verb or flag.
int complain_of_arguments(const CLI::App& app, const CLI::ParseError& error)
{
    if (error.get_exit_code() == 0) return app.exit(error); // --help, --version
    return complain({error.what()});
}

// What nobody asked for, with the verb or flag that may have been meant.
std::string unknown_argument(const CLI::App& app, const std::string& argument)
{
    std::vector<std::string> names;
    for (const auto* verb : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(verb->get_name());
    const std::vector<std::string_view> verbs{names.begin(), names.end()};
    const auto meant = app.get_subcommands().empty() ? text::nearest(argument, verbs) : std::nullopt;
    if (argument.starts_with('-') || !meant) return config::unknown_argument(argument);
    return "unknown verb '" + argument + "', did you mean '" + std::string{*meant} + "'?";
}

// What packages are made with.
void add_printed(CLI::App& app, Action& action)
{
    const auto printed = [&](std::string (*print)(const CLI::App&)) {
        return [&app, &action, print] {
            action = [&app, print] { return std::cout << print(app) << std::flush ? 0 : 1; };
        };
    };
    app.add_subcommand("manual", "print the manual page (roff), for man")->callback(printed(manual_page));
    app.add_subcommand("completion", "print the completion of verbs and options for bash")
        ->callback(printed(bash_completion));
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"A2A Registry: where agents register their cards and others find them"};
    app.name("a2a-registry");
    app.set_version_flag("--version", std::string{kVersion});
    app.require_subcommand(0, 1);
    app.allow_extras();

    config::Flags flags;
    Action action;
    config::add_flags(app, flags);
    auto* serving = app.add_subcommand("serve", "serve the registry (also without a verb)");
    auto* checking = app.add_subcommand("check-config", "say whether the configuration is valid, and end");
    for (auto* verb : {serving, checking}) {
        config::add_flags(*verb, flags);
        verb->allow_extras();
    }
    std::vector<std::string> nginx_files;
    checking->add_option("--nginx", nginx_files,
                         "files that tell nginx about the registry: check these, too");
    add_client_verbs(app, action);
    add_operator_verbs(app, flags, action);
    add_printed(app, action);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return complain_of_arguments(app, error);
    }
    if (const auto unknown = app.remaining(true); !unknown.empty())
        return complain({unknown_argument(app, unknown.front())});
    if (action) return action();

    if (flags.help_all) {
        std::cout << config::help_all();
        return 0;
    }
    const auto read = [&flags] { return config::load(flags, config::environment()); };
    const auto loaded = read();
    if (checking->parsed()) return check_config(loaded, nginx_files);
    if (!loaded.errors.empty()) return complain(loaded.errors);
    if (flags.print_config) {
        std::cout << config::print(loaded);
        return 0;
    }
    return serve(loaded, read);
}
