// SPDX-License-Identifier: Apache-2.0
#include "http/pipeline.hpp"

namespace a2a::http {

std::optional<Response> Pipeline::admit(Exchange& exchange) const
{
    for (const auto& gate : gates)
        if (auto response = gate(exchange)) return response;
    return std::nullopt;
}

void Pipeline::finish(const Exchange& exchange, Response& response) const
{
    for (const auto& filter : filters) filter(exchange, response);
}

void Pipeline::observe(const Exchange& exchange, const Response& response) const
{
    for (const auto& observer : observers) observer(exchange, response);
}

} // namespace a2a::http
