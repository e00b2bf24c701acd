// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/replay.hpp"

#include "journal/sqlite/audit.hpp"
#include "journal/sqlite/slices.hpp"

#include <utility>
#include <vector>

namespace a2a::sqlite {
namespace {

Change change_of(StoredRow& row)
{
    Change change{.revision = row.fixed.revision,
                  .id = std::move(row.id),
                  .at = row.fixed.at,
                  .card = nullptr,
                  .first_revision = row.fixed.first_revision,
                  .registered_at = row.fixed.registered_at,
                  .modified_at = row.fixed.modified_at};
    if (row.card.empty()) return change;
    change.card =
        std::make_shared<const card::Parsed>(card::Parsed{{}, std::move(row.card), row.fixed.digest});
    change.is_unread = true;
    return change;
}

} // namespace

void replay(Database& database, const StateRow& state, const Journal::Feed& feed)
{
    Audit audit{state};
    const auto total = state.agents + state.removals;
    Slices slices{database};
    while (auto slice = slices.next()) {
        std::vector<Change> changes;
        changes.reserve(slice->size());
        for (auto& row : *slice) {
            if (const auto fault = audit.fault_of(row)) refuse_as_damaged(*fault);
            changes.push_back(change_of(row));
        }
        feed(changes, {.done = audit.taken(), .total = total});
    }
    if (const auto faults = audit.faults_of_all(); !faults.empty()) refuse_as_damaged(faults.front());
}

} // namespace a2a::sqlite
