// SPDX-License-Identifier: Apache-2.0
#include "api/naming.hpp"

#include "card/card.hpp"

namespace a2a::api {

Result<std::string> id_of_name(const AgentCard& card)
{
    if (const auto fault = card::fault_of_id(card.name))
        return Error{Errc::card_invalid,
                     "the name cannot be an agent's id: " + *fault,
                     {{"/name", *fault, kNameNotId}}};
    return card.name;
}

} // namespace a2a::api
