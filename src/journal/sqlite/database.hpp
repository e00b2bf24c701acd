// SPDX-License-Identifier: Apache-2.0
// SQLite as this room uses it: a connection, its statements, and failures as exceptions.
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
struct sqlite3_stmt;

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

    [[noreturn]] void fail(std::string_view doing) const;
    int system_error() const; // errno's, right after a failure of the file system
    sqlite3* handle() const { return handle_; }

private:
    sqlite3* handle_ = nullptr;
    std::unique_ptr<std::int64_t> log_pages_; // SQLite holds a pointer to it
};

// A prepared statement; values are bound from 1, columns read from 0.
class Statement {
public:
    Statement(const Database& database, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    // The views must live until the statement has been run.
    template <class... Values>
    Statement& bind(const Values&... values)
    {
        int index = 0;
        (bind_one(++index, values), ...);
        return *this;
    }
    bool step();   // true: there is a row
    void run();    // to its end, and ready for the next
    void finish(); // as run(), when it is under way
    void reset() noexcept;

    std::int64_t number(int column) const;
    std::string_view text(int column) const; // valid until the next step; blobs too
    bool is_null(int column) const;

private:
    void bind_one(int index, std::int64_t value);
    void bind_one(int index, std::string_view text);
    void bind_one(int index, std::span<const std::uint8_t> blob);
    template <class Value>
    void bind_one(int index, const std::optional<Value>& value) // none: NULL
    {
        value ? bind_one(index, *value) : bind_null(index);
    }
    void bind_null(int index);
    void check(int result) const;

    const Database* database_;
    sqlite3_stmt* handle_ = nullptr;
};

} // namespace a2a::sqlite
