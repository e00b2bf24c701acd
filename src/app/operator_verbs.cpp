// SPDX-License-Identifier: Apache-2.0
#include "app/operator_verbs.hpp"

#include "app/progress.hpp"
#include "app/storage_verbs.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>

namespace a2a {
namespace {

int complain(const std::string& line)
{
    std::cerr << "a2a-registry: " << line << '\n';
    return 1;
}

// The server's configuration, for the verbs that need one; without one what is wrong has been told.
std::optional<Config> configuration(const config::Flags& flags, bool needed)
{
    if (!needed) return Config{};
    const auto loaded = config::load(flags, config::environment());
    for (const auto& warning : loaded.warnings) std::cerr << "a2a-registry: warning: " << warning << '\n';
    for (const auto& error : loaded.errors) complain(error);
    if (!loaded.errors.empty()) return std::nullopt;
    if (loaded.config.store.storage == Config::Storage::memory && !flags.values.contains("data_dir")) {
        complain("the configured storage is memory, which leaves nothing on disk; give --data-dir");
        return std::nullopt;
    }
    return loaded.config;
}

bool needs_configuration(const ExportVerb& verb)
{
    return verb.file.empty();
}
bool needs_configuration(const ImportVerb& verb)
{
    return verb.server.url.empty();
}
bool needs_configuration(const BackupVerb&)
{
    return true;
}
bool needs_configuration(const VerifyVerb& verb)
{
    return verb.file.empty();
}

template <class Verb>
int carry_out(const Verb& verb, const config::Flags& flags)
{
    const auto config = configuration(flags, needs_configuration(verb));
    if (!config) return 1;
    try {
        return run(verb, *config, {std::cout, std::cerr, standard_error_is_terminal()});
    } catch (const std::exception& fault) {
        return complain(fault.what());
    }
}

template <class Verb>
std::pair<CLI::App*, std::shared_ptr<Verb>> add_verb(CLI::App& app, config::Flags& flags, Action& action,
                                                     const char* name, const char* help)
{
    auto typed = std::make_shared<Verb>();
    auto* verb = app.add_subcommand(name, help);
    verb->callback(
        [typed, &flags, &action] { action = [typed, &flags] { return carry_out(*typed, flags); }; });
    return {verb, std::move(typed)};
}

void add_export(CLI::App& app, config::Flags& flags, Action& action)
{
    auto [verb, typed] = add_verb<ExportVerb>(
        app, flags, action, "export",
        "print every stored agent, one JSON text a line, in order of registration; the server may run");
    config::add_flags(*verb, flags, {"data_dir"});
    verb->add_option("file", typed->file, "a backup to read instead of the data directory")
        ->excludes("--data-dir");
    verb->add_option("--output", typed->output,
                     "write this file, when it is whole; default: standard output");
}

void add_import(CLI::App& app, config::Flags& flags, Action& action)
{
    auto [verb, typed] = add_verb<ImportVerb>(app, flags, action, "import",
                                              "register many agent cards, in the data directory of a stopped "
                                              "registry or, with --url, in one that runs");
    verb->add_option("inputs", typed->inputs,
                     "files with a card or an exported agent a line, or with one card; folders of *.json; "
                     "- is the standard input")
        ->required();
    auto& server = typed->server;
    server.timeout_s = 60;
    auto* url = verb->add_option("--url", server.url, "the registry that runs");
    auto* token = verb->add_option("--token", server.token, "bearer token; better in a file")->needs(url);
    verb->add_option("--token-file", server.token_file, "file with the bearer token")
        ->needs(url)
        ->excludes(token);
    verb->add_option("--timeout", server.timeout_s, "seconds that each part of it may take")
        ->check(CLI::Range(0.001, 3600.0))
        ->needs(url)
        ->capture_default_str();
    config::add_flags(*verb, flags, {"data_dir", "max_agents", "validation", "name_conflict"});
    for (const auto* flag : {"--data-dir", "--max-agents", "--validation", "--name-conflict", "--config"})
        url->excludes(flag);
}

void add_backup(CLI::App& app, config::Flags& flags, Action& action)
{
    auto [verb, typed] = add_verb<BackupVerb>(app, flags, action, "backup",
                                              "copy the stored registry into one file; the server may run");
    verb->add_option("file", typed->file, "the file to make")->required();
    verb->add_flag("--force", typed->force, "replace a file that is there");
    config::add_flags(*verb, flags, {"data_dir"});
}

void add_verify(CLI::App& app, config::Flags& flags, Action& action)
{
    auto [verb, typed] =
        add_verb<VerifyVerb>(app, flags, action, "verify",
                             "check everything in the stored registry, or in a backup; the server may run");
    config::add_flags(*verb, flags, {"data_dir"});
    verb->add_option("file", typed->file, "a backup to check instead of the data directory")
        ->excludes("--data-dir");
}

} // namespace

void add_operator_verbs(CLI::App& app, config::Flags& flags, Action& action)
{
    add_export(app, flags, action);
    add_import(app, flags, action);
    add_backup(app, flags, action);
    add_verify(app, flags, action);
}

} // namespace a2a
