// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "http/gates/gates.hpp"
#include "http/problem.hpp"
#include "http/route.hpp"

namespace a2a::http {
namespace {

// "https://registry.example" and the Host "registry.example".
bool is_same_origin(std::string_view origin, std::string_view host)
{
    const auto scheme = origin.find("://");
    return scheme != std::string_view::npos &&
           text::equal_ignoring_ascii_case(origin.substr(scheme + 3), host);
}

} // namespace

Gate foreign_origin(std::shared_ptr<const AllowedOrigins> origins)
{
    return [origins = std::move(origins)](Exchange& exchange) -> std::optional<Response> {
        const auto origin = exchange.request["origin"];
        if (origin.empty() || exchange.route->access == Access::open ||
            is_same_origin(origin, exchange.request.host) || origins->allows(origin))
            return std::nullopt;
        return answer({Status::forbidden, "origin-not-allowed", "pages of this origin may not write here"},
                      exchange.request_id);
    };
}

} // namespace a2a::http
