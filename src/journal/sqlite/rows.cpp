// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/rows.hpp"

#include "journal/sqlite/schema.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>

namespace a2a::sqlite {
namespace {

std::int64_t stored(std::uint64_t number)
{
    return static_cast<std::int64_t>(number);
}

std::uint64_t loaded(std::int64_t number)
{
    return static_cast<std::uint64_t>(number);
}

std::int64_t milliseconds(WallTime time)
{
    return time.time_since_epoch().count();
}

std::int64_t seconds(std::chrono::sys_seconds time)
{
    return time.time_since_epoch().count();
}

// XXH3 of one column after the other, each seeded with what came before it.
class Checksum {
public:
    Checksum& add(std::string_view text)
    {
        value_ = XXH3_64bits_withSeed(text.data(), text.size(), value_ + text.size());
        return *this;
    }
    template <std::size_t Count>
    Checksum& add(const std::array<std::int64_t, Count>& numbers)
    {
        return add({reinterpret_cast<const char*>(numbers.data()), sizeof numbers});
    }
    std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0;
};

std::uint64_t checksum_of(const ChangeRow& row)
{
    return Checksum{}
        .add(std::array{stored(row.revision), milliseconds(row.at), stored(row.first_revision),
                        milliseconds(row.registered_at), seconds(row.modified_at)})
        .add(row.id)
        .add({reinterpret_cast<const char*>(row.digest.data()), row.digest.size()})
        .add(row.card)
        .value();
}

std::uint64_t checksum_of(const StateRow& state)
{
    return Checksum{}
        .add(std::array{stored(state.head), stored(state.floor), stored(state.agents), stored(state.removals),
                        std::int64_t{state.relaxed}})
        .add(state.history)
        .value();
}

} // namespace

ChangeRow row_of(const Change& change)
{
    ChangeRow row{.revision = change.revision,
                  .id = change.id,
                  .at = change.at,
                  .first_revision = change.first_revision,
                  .registered_at = change.registered_at,
                  .modified_at = change.modified_at,
                  .digest = {},
                  .card = {}};
    if (change.removes()) return row;
    row.digest = change.card->digest;
    row.card = change.card->bytes;
    return row;
}

void insert(Statement& statement, const ChangeRow& row)
{
    const std::span<const std::uint8_t> digest{row.digest};
    statement
        .bind(stored(row.revision), row.id, milliseconds(row.at), stored(row.first_revision),
              milliseconds(row.registered_at), seconds(row.modified_at),
              row.removes() ? std::optional<std::span<const std::uint8_t>>{} : digest,
              row.removes() ? std::optional<std::string_view>{} : row.card, stored(checksum_of(row)))
        .run();
}

StoredRow read_change(const Statement& statement)
{
    StoredRow row;
    row.fixed.revision = loaded(statement.number(0));
    row.id = statement.text(1);
    row.fixed.at = WallTime{std::chrono::milliseconds{statement.number(2)}};
    row.fixed.first_revision = loaded(statement.number(3));
    row.fixed.registered_at = WallTime{std::chrono::milliseconds{statement.number(4)}};
    row.fixed.modified_at = std::chrono::sys_seconds{std::chrono::seconds{statement.number(5)}};
    const auto digest = statement.text(6);
    std::copy_n(digest.begin(), std::min(digest.size(), row.fixed.digest.size()), row.fixed.digest.begin());
    row.card = statement.text(7);
    row.checksum = loaded(statement.number(8));
    return row;
}

ChangeRow StoredRow::view() const
{
    auto row = fixed;
    row.id = id;
    row.card = card;
    return row;
}

bool StoredRow::is_intact() const
{
    return checksum_of(view()) == checksum;
}

StateRow read_state(Database& database)
{
    Statement statement{database,
                        "SELECT head, floor, agents, removals, relaxed, history, checksum FROM state"};
    if (!statement.step()) throw Refusal{"says nothing of its own state; restore a backup"};
    StateRow state{.head = loaded(statement.number(0)),
                   .floor = loaded(statement.number(1)),
                   .agents = loaded(statement.number(2)),
                   .removals = loaded(statement.number(3)),
                   .relaxed = statement.number(4) != 0,
                   .history = std::string{statement.text(5)}};
    if (checksum_of(state) != loaded(statement.number(6)))
        throw Refusal{"is damaged: its state has a wrong checksum; restore a backup"};
    return state;
}

void write_state(Statement& statement, const StateRow& state, Revision head_before)
{
    statement
        .bind(stored(state.head), stored(state.floor), stored(state.agents), stored(state.removals),
              std::int64_t{state.relaxed}, std::string_view{state.history}, stored(checksum_of(state)),
              stored(head_before))
        .run();
}

void insert_state(Database& database, const StateRow& state)
{
    Statement insertion{database, "INSERT INTO state(only, head, floor, agents, removals, relaxed, history, "
                                  "checksum) VALUES(1, ?, ?, ?, ?, ?, ?, ?)"};
    insertion
        .bind(stored(state.head), stored(state.floor), stored(state.agents), stored(state.removals),
              std::int64_t{state.relaxed}, std::string_view{state.history}, stored(checksum_of(state)))
        .run();
}

} // namespace a2a::sqlite
