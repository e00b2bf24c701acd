// SPDX-License-Identifier: Apache-2.0
// `serve` of a registry with the fault of EarlyJournal; it ends when it is killed, or told to.
#include "app/application.hpp"
#include "app/options.hpp"
#include "config/load.hpp"
#include "config/rows.hpp"
#include "fault/ledger/early_journal.hpp"
#include "observe/log.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <csignal>
#include <exception>
#include <iostream>

namespace {

using namespace a2a;

std::unique_ptr<Journal> open_early_journal(const Config& config, const Catalog& catalog)
{
    return std::make_unique<fault::EarlyJournal>(catalog, SqliteOptions{.directory = config.store.data_dir});
}

} // namespace

int main(int argc, char** argv)
{
    config::Flags flags;
    CLI::App app{"A registry that answers too early"};
    config::add_flags(*app.add_subcommand("serve", "serve"), flags);
    CLI11_PARSE(app, argc, argv);
    const auto loaded = config::load(flags, {});
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    try {
        log::start(log_level_of(loaded.config), log::Format::json, stderr);
        Application application{loaded.config, open_early_journal};
        application.start();
        int signal = 0;
        ::sigwait(&ending, &signal);
        application.stop();
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << '\n';
        return 1;
    }
}
