// SPDX-License-Identifier: Apache-2.0
#include "http/gates/gates.hpp"
#include "http/problem.hpp"
#include "http/route.hpp"

namespace a2a::http {

Gate still_loading(std::shared_ptr<const std::atomic<bool>> loaded)
{
    return [loaded = std::move(loaded)](Exchange& exchange) -> std::optional<Response> {
        if (loaded->load(std::memory_order_acquire) || exchange.route->early) return std::nullopt;
        auto response = answer({Status::service_unavailable, "loading", "the server is still loading"},
                               exchange.request_id);
        response.with("Retry-After", "1");
        return response;
    };
}

} // namespace a2a::http
