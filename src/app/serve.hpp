// SPDX-License-Identifier: Apache-2.0
// `a2a-registry serve`: from a loaded configuration to a clean end.
#pragma once

#include "config/load.hpp"

#include <functional>

namespace a2a {

// Serves until SIGTERM or SIGINT; SIGHUP calls `read_again` and applies what can change. The
// exit status. Call from the main thread, before any other thread exists: the signals are
// blocked for all threads and waited for here.
int serve(const config::Loaded& loaded, const std::function<config::Loaded()>& read_again);

} // namespace a2a
