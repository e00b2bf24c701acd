// SPDX-License-Identifier: Apache-2.0
#include "http/filters/filters.hpp"

namespace a2a::http {

// The CORS protocol of the Fetch standard. Credentials are never allowed: a token is sent by
// a page's own code, not by the browser.
Filter cors(std::shared_ptr<const AllowedOrigins> origins)
{
    return [origins = std::move(origins)](const Exchange& exchange, Response& response) {
        const auto& request = exchange.request;
        const auto origin = request["origin"];
        if (origins->empty()) return;
        response.with("Vary", "Origin");
        if (origin.empty() || !origins->allows(origin)) return;
        response.with("Access-Control-Allow-Origin", std::string{origin});
        response.with("Access-Control-Expose-Headers", "ETag, Location, Retry-After, X-Request-Id");
        if (request.verb != Verb::options || request["access-control-request-method"].empty()) return;
        response.with("Access-Control-Allow-Methods", exchange.allow);
        response.with("Access-Control-Allow-Headers",
                      "Authorization, Content-Type, If-Match, If-None-Match, X-Request-Id");
        response.with("Access-Control-Max-Age", "600");
    };
}

} // namespace a2a::http
