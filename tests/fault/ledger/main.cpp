// SPDX-License-Identifier: Apache-2.0
// The ledger test: kills a registry under clients that write, as often as asked, and holds what
// it knows when it is started again against what it had acknowledged.
//
//     fault_ledger --binary build/release/a2a-registry --cycles 1000 -- --durability relaxed
#include "base/hash.hpp"
#include "fault/ledger/run.hpp"
#include "support/temp_dir.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <exception>
#include <iostream>

namespace {

using namespace a2a::fault;

// 0: as it should be. 1: not. `until_lost`: it should be that writes are lost.
int carry_out(const Run::Options& options)
{
    std::cout << "seed " << options.seed << std::endl;
    Run run{options};
    try {
        const auto& tally = run.carry_out();
        std::cout << tally.summary() << std::endl;
        return options.until_lost ? (tally.lost > 0 ? 0 : 1) : (tally.is_clean() ? 0 : 1);
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << std::endl;
        std::cout << run.tally().summary() << ", and could not go on" << std::endl;
        return 1;
    }
}

} // namespace

int main(int argc, char** argv)
{
    Run::Options options{.seed = a2a::random_bits() % 1'000'000};
    std::size_t cycle_ms = static_cast<std::size_t>(options.cycle_max.count());
    std::string directory;

    CLI::App app{"Kills a registry under load, again and again, and looks for what it forgot"};
    app.add_option("--binary", options.binary, "the registry")->required();
    app.add_option("--cycles", options.cycles, "how often");
    app.add_option("--seed", options.seed, "of all that is drawn, but not of the threads' turns");
    app.add_option("--clients", options.clients, "that write at once")->check(CLI::Range{1, 90});
    app.add_option("--agents", options.agents, "of each client")->check(CLI::Range{1, 99});
    app.add_option("--ballast", options.ballast, "agents that nobody touches");
    app.add_option("--cycle-ms", cycle_ms, "the longest time between a start and its kill");
    app.add_option("--dir", directory, "where to work, and to leave everything; \"\" = a temporary folder");
    app.add_flag("--until-lost", options.until_lost,
                 "for a registry that must lose writes: succeeds when it does");
    app.allow_extras(); // what follows "--" is for the registry
    CLI11_PARSE(app, argc, argv);

    options.cycle_max = std::chrono::milliseconds{cycle_ms};
    options.server_options = app.remaining();
    std::erase(options.server_options, "--");
    std::optional<a2a::support::TempDir> temporary;
    options.directory = directory.empty() ? temporary.emplace().path() : std::filesystem::path{directory};
    std::filesystem::create_directories(options.directory);
    return carry_out(options);
}
