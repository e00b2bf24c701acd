// SPDX-License-Identifier: Apache-2.0
// The layers between the transport and the handlers, in three shapes: a gate may answer
// early, a filter may change the answer, an observer may only look. There is no next(), so
// there is no hidden order: the lists are the order.
#pragma once

#include "http/exchange.hpp"
#include "http/message.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace a2a::http {

// Gates see the matched route and the header section, never the body.
using Gate = std::function<std::optional<Response>(Exchange&)>;
using Filter = std::function<void(const Exchange&, Response&)>;
using Observer = std::function<void(const Exchange&, const Response&)>;

struct Pipeline {
    std::vector<Gate> gates;
    std::vector<Filter> filters;
    std::vector<Observer> observers;

    // The first early answer, if any.
    std::optional<Response> admit(Exchange& exchange) const;
    // Filters a finished answer. What a filter throws becomes a 500.
    void finish(const Exchange& exchange, Response& response) const;
    void observe(const Exchange& exchange, const Response& response) const;
};

} // namespace a2a::http
