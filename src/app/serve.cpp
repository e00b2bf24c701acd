// SPDX-License-Identifier: Apache-2.0
#include "app/serve.hpp"

#include "app/application.hpp"
#include "app/options.hpp"
#include "observe/log.hpp"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <optional>

namespace a2a {
namespace {

using Steady = std::chrono::steady_clock;

sigset_t block_signals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN); // a log that goes to a closed pipe
    return signals;
}

// The next signal, or nothing when `patience` is over.
std::optional<int> wait_for(const sigset_t& signals, Steady::duration patience)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience);
    const timespec limit{.tv_sec = seconds.count(),
                         .tv_nsec = std::chrono::nanoseconds{patience - seconds}.count()};
    const int signal = ::sigtimedwait(&signals, nullptr, &limit);
    if (signal < 0) return std::nullopt;
    return signal;
}

void start_log(const Config& config)
{
    const auto wanted = config.observe.log_format;
    const bool json = wanted == Config::LogFormat::json ||
                      (wanted == Config::LogFormat::automatic && ::isatty(STDERR_FILENO) == 0);
    log::start(log_level_of(config), json ? log::Format::json : log::Format::text, stderr);
}

// Whether nobody has asked to stop yet. SIGHUP waits until everything is loaded.
bool go_on()
{
    sigset_t ending;
    sigemptyset(&ending);
    for (const int signal : {SIGTERM, SIGINT}) sigaddset(&ending, signal);
    return !wait_for(ending, Steady::duration::zero());
}

// Until a signal asks to stop.
void serve_on(Application& application, const sigset_t& signals,
              const std::function<config::Loaded()>& read_again)
{
    for (;;) {
        const auto signal = wait_for(signals, std::chrono::seconds{1});
        application.tick();
        if (!signal) continue;
        if (*signal != SIGHUP) {
            log::info("signal", {{"name", *signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
            return;
        }
        application.reload(read_again());
    }
}

// Serves on while load balancers look away; a second signal cuts it short.
void drain(Application& application, const sigset_t& signals)
{
    application.announce_closing();
    const auto end = Steady::now() + application.config().stop.drain_delay;
    for (auto now = Steady::now(); now < end; now = Steady::now()) {
        const auto signal = wait_for(signals, std::min<Steady::duration>(end - now, std::chrono::seconds{1}));
        application.tick();
        if (signal && *signal != SIGHUP) return;
    }
}

} // namespace

int serve(const config::Loaded& loaded, const std::function<config::Loaded()>& read_again)
{
    const auto signals = block_signals();
    start_log(loaded.config);
    for (const auto& warning : loaded.warnings) log::warning("configuration", {{"reason", warning}});
    try {
        Application application{loaded.config};
        if (application.start(go_on)) {
            serve_on(application, signals, read_again);
            drain(application, signals);
        }
        application.stop();
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "a2a-registry: " << fault.what() << '\n';
        return 1;
    }
}

} // namespace a2a
