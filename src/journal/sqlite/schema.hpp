// SPDX-License-Identifier: Apache-2.0
// What the database file looks like, in every version there has been.
//
//   changes     the last change of every agent, and the removals of `tombstone_retention`, by
//               revision. New ones go to the end; one that another replaces is deleted.
//   state       one row that says what must be in `changes`: start-up compares.
//
// The schema's version is SQLite's user_version, whose file it is its application_id.
#pragma once

#include "journal/sqlite/database.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>

namespace a2a::sqlite {

inline constexpr std::int64_t kApplicationId = 0x41324152; // "A2AR"

// The nth one makes version n of version n - 1. Never changed once released; the first makes
// the schema in an empty file.
std::span<const char* const> migrations();

// Brings a file that is empty, or ours, to the newest version, in one transaction. An empty
// one is filled in the same: a crash leaves nothing behind or all of it. Throws Refusal when
// it is another program's, or a newer one's.
using Fill = std::function<void(Database&)>;
void migrate(Database& database, const Fill& fill,
             std::span<const char* const> migrations = sqlite::migrations());

// Throws Refusal unless the file is of the newest version: for those who only read.
void require_current(Database& database);

// What to tell the operator about a file that SQLite cannot work with.
std::string advice_on(const Failure& failure);

// Why a file is not used, and what to do about it; without the file's name.
class Refusal : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace a2a::sqlite
