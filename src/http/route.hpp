// SPDX-License-Identifier: Apache-2.0
// A row of the route table, without its handler: what is answered, for whom, and what the API
// document says of it.
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace a2a::http {

enum class Access : std::uint8_t { open, writer };

// For the OpenAPI document.
struct Doc {
    std::string_view operation; // operationId
    std::string_view tag;
    std::string_view summary;
    std::span<const std::string_view> query = {}; // names of query parameters
    std::span<const Status> statuses = {};        // that it may answer, besides the general ones
    std::string_view takes_schema = {};           // of the body, by name; "" = not told
    std::string_view gives_schema = {};           // of a good answer
};

struct Route {
    Verb verb = Verb::get;
    std::string_view pattern = {}; // "/agents/{id}"; {…} is one whole segment
    Access access = Access::open;
    std::size_t body_bytes_max = 0;              // 0: a body is read and ignored
    std::string_view takes = {};                 // media types of the body: "application/json", …
    std::string_view gives = "application/json"; // of a good answer
    bool early = false;                          // answered while the server is still loading, too
    bool of_operation = false;                   // health or metrics: answered where operators look, too
    bool costly = false; // lets others pass, and is refused when too much is asked; make_site() knows most
    Doc doc = {};
};

} // namespace a2a::http
