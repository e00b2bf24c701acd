// SPDX-License-Identifier: Apache-2.0
// One life of a registry's state: from opening its journal to the end of the process.
#pragma once

#include "catalog/catalog.hpp"
#include "journal/sqlite.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace a2a::fault {

class Life {
public:
    // Replays all there is; throws StorageRefused.
    Life(SqliteOptions options, Clock clock)
        : journal_{std::make_unique<SqliteJournal>(catalog_, std::move(clock), std::move(options))}
    {
        journal_->replay(
            [this](std::span<const Change> changes, Journal::Progress) { catalog_.apply(changes); });
        catalog_.settle();
    }

    Catalog& catalog() { return catalog_; }
    SqliteJournal& journal() { return *journal_; }

    // As the writer does it, but for the chores.
    std::vector<Outcome> commit(std::vector<Intent> batch)
    {
        std::vector<Outcome> outcomes;
        journal_->commit(std::move(batch), [&](std::vector<Outcome> all) { outcomes = std::move(all); });
        for (const auto& outcome : outcomes)
            if (outcome && outcome->kind != Committed::Kind::unchanged) catalog_.apply(outcome->change);
        return outcomes;
    }

private:
    Catalog catalog_;
    std::unique_ptr<SqliteJournal> journal_;
};

// Why the whole batch failed, if its store did.
inline std::optional<Errc> fault_in(const std::vector<Outcome>& outcomes)
{
    for (const auto& outcome : outcomes)
        if (!outcome && outcome.error().code != Errc::agent_not_found) return outcome.error().code;
    return std::nullopt;
}

} // namespace a2a::fault
