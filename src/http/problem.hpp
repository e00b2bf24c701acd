// SPDX-License-Identifier: Apache-2.0
// Errors as clients see them: RFC 9457 application/problem+json.
#pragma once

#include "http/exchange.hpp"
#include "http/message.hpp"

#include <a2a/error.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace a2a::http {

struct Problem {
    Status status = Status::internal_server_error;
    std::string_view slug = "internal"; // the type is "/problems/<slug>"
    std::string detail;
    std::vector<FieldIssue> issues = {};
};

// {"type","title","status","detail","request_id","errors"?}
Response answer(const Problem& problem, std::string_view request_id);

// Seconds, as a field's value: spread, so that those who were turned away together do not return together.
std::string retry_after();

// The 503 when too much is asked at once. Costs little to make; `detail` needs no escapes.
Response overloaded(std::string_view request_id, std::string_view detail);
inline constexpr std::string_view kTooMuchAsked = "too much is asked of this server at once";

// The 500 of a bug; what happened is in the log, under the request's id.
Response internal_error(std::string_view request_id);

} // namespace a2a::http
