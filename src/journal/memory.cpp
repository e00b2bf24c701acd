// SPDX-License-Identifier: Apache-2.0
#include "journal/memory.hpp"

#include "catalog/catalog.hpp"
#include "journal/decide.hpp"

namespace a2a {

MemoryJournal::MemoryJournal(const Catalog& catalog, Clock clock)
    : catalog_{catalog}, clock_{std::move(clock)}, history_{draw_history()}
{
}

void MemoryJournal::replay(const Feed&) {}

void MemoryJournal::commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done)
{
    done(decide_all(catalog_, clock_(), std::move(batch)));
}

} // namespace a2a
