// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/replay.hpp"

#include "journal/sqlite/slices.hpp"

#include <utility>

namespace a2a::sqlite {
namespace {

[[noreturn]] void damaged(const std::string& how)
{
    throw Refusal{"is damaged: " + how + "; restore a backup"};
}

Change change_of(StoredRow& row)
{
    Change change{.revision = row.fixed.revision,
                  .id = std::move(row.id),
                  .at = row.fixed.at,
                  .card = nullptr,
                  .first_revision = row.fixed.first_revision,
                  .registered_at = row.fixed.registered_at,
                  .modified_at = row.fixed.modified_at};
    if (row.card.empty()) return change;
    auto projection = card::project(row.card);
    change.card = std::make_shared<const card::Parsed>(
        card::Parsed{std::move(projection), std::move(row.card), row.fixed.digest});
    return change;
}

// What was read so far, held against what the state says.
class Audit {
public:
    explicit Audit(const StateRow& state) : state_{state} {}

    void take(const StoredRow& row)
    {
        const auto revision = row.fixed.revision;
        if (revision <= last_ || revision > state_.head)
            damaged("revision " + std::to_string(revision) + " stands where it cannot");
        if (!row.is_intact()) damaged("revision " + std::to_string(revision) + " has a wrong checksum");
        last_ = revision;
        ++(row.card.empty() ? removals_ : agents_);
    }
    std::uint64_t taken() const { return agents_ + removals_; }
    void finish() const
    {
        const auto compare = [](const char* what, std::uint64_t found, std::uint64_t expected) {
            if (found != expected)
                damaged("it has " + std::to_string(found) + ' ' + what + " instead of " +
                        std::to_string(expected));
        };
        compare("agents", agents_, state_.agents);
        compare("removals", removals_, state_.removals);
    }

private:
    const StateRow& state_;
    Revision last_ = 0;
    std::uint64_t agents_ = 0;
    std::uint64_t removals_ = 0;
};

} // namespace

void replay(Database& database, const StateRow& state, const Journal::Feed& feed)
{
    Audit audit{state};
    const auto total = state.agents + state.removals;
    Slices slices{database};
    while (auto slice = slices.next()) {
        std::vector<Change> changes(slice->size());
        for (const auto& row : *slice) audit.take(row);
        for (std::size_t i = 0; i < slice->size(); ++i) changes[i] = change_of((*slice)[i]);
        feed(changes, {.done = audit.taken(), .total = total});
    }
    audit.finish();
}

} // namespace a2a::sqlite
