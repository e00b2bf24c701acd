// SPDX-License-Identifier: Apache-2.0
#include "api/import_line.hpp"

#include "api/naming.hpp"

#include <utility>

namespace a2a::api {

ImportLine judge(std::size_t number, std::string_view text, bool too_long, const card::Rules& rules)
{
    ImportLine line{.number = number};
    if (too_long) {
        line.outcome = Error{Errc::too_large, "the line is too long"};
        return line;
    }
    auto envelope = card::examine(text, rules);
    if (!envelope) {
        line.outcome = envelope.error();
        return line;
    }
    auto& verdict = envelope->verdict;
    line.naming = envelope->id ? Registry::Naming::by_id : Registry::Naming::by_name;
    line.id = envelope->id.value_or(verdict.projection.name);
    if (!verdict.parsed) {
        line.outcome = Error{Errc::card_invalid, "the agent card is refused", std::move(verdict.errors)};
    } else if (const auto named = id_of_name(verdict.projection); !envelope->id && !named) {
        line.outcome = named.error();
    } else {
        line.card = std::move(verdict.parsed);
    }
    return line;
}

} // namespace a2a::api
