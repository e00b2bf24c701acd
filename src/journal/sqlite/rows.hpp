// SPDX-License-Identifier: Apache-2.0
// The rows of the database, each with a checksum over all its columns: SQLite's own check of
// its pages does not see a changed byte of a text (PRAGMA integrity_check says ok).
#pragma once

#include "catalog/change.hpp"
#include "journal/sqlite/statement.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace a2a::sqlite {

// One row of `changes`.
struct ChangeRow {
    Revision revision = 0;
    std::string_view id;
    WallTime at;
    Revision first_revision = 0;
    WallTime registered_at;
    std::chrono::sys_seconds modified_at;
    Digest digest{};       // of a card
    std::string_view card; // empty: the agent was removed

    bool removes() const { return card.empty(); }
};
ChangeRow row_of(const Change& change); // its views are the change's

inline constexpr std::string_view kInsertChange = "INSERT INTO changes(revision, id, at, first_revision, "
                                                  "registered_at, modified_at, digest, card, checksum) "
                                                  "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)";
void insert(Statement& statement, const ChangeRow& row);

// The columns of `changes` as read_change takes them.
inline constexpr std::string_view kChangeColumns =
    "revision, id, at, first_revision, registered_at, modified_at, digest, card, checksum";

// A row as it was read: it owns its texts, and nothing has been checked.
struct StoredRow {
    ChangeRow fixed; // but for the texts
    std::string id, card;
    std::uint64_t checksum = 0;

    ChangeRow view() const;
    bool is_intact() const;
};
StoredRow read_change(const Statement& statement); // columns: kChangeColumns

// The only row of `state`.
struct StateRow {
    Revision head = 0;  // the newest revision ever given
    Revision floor = 0; // the newest one of a removal that is forgotten: no feed goes back beyond it
    std::uint64_t agents = 0;
    std::uint64_t removals = 0; // remembered
    bool relaxed = false;       // written without durability, and not closed since
    std::string history;
};
StateRow read_state(Database& database); // throws Refusal when there is none, or a damaged one

// Fails with Refusal when the state is no longer `before`: somebody else has written.
void write_state(Statement& statement, const StateRow& state, Revision head_before);
inline constexpr std::string_view kUpdateState =
    "UPDATE state SET head = ?, floor = ?, agents = ?, removals = ?, relaxed = ?, history = ?, checksum = ? "
    "WHERE only = 1 AND head = ?";
void insert_state(Database& database, const StateRow& state);

} // namespace a2a::sqlite
