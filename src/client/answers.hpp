// SPDX-License-Identifier: Apache-2.0
// What the registry's answers say. All of them fail with Errc::unavailable when the body is
// not what a registry answers: somebody else is listening there.
#pragma once

#include "client/connection.hpp"

#include <a2a/client.hpp>

#include <string_view>
#include <vector>

namespace a2a::client {

Result<Registered> registered_in(const Response& response);
Result<Agent> agent_in(const Response& response);
Result<Page> page_in(const Response& response);
Result<Terms> terms_in(const Response& response, std::string_view member); // "skills", "tags"
Result<void> health_in(const Response& response);
Result<std::vector<Imported>> imported_in(const Response& response); // a JSON text a line

// The body of POST /agents/search. Fails with query_invalid when a text is not UTF-8.
Result<std::string> print(const SearchRequest& request);

} // namespace a2a::client
