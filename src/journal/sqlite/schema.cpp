// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/schema.hpp"

#include <array>
#include <string>

namespace a2a::sqlite {
namespace {

constexpr std::array kMigrations{
    // Times are milliseconds since 1970, modified_at seconds. A removal has no card.
    R"(
CREATE TABLE changes(
    revision INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    first_revision INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    digest BLOB,
    card TEXT,
    checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX removals ON changes(at) WHERE card IS NULL;
CREATE TABLE state(
    only INTEGER PRIMARY KEY CHECK(only = 1),
    head INTEGER NOT NULL,
    floor INTEGER NOT NULL,
    agents INTEGER NOT NULL,
    removals INTEGER NOT NULL,
    relaxed INTEGER NOT NULL,
    history TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
)",
};

void require_ours(Database& database, std::int64_t newest)
{
    if (database.number("PRAGMA application_id") != kApplicationId)
        throw Refusal{"is a database of another program; move it away, or give another --data-dir"};
    const auto version = database.number("PRAGMA user_version");
    if (version > newest)
        throw Refusal{"was written by a newer version of a2a-registry (schema " + std::to_string(version) +
                      ", this one knows " + std::to_string(newest) +
                      "); start that version, or import what it exports"};
    if (version < 1) throw Refusal{"has no schema version; restore a backup"};
}

bool is_empty(Database& database)
{
    return database.number("PRAGMA page_count") == 0 ||
           (database.number("SELECT count(*) FROM sqlite_schema") == 0 &&
            database.number("PRAGMA application_id") == 0 && database.number("PRAGMA user_version") == 0);
}

} // namespace

std::span<const char* const> migrations()
{
    return kMigrations;
}

void migrate(Database& database, const Fill& fill, std::span<const char* const> migrations)
{
    const auto newest = static_cast<std::int64_t>(migrations.size());
    const bool empty = is_empty(database);
    if (!empty) require_ours(database, newest);
    const auto version = empty ? 0 : database.number("PRAGMA user_version");
    if (version == newest) return;
    database.run("BEGIN IMMEDIATE");
    try {
        for (auto next = version; next < newest; ++next)
            database.run(migrations[static_cast<std::size_t>(next)]);
        if (empty) fill(database);
        database.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
        database.run(("PRAGMA user_version = " + std::to_string(newest)).c_str());
        database.run("COMMIT");
    } catch (...) {
        database.roll_back();
        throw;
    }
}

void require_current(Database& database)
{
    const auto newest = static_cast<std::int64_t>(migrations().size());
    require_ours(database, newest);
    if (database.number("PRAGMA user_version") < newest)
        throw Refusal{"is of an older schema; start the registry on it once"};
}

std::string advice_on(const Failure& failure)
{
    if (failure.damaged()) return "is damaged, or no database; move it away, and restore a backup";
    if (failure.busy()) return "is held by another program; end that";
    if (failure.storage_full()) return "cannot be written, the disk is full; make room";
    return "cannot be used; look after the disk and the rights of the file";
}

} // namespace a2a::sqlite
