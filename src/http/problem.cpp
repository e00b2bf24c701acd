// SPDX-License-Identifier: Apache-2.0
#include "http/problem.hpp"

#include <nlohmann/json.hpp>

namespace a2a::http {

Response answer(const Problem& problem, std::string_view request_id)
{
    nlohmann::ordered_json body{
        {"type", "/problems/" + std::string{problem.slug}},
        {"title", reason_of(problem.status)},
        {"status", static_cast<int>(problem.status)},
        {"detail", problem.detail},
        {"request_id", request_id},
    };
    if (!problem.issues.empty()) {
        auto& errors = body["errors"] = nlohmann::ordered_json::array();
        for (const auto& issue : problem.issues)
            errors.push_back({{"pointer", issue.pointer}, {"message", issue.message}, {"rule", issue.rule}});
    }
    // Everything here came from our own catalogue or passed validation; "replace" so that a
    // slip shows as U+FFFD and never as an exception.
    auto text = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    Response response{.status = problem.status, .content_type = "application/problem+json"};
    response.body = Body{std::move(text)};
    return response;
}

std::string retry_after()
{
    thread_local unsigned turn = 0;
    return std::to_string(1 + turn++ % 2);
}

Response overloaded(std::string_view request_id, std::string_view detail)
{
    static constexpr std::string_view kBefore =
        R"({"type":"/problems/overloaded","title":"Service Unavailable","status":503,"detail":")";
    static constexpr std::string_view kBetween = R"(","request_id":")"; // an id needs no escapes
    std::string text;
    text.reserve(kBefore.size() + detail.size() + kBetween.size() + request_id.size() + 2);
    text.append(kBefore).append(detail).append(kBetween).append(request_id).append("\"}");
    Response response{.status = Status::service_unavailable, .content_type = "application/problem+json"};
    response.body = Body{std::move(text)};
    response.shed = true;
    response.with("Retry-After", retry_after());
    return response;
}

Response internal_error(std::string_view request_id)
{
    return answer({Status::internal_server_error, "internal", "Internal Server Error"}, request_id);
}

} // namespace a2a::http
