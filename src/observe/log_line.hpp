// SPDX-License-Identifier: Apache-2.0
// How one event looks as a line, without its end.
#pragma once

#include "observe/log.hpp"

#include <span>
#include <string>
#include <string_view>

namespace a2a::log {

// 2026-11-23T14:55:01.123Z info listening address=127.0.0.1:8000 workers=2
std::string text_line(std::string_view time, Level level, std::string_view event,
                      std::span<const Field> fields);

// {"time":"2026-11-23T14:55:01.123Z","level":"info","event":"listening","address":"127.0.0.1:8000","workers":2}
std::string json_line(std::string_view time, Level level, std::string_view event,
                      std::span<const Field> fields);

} // namespace a2a::log
