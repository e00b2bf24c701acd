// SPDX-License-Identifier: Apache-2.0
// The statements of a connection; they belong to its thread.
#pragma once

#include "journal/sqlite/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

struct sqlite3_stmt;

namespace a2a::sqlite {

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
