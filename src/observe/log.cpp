// SPDX-License-Identifier: Apache-2.0
#include "observe/log.hpp"

#include "base/clock.hpp"
#include "observe/log_line.hpp"

#include <spdlog/details/console_globals.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <memory>

namespace a2a::log {

namespace {

// spdlog writes whole lines under its console mutex; what is in a line is ours.
std::unique_ptr<spdlog::logger> make_logger(std::FILE* to)
{
    using Sink = spdlog::sinks::stdout_sink_base<spdlog::details::console_mutex>;
    auto logger = std::make_unique<spdlog::logger>("a2a", std::make_shared<Sink>(to));
    logger->set_formatter(
        std::make_unique<spdlog::pattern_formatter>("%v", spdlog::pattern_time_type::utc, "\n"));
    logger->set_level(spdlog::level::trace); // our own level has decided already
    return logger;
}

struct State {
    std::unique_ptr<spdlog::logger> logger = make_logger(stderr);
    std::atomic<Level> level{Level::info};
    Format format = Format::text;
};

State& state()
{
    static State& only = *new State; // never destroyed: whatever dies last may still log
    return only;
}

void write_always(Level level, std::string_view event, std::span<const Field> fields)
{
    const auto& [logger, ignored, format] = state();
    const auto time = print_rfc3339(wall_now());
    const auto line = format == Format::json ? json_line(time, level, event, fields)
                                             : text_line(time, level, event, fields);
    logger->log(spdlog::level::info, spdlog::string_view_t{line.data(), line.size()});
}

} // namespace

void start(Level level, Format format, std::FILE* to)
{
    state().logger = make_logger(to);
    state().format = format;
    set_level(level);
}

void set_level(Level level)
{
    state().level.store(level, std::memory_order_relaxed);
}

Level level()
{
    return state().level.load(std::memory_order_relaxed);
}

void write(Level level, std::string_view event, std::span<const Field> fields)
{
    if (level >= log::level()) write_always(level, event, fields);
}

void access(const Access& request)
{
    const Field fields[] = {
        {"request_id", request.request_id},
        {"client", request.client},
        {"method", request.method},
        {"target", request.target},
        {"status", request.status},
        {"bytes", request.bytes},
        {"duration_ms", std::chrono::duration<double, std::milli>{request.took}.count()},
    };
    write_always(request.status >= 500 ? Level::warning : Level::info, "request", fields);
}

} // namespace a2a::log
