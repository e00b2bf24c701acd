// SPDX-License-Identifier: Apache-2.0
// What is served, and how: made once, the same for every worker.
#pragma once

#include "http/handler.hpp"
#include "http/limits.hpp"
#include "http/pipeline.hpp"
#include "http/router.hpp"

#include <utility>
#include <vector>

namespace a2a::http {

struct Site {
    Router router;
    std::vector<Handler> handlers; // parallel to router.routes()
    Pipeline pipeline;
    Limits limits;

    // Of an exchange that has a route.
    const Handler& handler(const Exchange& exchange) const { return handlers[exchange.label]; }
};

inline Site make_site(std::vector<Endpoint> endpoints, Pipeline pipeline, const Limits& limits)
{
    std::vector<Route> routes;
    std::vector<Handler> handlers;
    for (auto& endpoint : endpoints) {
        auto& route = routes.emplace_back(std::move(endpoint.route));
        route.costly |= !std::holds_alternative<Read>(endpoint.handle) || !route.takes.empty();
        handlers.push_back(std::move(endpoint.handle));
    }
    return {.router = Router{std::move(routes)},
            .handlers = std::move(handlers),
            .pipeline = std::move(pipeline),
            .limits = limits};
}

} // namespace a2a::http
