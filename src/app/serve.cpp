// SPDX-License-Identifier: Apache-2.0
#include "app/serve.hpp"

#include "app/application.hpp"
#include "app/options.hpp"
#include "app/service_manager.hpp"
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

std::string status_of(const Application& application)
{
    std::string status;
    for (const auto& address : application.addresses())
        status += (status.empty() ? "serving on " : ", ") + address;
    return status;
}

// Does what is due every second, and says that all are alive as often as that is wanted.
class Routine {
public:
    Routine(Application& application, const Notifier& notifier)
        : application_{application}, notifier_{notifier}, every_{std::min<Steady::duration>(
                                                              kTick, notifier.alive_every().value_or(kTick))},
          patience_{std::max(kSilence, notifier.alive_every().value_or(kSilence))}
    {
    }

    // The next signal, or nothing for now.
    std::optional<int> wait(const sigset_t& signals, Steady::duration at_most = kTick)
    {
        const auto signal = wait_for(signals, std::min(every_, at_most));
        const auto now = Steady::now();
        if (now - ticked_ >= kTick) {
            ticked_ = now;
            application_.tick();
        }
        if (notifier_.alive_every() && application_.is_alive(patience_)) notifier_.alive();
        return signal;
    }

private:
    static constexpr std::chrono::seconds kTick{1};
    static constexpr std::chrono::milliseconds kSilence{1'500}; // workers give three signs in it

    Application& application_;
    const Notifier& notifier_;
    const Steady::duration every_;
    const std::chrono::milliseconds patience_;
    Steady::time_point ticked_ = Steady::now();
};

// Until a signal asks to stop.
void serve_on(Application& application, const Notifier& notifier, Routine& routine, const sigset_t& signals,
              const std::function<config::Loaded()>& read_again)
{
    notifier.ready(status_of(application));
    for (;;) {
        const auto signal = routine.wait(signals);
        if (!signal) continue;
        if (*signal != SIGHUP) {
            log::info("signal", {{"name", *signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
            return;
        }
        notifier.reloading();
        application.reload(read_again());
        notifier.ready(status_of(application));
    }
}

// Serves on while load balancers look away; a second signal cuts it short.
void drain(Application& application, const Notifier& notifier, Routine& routine, const sigset_t& signals)
{
    notifier.stopping();
    application.announce_closing();
    const auto end = Steady::now() + application.config().stop.drain_delay;
    for (auto now = Steady::now(); now < end; now = Steady::now()) {
        const auto signal = routine.wait(signals, end - now);
        if (signal && *signal != SIGHUP) return;
    }
}

} // namespace

int serve(const config::Loaded& loaded, const std::function<config::Loaded()>& read_again)
{
    const auto signals = block_signals();
    start_log(loaded.config);
    for (const auto& warning : loaded.warnings) log::warning("configuration", {{"reason", warning}});
    for (const auto& doubt : config::doubts(loaded.config))
        log::warning("configuration", {{"reason", doubt}});
    try {
        const auto environment = config::environment();
        const Notifier notifier{environment, ::getpid()};
        Application application{loaded.config, passed_sockets(environment, ::getpid())};
        Routine routine{application, notifier};
        if (application.start(go_on)) {
            serve_on(application, notifier, routine, signals, read_again);
            drain(application, notifier, routine, signals);
        }
        application.stop();
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "a2a-registry: " << fault.what() << '\n';
        return 1;
    }
}

} // namespace a2a
