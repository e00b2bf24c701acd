// SPDX-License-Identifier: Apache-2.0
#include "journal/snapshot.hpp"

#include "journal/sqlite/audit.hpp"
#include "journal/sqlite/replay.hpp"
#include "journal/sqlite/slices.hpp"

#include <algorithm>

namespace a2a {
namespace {

constexpr std::size_t kStepRows = 1'024;

Registration registration_of(const sqlite::StoredRow& row)
{
    return {.id = row.id,
            .revision = row.fixed.revision,
            .first_revision = row.fixed.first_revision,
            .registered_at = row.fixed.registered_at,
            .updated_at = row.fixed.at,
            .modified_at = row.fixed.modified_at,
            .digest = row.fixed.digest};
}

} // namespace

Snapshot::Snapshot(std::filesystem::path database)
    : file_{std::move(database)}, reader_{sqlite::or_refuse(file_, [&] { return sqlite::Reader{file_}; })}
{
}

Snapshot::Order Snapshot::check(const Steps& steps)
{
    const auto& state = reader_.state();
    const auto total = state.agents + state.removals;
    Order order;
    sqlite::Audit audit{state};
    sqlite::Slices slices{reader_.database()};
    while (const auto slice = slices.next()) {
        for (const auto& row : *slice) {
            if (const auto fault = audit.fault_of(row)) sqlite::refuse_as_damaged(*fault);
            if (!row.card.empty()) order.emplace_back(row.fixed.first_revision, row.fixed.revision);
        }
        steps(audit.taken(), 2 * total);
    }
    if (const auto faults = audit.faults_of_all(); !faults.empty()) sqlite::refuse_as_damaged(faults.front());
    std::ranges::sort(order);
    return order;
}

void Snapshot::read(const Take& take, const Steps& steps)
{
    sqlite::or_refuse(file_, [&] {
        const auto order = check(steps);
        sqlite::Statement row_at{reader_.database(), std::string{"SELECT "}.append(sqlite::kChangeColumns) +
                                                         " FROM changes WHERE revision = ?"};
        std::size_t taken = 0;
        for (const auto& [first, last] : order) {
            row_at.bind(static_cast<std::int64_t>(last));
            if (!row_at.step()) sqlite::refuse_as_damaged("revision " + std::to_string(last) + " is lost");
            const auto row = sqlite::read_change(row_at);
            row_at.reset();
            if (!row.is_intact())
                sqlite::refuse_as_damaged("revision " + std::to_string(last) + " has a wrong checksum");
            take(registration_of(row), row.card);
            if (++taken % kStepRows == 0) steps(order.size() + taken, 2 * order.size());
        }
        return 0;
    });
}

} // namespace a2a
