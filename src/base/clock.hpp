// SPDX-License-Identifier: Apache-2.0
// Wall-clock time as the registry stores and prints it. Deadlines never use it: they
// use std::chrono::steady_clock, so that a clock that jumps harms nothing.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace a2a {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

// Where a component gets the time from; tests pass their own.
using Clock = std::function<WallTime()>;

WallTime wall_now();

// "2026-11-23T14:55:01.123Z" (RFC 3339), always UTC with milliseconds.
std::string print_rfc3339(WallTime time);

// Accepts any RFC 3339 date-time with an offset, any number of fraction digits (cut to
// milliseconds) and a leap second (read as the second before).
std::optional<WallTime> parse_rfc3339(std::string_view text);

// "Mon, 23 Nov 2026 14:55:01 GMT" (RFC 9110 section 5.6.7), cut to seconds.
std::string print_http_date(WallTime time);

// Accepts the three formats of RFC 9110 section 5.6.7.
std::optional<WallTime> parse_http_date(std::string_view text);

} // namespace a2a
