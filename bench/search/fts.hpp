// SPDX-License-Identifier: Apache-2.0
// The same cards in SQLite's FTS5 with its trigram tokenizer: what one would use instead of an
// index of one's own.
#pragma once

#include <a2a/agent_card.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace a2a::bench {

// In memory. Throws std::runtime_error with SQLite's message when anything fails.
class FtsIndex {
public:
    FtsIndex();

    void add(const AgentCard& card);
    void finish(); // commits what was added and merges the index

    // How many of the 20 best by bm25() there are. `text` has no word of less than three letters.
    std::size_t top20(std::string_view text);

private:
    struct Close {
        void operator()(sqlite3* database) const;
        void operator()(sqlite3_stmt* statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Close>;

    void run(const char* sql);
    Statement prepare(const char* sql);
    void check(bool fine) const;

    std::unique_ptr<sqlite3, Close> database_;
    Statement insert_;
    Statement select_;
};

} // namespace a2a::bench
