// SPDX-License-Identifier: Apache-2.0
// Where options come from: flag over environment over file over default.
//
// Every source goes through the same setter of the same row, so every complaint names key
// and source. CLI11 only collects the flags as text: left to itself, it lets the file beat
// the environment.
#pragma once

#include "config/config.hpp"

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace a2a::config {

// What was given on the command line, as text, by key.
struct Flags {
    std::map<std::string, std::string, std::less<>> values = {};
    std::string file = {};     // --config
    bool print_config = false; // --print-config
    bool help_all = false;     // --help-all
};

// Adds a flag for every option to `app`. More than one App (the binary, its `serve`) may
// share `flags`, which must outlive their parsing.
void add_flags(CLI::App& app, Flags& flags);

// Adds --config and the flags of these options only: for a verb that has no use for the others.
void add_flags(CLI::App& app, Flags& flags, std::initializer_list<std::string_view> keys);

// One line about an argument that CLI11 did not expect, with the nearest flag.
std::string unknown_argument(std::string_view argument);

using Environment = std::map<std::string, std::string, std::less<>>;

// The variables of this process.
Environment environment();

struct Loaded {
    Config config;
    std::vector<std::string>
        origins; // parallel to rows(): "default", "registry.toml:3", "REGISTRY_PORT", "--port"
    std::vector<std::string> errors;   // one line each; none = the configuration may be used
    std::vector<std::string> warnings; // one line each
};

Loaded load(const Flags& flags, const Environment& environment);

// What no single option can tell: complaints about options that contradict each other.
std::vector<std::string> check(const Config& config);

// What is allowed and perhaps not meant, one line each.
std::vector<std::string> doubts(const Config& config);

// Each option as a line of a configuration file, and where its value came from.
std::string print(const Loaded& loaded);

// What re-reading the configuration may change in a running server.
struct Changes {
    Config config;                    // what runs now, with the options that can change at run time as read
    std::vector<std::string> applied; // "log_level: info -> debug"
    std::vector<std::string> kept;    // likewise: needs a restart
};
Changes changes(const Config& running, const Config& read);

} // namespace a2a::config
