// SPDX-License-Identifier: Apache-2.0
// The journal of `--storage sqlite`: changes in a SQLite database, write-ahead logged and
// synced at every commit, so that an answered write survives the process and the power.
//
// The last change of each agent is kept, and removals for a while. A commit is one
// transaction, whatever the size of the batch. What fails is answered for what it is: a full
// disk heals by itself, anything whose outcome is unknown latches the journal (promise P6).
//
// Threads: made and replayed on one thread, then commit() and tend() on the writer's; what
// Journal says may be called from any thread may be.
#pragma once

#include "journal/data_dir.hpp"
#include "journal/journal.hpp"
#include "journal/sqlite/store.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace a2a {

class Catalog;

struct SqliteOptions {
    std::filesystem::path directory;

    // A commit does not wait for the disk, which hears of it within 100 ms: a power loss takes
    // the writes of that time with it, a crash of the process none.
    bool relaxed = false;

    std::chrono::milliseconds tombstone_retention = std::chrono::hours{7 * 24};
    std::int64_t log_pages = sqlite::kLogPages; // of 8 KiB, then they are copied into the database
    const char* vfs = nullptr;                  // a SQLite VFS to use instead of the default one: for tests
};

class SqliteJournal final : public Journal {
public:
    // The catalog that follows this journal; it must outlive it. Takes the data directory for
    // this process, and makes or migrates the database. Throws StorageRefused.
    SqliteJournal(const Catalog& catalog, Clock clock, SqliteOptions options);
    ~SqliteJournal() override;

    void replay(const Feed& feed) override;
    void commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done) override;
    std::optional<std::chrono::steady_clock::time_point> tend() override;
    std::string_view history() const override { return history_; }
    std::string_view kind() const override { return "sqlite"; }
    bool was_recovered() const override { return was_recovered_; }
    Figures figures() const override;

private:
    using Steady = std::chrono::steady_clock;

    std::unique_ptr<sqlite::Store> open() const;
    std::optional<Error> store(const std::vector<Outcome>& outcomes);
    void give_up(std::string_view why);
    void do_chores(Steady::time_point now);

    const Catalog& catalog_;
    const Clock clock_;
    const SqliteOptions options_;
    const DataDir dir_;
    bool was_recovered_ = false;
    std::optional<DataDirLock> lock_;
    std::unique_ptr<sqlite::Store> store_;
    std::string history_; // the store's, which its writer touches; fixed once everything has been replayed
    std::optional<Witness> witness_; // once everything has been replayed

    std::optional<Steady::time_point> unsynced_since_;
    Steady::time_point forget_at_{};
    Steady::time_point retry_at_{}; // of chores that a full disk prevented
};

} // namespace a2a
