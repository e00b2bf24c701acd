// SPDX-License-Identifier: Apache-2.0
// How an embedded journal, the only writer of its data, decides a batch: against the catalog
// and what the earlier intents of the batch are about to do to it.
#pragma once

#include "catalog/catalog.hpp"
#include "journal/journal.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace a2a {

class Decider {
public:
    // For one batch, decided at one time. Numbers changes from catalog.revision() + 1 on.
    Decider(const Catalog& catalog, WallTime now);

    // What becomes of the intent, provided that the batch is stored.
    Outcome decide(Intent intent);

private:
    // An agent as the batch has left it so far.
    struct State {
        bool exists = false;
        Revision revision = 0;
        Digest digest{};
        WallTime updated_at;
        Revision first_revision = 0;
        WallTime registered_at;
        std::chrono::sys_seconds modified_at;
        Bytes card;
    };
    State state_of(const std::string& id) const;
    static std::optional<Error> failure_of(const Precondition& only_if, const State& before);
    Outcome put(Intent intent, const State& before);
    Outcome remove(Intent intent, const State& before);
    Change next_change(std::string id, card::ParsedPtr card, const State& before);

    const Catalog& catalog_;
    const WallTime now_;
    Revision last_;
    std::size_t agents_;
    std::map<std::string, State, std::less<>> touched_;
};

// The outcomes of a batch, in order.
std::vector<Outcome> decide_all(const Catalog& catalog, WallTime now, std::vector<Intent> batch);

} // namespace a2a
