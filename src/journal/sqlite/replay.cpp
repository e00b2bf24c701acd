// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/replay.hpp"

#include "base/parallel.hpp"
#include "journal/sqlite/audit.hpp"
#include "journal/sqlite/slices.hpp"

#include <algorithm>
#include <span>
#include <utility>

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
    auto projection = card::project(row.card);
    change.card = std::make_shared<const card::Parsed>(
        card::Parsed{std::move(projection), std::move(row.card), row.fixed.digest});
    return change;
}

} // namespace

void replay(Database& database, const StateRow& state, const Journal::Feed& feed, std::size_t threads)
{
    constexpr std::size_t kShares = 16; // of a slice; more than threads, so that none waits long for the last
    Audit audit{state};
    const auto total = state.agents + state.removals;
    Slices slices{database};
    while (auto slice = slices.next()) {
        std::vector<Change> changes(slice->size());
        for (const auto& row : *slice)
            if (const auto fault = audit.fault_of(row)) refuse_as_damaged(*fault);
        in_parallel(threads, kShares, [&](std::size_t nth) {
            const auto rows = share_of(std::span{*slice}, nth, kShares);
            std::ranges::transform(rows, share_of(std::span{changes}, nth, kShares).begin(), change_of);
        });
        feed(changes, {.done = audit.taken(), .total = total});
    }
    if (const auto faults = audit.faults_of_all(); !faults.empty()) refuse_as_damaged(faults.front());
}

} // namespace a2a::sqlite
