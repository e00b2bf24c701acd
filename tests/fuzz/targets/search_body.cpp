// SPDX-License-Identifier: Apache-2.0
// Bodies of POST /agents/search: what is no JSON is refused, and what is accepted is bounded and answered.
#include "agents.hpp"
#include "target.hpp"

#include <nlohmann/json.hpp>

namespace a2a::fuzz {

void run(std::string_view input)
{
    const auto request = api::read_search(input);
    if (!request) return must_be_told(request.error());
    must(input.find_first_not_of(" \t\r\n") == std::string_view::npos || nlohmann::json::accept(input),
         "what is accepted is JSON");
    must_be_bounded(*request);
    must_answer(*request);
}

} // namespace a2a::fuzz
