// SPDX-License-Identifier: Apache-2.0
// SQLite as this room uses it: a connection, and failures as exceptions (statement.hpp has the rest).
//
// A connection and its statements belong to one thread at a time. Nothing here knows what is
// stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;

namespace a2a::sqlite {

// What SQLite said, and what the kernel had said before.
class Failure : public std::runtime_error {
public:
    Failure(std::string_view doing, int code, int system_error, std::string_view message);

    bool storage_full() const; // nothing was stored: the disk or a quota is full
    bool busy() const;         // nothing was stored: another program holds the file
    bool read_only() const;    // nothing was stored: the file system takes no writes any more
    bool damaged() const;      // what is there is no database, or a broken one

private:
    int code_;
    int system_error_;
};

class Database {
public:
    // `unchanging`: nobody writes it either, so there are no locks to take and no files to make.
    enum class Access : std::uint8_t { unchanging, read, write, create };
    // `vfs` is the name of a registered SQLite VFS; null for the default one.
    Database(const std::filesystem::path& file, Access access, const char* vfs = nullptr);
    ~Database();
    Database(Database&& other) noexcept;
    Database& operator=(Database&&) = delete;

    void run(const char* sql);            // any number of statements, without results
    std::int64_t number(const char* sql); // the first column of the first row
    std::string text(const char* sql);

    bool in_transaction() const;
    void roll_back() noexcept;         // when a transaction is open
    std::int64_t changed_rows() const; // by the last statement that changes any

    // Copies what is in the write-ahead log into the database file.
    enum class Checkpoint : std::uint8_t {
        passive, // as far as readers allow
        truncate // all of it, and the log is emptied; waits for readers as long as for a lock
    };
    void checkpoint(Checkpoint how);
    std::int64_t log_pages() const { return *log_pages_; } // after the last commit
    void sync_log();                                       // what `synchronous=NORMAL` leaves out at a commit
    void keep_log_on_close(bool keep);                     // true: closing does not touch the database file

    [[noreturn]] void fail(std::string_view doing) const;    // as the last call did
    Failure failure(std::string_view doing, int code) const; // of the call that has just answered `code`
    sqlite3* handle() const { return handle_; }

private:
    int system_error() const; // errno's, right after a failure of the file system

    sqlite3* handle_ = nullptr;
    std::unique_ptr<std::int64_t> log_pages_; // SQLite holds a pointer to it
};

} // namespace a2a::sqlite
