// SPDX-License-Identifier: Apache-2.0
// A database as of one moment, read beside the process that writes it, or without one.
//
// It changes nothing: the file is opened for reading, and closing it neither copies nor removes
// the log. While it lives the writer's log can only grow, so do not keep it longer than needed.
#pragma once

#include "journal/sqlite/database.hpp"
#include "journal/sqlite/rows.hpp"

#include <filesystem>

namespace a2a::sqlite {

class Reader {
public:
    explicit Reader(const std::filesystem::path& file); // throws Refusal and Failure

    Database& database() { return database_; }
    const StateRow& state() const { return state_; }

private:
    Database database_;
    StateRow state_;
};

} // namespace a2a::sqlite
