// SPDX-License-Identifier: Apache-2.0
// The verbs of the binary for whoever runs a registry: export, import, backup, verify. Here is
// what can be typed; storage_verbs.hpp does it.
#pragma once

#include "app/client_verbs.hpp"
#include "config/load.hpp"

namespace a2a {

// As add_client_verbs. They read the same configuration as the server, of which `flags` are
// the ones typed; both must live as long as `app`.
void add_operator_verbs(CLI::App& app, config::Flags& flags, Action& action);

} // namespace a2a
