// SPDX-License-Identifier: Apache-2.0
// The folder of the durable storage: what lies in it, and who may write there.
//
//   registry.db (-wal, -shm)   the database
//   lock                       held by the one process that writes; says which
//   head                       the newest revision that is certainly on disk, see Witness
//   last-backup                when `a2a-registry backup` last finished
//
// Everything is made for its owner alone (0700, 0600).
#pragma once

#include "base/clock.hpp"
#include "catalog/record.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace a2a {

// What is wrong with the storage and what to do about it: a line for the operator.
class StorageRefused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Another process writes there.
class StorageInUse : public StorageRefused {
public:
    using StorageRefused::StorageRefused;
};

class DataDir {
public:
    explicit DataDir(std::filesystem::path path) : path_{std::move(path)} {}

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path database() const { return path_ / "registry.db"; }
    std::filesystem::path log() const { return path_ / "registry.db-wal"; } // SQLite's
    std::filesystem::path head() const { return path_ / "head"; }

    // Makes the folder, and an empty database file in it, when they are missing.
    void create() const;
    bool has_database() const;   // one with anything in it
    bool has_log() const;        // of commits that were not copied into the database: nobody closed it
    std::uint64_t bytes() const; // of the database and its log

    void stamp_backup(WallTime at) const;
    std::optional<WallTime> last_backup() const;

private:
    std::filesystem::path path_;
};

// Exclusive use of a data directory, until it is destroyed or the process dies.
class DataDirLock {
public:
    explicit DataDirLock(const DataDir& dir); // throws StorageInUse, naming the process that has it
    ~DataDirLock();
    DataDirLock(const DataDirLock&) = delete;
    DataDirLock& operator=(const DataDirLock&) = delete;

private:
    int fd_ = -1;
};

// A file that says which revision is certainly on disk. It is written, without waiting for the
// disk, after that revision's commit has been synced, so it is never ahead of the database;
// when it is at start-up, then acknowledged writes are gone: a log was damaged, cut or deleted,
// which SQLite takes for the end of its log.
class Witness {
public:
    Witness(const std::filesystem::path& file, std::string_view history); // makes it when it is missing
    ~Witness();
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;

    void write(Revision head) noexcept; // a failure only leaves an older one

    struct Statement {
        Revision head = 0;
        std::string history;
    };
    static std::optional<Statement> read(const std::filesystem::path& file); // none: missing or unreadable

private:
    int fd_ = -1;
    std::string history_;
};

// Throw StorageRefused where data is missing that was there: the registry never starts empty,
// or older, over what it once had acknowledged.
void refuse_to_begin_anew(const DataDir& dir);
void refuse_log_of_another(const DataDir& dir);
void refuse_lost_writes(const DataDir& dir, Revision head, std::string_view history);

} // namespace a2a
