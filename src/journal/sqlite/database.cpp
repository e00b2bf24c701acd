// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/database.hpp"

#include "base/text.hpp"
#include "journal/sqlite/statement.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace a2a::sqlite {
namespace {

// Other programs that look at the file hold its lock for a moment.
constexpr int kBusyMilliseconds = 2'000;

std::string describe(std::string_view doing, int code, int system_error, std::string_view message)
{
    std::string text{doing};
    text.append(": ").append(message).append(" (SQLite ").append(std::to_string(code));
    if (system_error != 0) text.append(", ").append(std::strerror(system_error));
    return text += ')';
}

int flags_of(Database::Access access)
{
    constexpr int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Database::Access::unchanging:
        return common | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    case Database::Access::read:
        return common | SQLITE_OPEN_READONLY;
    case Database::Access::write:
        return common | SQLITE_OPEN_READWRITE;
    case Database::Access::create:
        return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return common;
}

std::string name_of(const std::filesystem::path& file, Database::Access access)
{
    if (access != Database::Access::unchanging) return file.string();
    return "file:" + text::percent_encode(file.string()) + "?immutable=1";
}

int note_log_pages(void* noted, sqlite3*, const char*, int pages)
{
    *static_cast<std::int64_t*>(noted) = pages;
    return SQLITE_OK;
}

constexpr int primary(int code)
{
    return code & 0xFF;
}

bool is_of_file_system(int code)
{
    return primary(code) == SQLITE_IOERR || primary(code) == SQLITE_CANTOPEN;
}

} // namespace

Failure::Failure(std::string_view doing, int code, int system_error, std::string_view message)
    : std::runtime_error{describe(doing, code, system_error, message)}, code_{code}, system_error_{
                                                                                         system_error}
{
}

bool Failure::storage_full() const
{
    return primary(code_) == SQLITE_FULL ||
           (primary(code_) == SQLITE_IOERR && code_ != SQLITE_IOERR_FSYNC &&
            code_ != SQLITE_IOERR_DIR_FSYNC && (system_error_ == ENOSPC || system_error_ == EDQUOT));
}

bool Failure::busy() const
{
    return primary(code_) == SQLITE_BUSY;
}

bool Failure::read_only() const
{
    return primary(code_) == SQLITE_READONLY || (code_ == SQLITE_IOERR_WRITE && system_error_ == EROFS);
}

bool Failure::damaged() const
{
    return primary(code_) == SQLITE_CORRUPT || primary(code_) == SQLITE_NOTADB ||
           primary(code_) == SQLITE_ERROR || code_ == SQLITE_IOERR_SHORT_READ;
}

Database::Database(const std::filesystem::path& file, Access access, const char* vfs)
    : log_pages_{std::make_unique<std::int64_t>(0)}
{
    const auto result = sqlite3_open_v2(name_of(file, access).c_str(), &handle_, flags_of(access), vfs);
    if (result != SQLITE_OK) {
        const Failure failure{"opening", result, handle_ == nullptr ? 0 : sqlite3_system_errno(handle_),
                              sqlite3_errstr(result)};
        sqlite3_close_v2(handle_);
        throw failure;
    }
    sqlite3_busy_timeout(handle_, kBusyMilliseconds);
    sqlite3_wal_hook(handle_, note_log_pages, log_pages_.get()); // and no checkpoint within a commit
}

Database::Database(Database&& other) noexcept
    : handle_{std::exchange(other.handle_, nullptr)}, log_pages_{std::move(other.log_pages_)}
{
}

Database::~Database()
{
    sqlite3_close_v2(handle_);
}

void Database::run(const char* sql)
{
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
}

// Both run to the end: what a pragma changes is committed after its row has been read.
std::int64_t Database::number(const char* sql)
{
    Statement statement{*this, sql};
    const auto number = statement.step() ? statement.number(0) : 0;
    statement.finish();
    return number;
}

std::string Database::text(const char* sql)
{
    Statement statement{*this, sql};
    std::string text{statement.step() ? statement.text(0) : std::string_view{}};
    statement.finish();
    return text;
}

bool Database::in_transaction() const
{
    return sqlite3_get_autocommit(handle_) == 0;
}

// SQLite rolls some failures back by itself.
void Database::roll_back() noexcept
{
    if (in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Database::changed_rows() const
{
    return sqlite3_changes64(handle_);
}

void Database::checkpoint(Checkpoint how)
{
    const auto mode = how == Checkpoint::passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    if (sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, nullptr, nullptr) != SQLITE_OK) fail("checkpoint");
}

void Database::sync_log()
{
    sqlite3_file* log = nullptr;
    sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
    if (log == nullptr || log->pMethods == nullptr) return; // nothing has been written to it yet
    const auto result = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    if (result != SQLITE_OK) throw Failure{"syncing the log", result, system_error(), sqlite3_errstr(result)};
}

void Database::keep_log_on_close(bool keep)
{
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, nullptr);
}

void Database::fail(std::string_view doing) const
{
    throw failure(doing, sqlite3_extended_errcode(handle_));
}

Failure Database::failure(std::string_view doing, int code) const
{
    return {doing, code, is_of_file_system(code) ? system_error() : 0, sqlite3_errmsg(handle_)};
}

// sqlite3_system_errno() is not told of a COMMIT that fails, and goes on to say what another
// statement met before.
int Database::system_error() const
{
    sqlite3_vfs* vfs = nullptr;
    sqlite3_file_control(handle_, "main", SQLITE_FCNTL_VFS_POINTER, static_cast<void*>(&vfs));
    return vfs == nullptr || vfs->xGetLastError == nullptr ? 0 : vfs->xGetLastError(vfs, 0, nullptr);
}

} // namespace a2a::sqlite
