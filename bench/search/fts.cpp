// SPDX-License-Identifier: Apache-2.0
#include "search/fts.hpp"

#include "base/text.hpp"
#include "cards/searchable.hpp"

#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace a2a::bench {
namespace {

// Quoted words, all of which must occur, as substrings.
std::string match_of(std::string_view text)
{
    std::string match;
    for (const auto word : text::words(text)) match.append(" \"").append(word).append("\"");
    return match;
}

bool bind(sqlite3_stmt* statement, int column, const std::string& text)
{
    return sqlite3_bind_text(statement, column, text.data(), static_cast<int>(text.size()), nullptr) ==
           SQLITE_OK;
}

} // namespace

void FtsIndex::Close::operator()(sqlite3* database) const
{
    sqlite3_close(database);
}

void FtsIndex::Close::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

FtsIndex::FtsIndex()
{
    sqlite3* opened = nullptr;
    const auto fault = sqlite3_open(":memory:", &opened);
    database_.reset(opened);
    check(fault == SQLITE_OK);
    run("CREATE VIRTUAL TABLE cards USING fts5(name, description, provider, skills, tokenize = 'trigram')");
    insert_ = prepare("INSERT INTO cards VALUES (?, ?, ?, ?)");
    select_ = prepare("SELECT rowid FROM cards WHERE cards MATCH ? ORDER BY rank LIMIT 20");
    run("BEGIN");
}

void FtsIndex::add(const AgentCard& card)
{
    const auto texts = searchable(card);
    auto* const insert = insert_.get();
    check(bind(insert, 1, texts.name) && bind(insert, 2, texts.description) &&
          bind(insert, 3, texts.provider) && bind(insert, 4, texts.skills));
    check(sqlite3_step(insert) == SQLITE_DONE);
    sqlite3_reset(insert);
}

void FtsIndex::finish()
{
    run("COMMIT");
    run("INSERT INTO cards(cards) VALUES ('optimize')");
}

std::size_t FtsIndex::top20(std::string_view text)
{
    const auto match = match_of(text);
    auto* const select = select_.get();
    check(bind(select, 1, match));
    std::size_t rows = 0;
    while (sqlite3_step(select) == SQLITE_ROW) ++rows;
    check(sqlite3_reset(select) == SQLITE_OK);
    return rows;
}

void FtsIndex::run(const char* sql)
{
    check(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

FtsIndex::Statement FtsIndex::prepare(const char* sql)
{
    sqlite3_stmt* prepared = nullptr;
    const auto fault = sqlite3_prepare_v2(database_.get(), sql, -1, &prepared, nullptr);
    Statement statement{prepared};
    check(fault == SQLITE_OK);
    return statement;
}

void FtsIndex::check(bool fine) const
{
    if (!fine) throw std::runtime_error(std::string{"SQLite: "} + sqlite3_errmsg(database_.get()));
}

} // namespace a2a::bench
