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

    // The card is its bytes alone, as a journal feeds it: who applies the change projects it, and drops the
    // projection when it has been indexed. Many at once would take several times the cards' memory.
    bool is_unread = false;

    // Of a card, what earlier changes of the agent have left behind: a journal that compacts
    // its history does not feed those again. Zero: there are none, or the catalog knows them.
    Revision first_revision = 0;
    WallTime registered_at{};
    std::chrono::sys_seconds modified_at{}; // see modified_after()

    bool removes() const { return card == nullptr; }
};

// What is indexed of a change's card: the change's own projection, or one made on the spot, which
// lives as long as this. An empty card for a removal. The change must stay.
class Projection {
public:
    explicit Projection(const Change& change)
        : made_{change.is_unread ? card::project(change.card->bytes) : AgentCard{}},
          card_{change.is_unread || change.removes() ? made_ : change.card->card}
    {
    }
    Projection(const Projection&) = delete;
    Projection& operator=(const Projection&) = delete;

    const AgentCard& card() const { return card_; }

private:
    const AgentCard made_;
    const AgentCard& card_;
};

} // namespace a2a
