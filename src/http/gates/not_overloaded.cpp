// SPDX-License-Identifier: Apache-2.0
#include "http/gates/gates.hpp"
#include "http/problem.hpp"
#include "http/route.hpp"
#include "http/waiting_line.hpp"

#include <algorithm>

namespace a2a::http {

Gate not_overloaded()
{
    return [](Exchange& exchange) -> std::optional<Response> {
        if (!exchange.route->costly) return std::nullopt;
        const auto body_bytes =
            std::min<std::uint64_t>(exchange.head.content_length, exchange.route->body_bytes_max);
        const auto why = exchange.line->fault(body_bytes, exchange.route->access == Access::open);
        if (!why) return std::nullopt;
        exchange.stats->request_refused(*why);
        return overloaded(exchange.request_id, kTooMuchAsked);
    };
}

} // namespace a2a::http
