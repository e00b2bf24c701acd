// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/reader.hpp"

#include "journal/sqlite/schema.hpp"

#include <sys/statvfs.h>

#include <string>
#include <system_error>

namespace a2a::sqlite {
namespace {

constexpr const char* kSettings = "PRAGMA cell_size_check = ON;"
                                  "PRAGMA trusted_schema = OFF;"
                                  "PRAGMA query_only = ON;";

// SQLite's words for a missing file would not say that it is missing.
const std::filesystem::path& require_there(const std::filesystem::path& file)
{
    std::error_code fault;
    if (!std::filesystem::exists(file, fault) && !fault) throw Refusal{"does not exist"};
    if (std::filesystem::is_directory(file, fault))
        throw Refusal{"is a folder; a data directory is given with --data-dir"};
    return file;
}

// A database with a log needs files beside it, which a read-only file system (a snapshot of a
// volume) cannot make. When the log has been copied, the database can be read without them.
Database::Access access_to(const std::filesystem::path& file)
{
    std::error_code ignored;
    const auto folder = file.parent_path();
    struct statvfs system {};
    const bool is_read_only =
        ::statvfs(folder.empty() ? "." : folder.c_str(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0;
    const bool has_log = std::filesystem::exists(file.string() + "-wal", ignored);
    return is_read_only && !has_log ? Database::Access::unchanging : Database::Access::read;
}

} // namespace

Reader::Reader(const std::filesystem::path& file) : database_{require_there(file), access_to(file)}
{
    database_.run(kSettings);
    database_.run("BEGIN");
    if (database_.number("PRAGMA page_count") == 0) throw Refusal{"is empty: nothing was ever stored in it"};
    require_current(database_);
    state_ = read_state(database_);
}

} // namespace a2a::sqlite
