// SPDX-License-Identifier: Apache-2.0
// The verbs of the binary that talk to a running registry: register, get, list, search,
// unregister, healthcheck. Here is what can be typed; client_calls.hpp does it.
#pragma once

#include <functional>

namespace CLI { // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace a2a {

// What a verb does once it is clear that everything typed was understood. The exit status: 0
// when everything asked for was done, 1 when anything failed.
using Action = std::function<int()>;

// Parsing `app` with one of these verbs sets `action`, which must live as long as `app`. Nothing
// has been done then: "unregister X --dry-run" must not unregister before it complains.
void add_client_verbs(CLI::App& app, Action& action);

} // namespace a2a
