// SPDX-License-Identifier: Apache-2.0
// POST /agents:import: one card (bare, wrapped, or an exported row) a line in, one result a
// line out.
#pragma once

#include "api/settings.hpp"
#include "http/handler.hpp"
#include "observe/metrics.hpp"
#include "registry/registry.hpp"

namespace a2a::api {

class Import {
public:
    // All must outlive the server.
    Import(Registry& registry, const Settings& settings, observe::Metrics& metrics);

    http::Task<void> run(const http::Exchange& exchange, http::Channel& channel) const;

private:
    Registry& registry_;
    const Settings& settings_;
    observe::Metrics& metrics_;
};

} // namespace a2a::api
