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

    // Set only on replay from a journal that compacted its history: when and as what the
    // agent was first registered. Zero: this change says so itself, or the catalog knows.
    Revision first_revision = 0;
    WallTime registered_at{};

    bool removes() const { return card == nullptr; }
};

} // namespace a2a
