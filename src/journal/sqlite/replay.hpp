// SPDX-License-Identifier: Apache-2.0
// From the database to the changes it stands for, with everything compared that can be.
#pragma once

#include "journal/data_dir.hpp"
#include "journal/journal.hpp"
#include "journal/sqlite/rows.hpp"
#include "journal/sqlite/schema.hpp"

#include <filesystem>
#include <string>

namespace a2a::sqlite {

// Feeds every row of `changes`, by revision, in slices. Throws Refusal when a row is damaged,
// out of order or missing, as far as `state` tells. The cards are unread (Change::is_unread).
void replay(Database& database, const StateRow& state, const Journal::Feed& feed);

// Runs `work`; what it throws about the file becomes a line for the operator.
template <class Work>
auto or_refuse(const std::filesystem::path& file, Work work)
{
    try {
        return work();
    } catch (const Refusal& refusal) {
        throw StorageRefused{file.string() + ' ' + refusal.what()};
    } catch (const Failure& failure) {
        throw StorageRefused{file.string() + ' ' + advice_on(failure) + ": " + failure.what()};
    }
}

} // namespace a2a::sqlite
