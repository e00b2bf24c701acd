// SPDX-License-Identifier: Apache-2.0
// Many agents that are registered together. What an index wants to know of them it gets in one
// go, so that an agent costs a fraction of what it costs alone; the outcome is the same.
#pragma once

#include "catalog/bulk/share.hpp"
#include "catalog/state.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace a2a::catalog {

// The changes that a batch can take: the first ones, up to one of an agent that is there, or
// that is among them twice. Removals of agents that are not there only raise the revision, and
// changes that are not newer than the state do nothing.
struct BatchPlan {
    std::size_t changes = 0; // how many of those that were looked at
    std::size_t card_bytes = 0;
    Revision revision = 0;
    std::vector<const Change*> registrations;
};
// No card above `card_bytes_max`, nor all together above it but for the last.
BatchPlan plan_batch(const State& state, std::span<const Change> changes, std::size_t card_bytes_max);

class Batch {
public:
    // Works out everything on so many threads. Reads the state, changes nothing; the changes
    // must be there until the batch is gone.
    Batch(const State& state, const BatchPlan& plan, std::size_t threads);

    // Of the state it was made for, or a copy.
    void enter(State& state, std::size_t threads) const;

private:
    Revision revision_;
    std::vector<Share> shares_;
};

} // namespace a2a::catalog
