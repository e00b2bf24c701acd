// SPDX-License-Identifier: Apache-2.0
// Examples for the API document: requests and what they are answered. tests/e2e/openapi_test.sh asks
// a server each of them.
#pragma once

#include "http/message.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string_view>

namespace a2a::api {

// One name within an operation is one request and its answer.
struct Example {
    std::string_view operation; // operationId
    std::string_view name;
    std::string_view summary;
    std::string_view parameters = {}; // a JSON object, of path and query; "" = none
    std::string_view body = {};       // JSON, or text of another kind; "" = none
    http::Status status = http::Status::ok;
    std::string_view answer; // as body
};
std::span<const Example> examples();

// Puts them where OpenAPI has them: at parameters, request bodies and answers.
void add_examples(nlohmann::ordered_json& document);

} // namespace a2a::api
