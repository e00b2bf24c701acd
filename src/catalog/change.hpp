// SPDX-License-Identifier: Apache-2.0
// One change of the registry's state: what journals store and the catalog applies.
#pragma once

#include "base/clock.hpp"
#include "card/card.hpp"
#include "catalog/record.hpp"

#include <string>

namespace a2a {

struct Change {
    Revision revision = 0;
    std::string id;
    WallTime at;
    card::ParsedPtr card; // null: the agent was removed

    // Of a card, what earlier changes of the agent have left behind: a journal that compacts
    // its history does not feed those again. Zero: there are none, or the catalog knows them.
    Revision first_revision = 0;
    WallTime registered_at{};
    std::chrono::sys_seconds modified_at{}; // see modified_after()

    bool removes() const { return card == nullptr; }
};

} // namespace a2a
