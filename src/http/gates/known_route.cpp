// SPDX-License-Identifier: Apache-2.0
#include "http/gates/gates.hpp"
#include "http/problem.hpp"
#include "http/route.hpp"

namespace a2a::http {
namespace {

Response no_content(std::string allow)
{
    Response response{.status = Status::no_content, .content_type = {}};
    response.with("Allow", std::move(allow));
    return response;
}

} // namespace

Gate known_route()
{
    return [](Exchange& exchange) -> std::optional<Response> {
        const auto& request = exchange.request;
        if (exchange.has_invalid_path)
            return answer({Status::bad_request, "bad-request", "the path has an invalid percent-escape"},
                          exchange.request_id);
        if (exchange.route != nullptr) return std::nullopt;
        if (request.verb == Verb::options && request.path == "*")
            return no_content("GET, HEAD, POST, PUT, DELETE, OPTIONS");
        if (request.verb == Verb::unknown)
            return answer(
                {Status::not_implemented, "method-not-implemented", "this method is not implemented"},
                exchange.request_id);
        if (!exchange.is_known_path)
            return answer({Status::not_found, "not-found", "Not Found"}, exchange.request_id);
        if (request.verb == Verb::options) return no_content(exchange.allow);
        auto response = answer({Status::method_not_allowed, "method-not-allowed", "Method Not Allowed"},
                               exchange.request_id);
        response.with("Allow", exchange.allow);
        return response;
    };
}

} // namespace a2a::http
