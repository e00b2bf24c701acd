// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/copy.hpp"

#include <sqlite3.h>

#include <memory>

namespace a2a::sqlite {
namespace {

constexpr int kPagesAtATime = 2'048; // 16 MiB

} // namespace

void copy_pages(Database& from, Database& to,
                const std::function<void(std::uint64_t done, std::uint64_t total)>& steps)
{
    const std::unique_ptr<sqlite3_backup, int (*)(sqlite3_backup*)> copy{
        sqlite3_backup_init(to.handle(), "main", from.handle(), "main"), sqlite3_backup_finish};
    if (!copy) to.fail("copying");
    int result = SQLITE_OK;
    while (result == SQLITE_OK) {
        result = sqlite3_backup_step(copy.get(), kPagesAtATime);
        const auto total = sqlite3_backup_pagecount(copy.get());
        steps(static_cast<std::uint64_t>(total - sqlite3_backup_remaining(copy.get())),
              static_cast<std::uint64_t>(total));
    }
    if (result != SQLITE_DONE)
        throw Failure{"copying", result, sqlite3_system_errno(to.handle()), sqlite3_errstr(result)};
}

} // namespace a2a::sqlite
