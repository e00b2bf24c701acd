// SPDX-License-Identifier: Apache-2.0
// One database into another, page by page.
#pragma once

#include "journal/sqlite/database.hpp"

#include <cstdint>
#include <functional>

namespace a2a::sqlite {

// `from` must be in a transaction, so that what is copied is of one moment: otherwise every
// commit of a writer makes the copy begin anew. Throws Failure.
void copy_pages(Database& from, Database& to,
                const std::function<void(std::uint64_t done, std::uint64_t total)>& steps);

} // namespace a2a::sqlite
