// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/reader.hpp"

#include "journal/sqlite/schema.hpp"

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

} // namespace

Reader::Reader(const std::filesystem::path& file) : database_{require_there(file), Database::Access::read}
{
    database_.run(kSettings);
    database_.run("BEGIN");
    if (database_.number("PRAGMA page_count") == 0) throw Refusal{"is empty: nothing was ever stored in it"};
    require_current(database_);
    state_ = read_state(database_);
}

} // namespace a2a::sqlite
