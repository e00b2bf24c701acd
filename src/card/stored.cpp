// SPDX-License-Identifier: Apache-2.0
// Alone, so that programs which only read cards (the client library) need no digests.
#include "base/json.hpp"
#include "card/card.hpp"
#include "card/projection.hpp"

#include <limits>

namespace a2a::card {

AgentCard project(std::string_view stored)
{
    constexpr auto unlimited = std::numeric_limits<std::size_t>::max();
    const auto document = json::parse(stored, {.depth_max = unlimited});
    if (!document || !document->root().is(json::Kind::object)) return {};
    const Rules rules{.skills = unlimited};
    auto findings = Findings::unheard();
    Context context{findings, rules, dialect_of(document->root())};
    return read_card(document->root(), context);
}

} // namespace a2a::card
