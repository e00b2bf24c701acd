// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/statement.hpp"

#include <sqlite3.h>

#include <utility>

namespace a2a::sqlite {

Statement::Statement(const Database& database, std::string_view sql) : database_{&database}
{
    check(sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &handle_, nullptr));
}

Statement::Statement(Statement&& other) noexcept
    : database_{other.database_}, handle_{std::exchange(other.handle_, nullptr)}
{
}

Statement::~Statement()
{
    sqlite3_finalize(handle_);
}

bool Statement::step()
{
    const auto result = sqlite3_step(handle_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    const auto failure = database_->failure(sqlite3_sql(handle_), result);
    reset();
    throw failure;
}

void Statement::run()
{
    while (step()) {
    }
    reset();
}

void Statement::finish()
{
    if (sqlite3_stmt_busy(handle_) != 0) run();
}

void Statement::reset() noexcept
{
    sqlite3_reset(handle_);
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::text(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_null(int column) const
{
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

void Statement::bind_one(int index, std::int64_t value)
{
    check(sqlite3_bind_int64(handle_, index, value));
}

void Statement::bind_one(int index, std::string_view text)
{
    check(sqlite3_bind_text64(handle_, index, text.data() == nullptr ? "" : text.data(), text.size(),
                              SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind_one(int index, std::span<const std::uint8_t> blob)
{
    check(sqlite3_bind_blob64(handle_, index, blob.data(), blob.size(), SQLITE_STATIC));
}

void Statement::bind_null(int index)
{
    check(sqlite3_bind_null(handle_, index));
}

void Statement::check(int result) const
{
    if (result != SQLITE_OK) database_->fail("preparing");
}

} // namespace a2a::sqlite
