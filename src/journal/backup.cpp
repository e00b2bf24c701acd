// SPDX-License-Identifier: Apache-2.0
#include "journal/backup.hpp"

#include "journal/sqlite/audit.hpp"
#include "journal/sqlite/copy.hpp"
#include "journal/sqlite/reader.hpp"
#include "journal/sqlite/replay.hpp"
#include "journal/sqlite/schema.hpp"
#include "journal/sqlite/slices.hpp"

#include <string>

namespace a2a {
namespace {

// What SQLite may have left beside a draft that was not finished.
void remove_side_files(const std::filesystem::path& draft)
{
    std::error_code ignored;
    for (const auto* suffix : {"-journal", "-wal", "-shm"})
        std::filesystem::remove(draft.string() + suffix, ignored);
}

// Whatever is wrong with the source is said of it; all else concerns the copy.
void copy(sqlite::Reader& source, sqlite::Database& target, const DataDir& dir, const Steps& steps)
{
    try {
        sqlite::copy_pages(source.database(), target, steps);
    } catch (const sqlite::Failure& failure) {
        if (!failure.damaged()) throw;
        throw StorageRefused{dir.database().string() + ' ' + sqlite::advice_on(failure) + ": " +
                             failure.what()};
    }
}

// One file, and no longer the one it was copied from.
void make_independent(sqlite::Database& target, const sqlite::StateRow& copied)
{
    if (target.text("PRAGMA journal_mode = DELETE") != "delete")
        throw sqlite::Refusal{"cannot be made one file"};
    auto next = copied;
    next.history = draw_history();
    next.relaxed = false;
    sqlite::Statement update{target, sqlite::kUpdateState};
    target.run("BEGIN IMMEDIATE");
    sqlite::write_state(update, next, copied.head);
    if (target.changed_rows() != 1) throw sqlite::Refusal{"says nothing of its own state"};
    target.run("COMMIT");
}

void check(const std::filesystem::path& file)
{
    sqlite::Reader reader{file};
    sqlite::Audit audit{reader.state()};
    sqlite::Slices slices{reader.database()};
    while (const auto slice = slices.next())
        for (const auto& row : *slice)
            if (const auto fault = audit.fault_of(row)) sqlite::refuse_as_damaged(*fault);
    if (const auto faults = audit.faults_of_all(); !faults.empty()) sqlite::refuse_as_damaged(faults.front());
}

} // namespace

BackedUp back_up(const DataDir& dir, const std::filesystem::path& file, NewFile::Over over,
                 const Steps& steps)
{
    refuse_inside(dir, file);
    auto source = sqlite::or_refuse(dir.database(), [&] { return sqlite::Reader{dir.database()}; });
    NewFile draft{file, over};
    remove_side_files(draft.path());
    try {
        sqlite::or_refuse(draft.path(), [&] {
            {
                sqlite::Database target{draft.path(), sqlite::Database::Access::write};
                target.run("PRAGMA synchronous = OFF"); // it is synced as a whole before it is published
                copy(source, target, dir, steps);
                make_independent(target, source.state());
            }
            check(draft.path());
            return 0;
        });
        draft.publish();
    } catch (...) {
        remove_side_files(draft.path());
        throw;
    }
    dir.stamp_backup(wall_now());
    const auto& state = source.state();
    return {.agents = state.agents, .head = state.head, .bytes = std::filesystem::file_size(file)};
}

void refuse_inside(const DataDir& dir, const std::filesystem::path& file)
{
    std::error_code ignored;
    const auto folder = file.parent_path().empty() ? std::filesystem::path{"."} : file.parent_path();
    if (std::filesystem::equivalent(folder, dir.path(), ignored))
        throw FileRefused{file.string() + " would lie in the data directory; give another folder"};
}

} // namespace a2a
