// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/store.hpp"

#include "base/thread.hpp"
#include "journal/sqlite/schema.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace a2a::sqlite {
namespace {

// What is not good enough for SQLite's default.
constexpr const char* kSettings = "PRAGMA cell_size_check = ON;"
                                  "PRAGMA trusted_schema = OFF;"
                                  "PRAGMA secure_delete = OFF;"           // cards are public
                                  "PRAGMA journal_size_limit = 67108864;" // a log that once was huge
                                  "PRAGMA cache_size = -16384;";

} // namespace

Store::Statements::Statements(const Database& database)
    : begin{database, "BEGIN IMMEDIATE"}, commit{database, "COMMIT"}, insert{database, kInsertChange},
      remove{database, "DELETE FROM changes WHERE revision = ?"}, update_state{database, kUpdateState},
      old_removals{database, "SELECT revision FROM changes WHERE card IS NULL AND at < ? AND revision < ? "
                             "ORDER BY at LIMIT ?"},
      // The index alone named them: should it be damaged, no agent is lost by it.
      forget{database, "DELETE FROM changes WHERE revision = ? AND card IS NULL"}
{
}

Store::Store(const std::filesystem::path& file, const StoreOptions& options)
    : sync_{options.sync}, log_pages_max_{options.log_pages},
      database_{file, Database::Access::create, options.vfs}, checkpoint_at_{options.log_pages}
{
    database_.keep_log_on_close(true);
    database_.run(kSettings);
    database_.run("PRAGMA page_size = 8192"); // of a new file
    migrate(database_, [](Database& empty) { insert_state(empty, {.history = draw_history()}); });
    state_ = read_state(database_);
}

Store::~Store() = default;

void Store::begin_writing()
{
    if (database_.text("PRAGMA journal_mode = WAL") != "wal")
        throw Refusal{"is on a file system without shared memory, which the log needs; use a local disk"};
    database_.run("PRAGMA synchronous = FULL");
    try {
        copy_log();
    } catch (const Failure& failure) { // a reader stands in the way, or there is no room: later
        if (!failure.busy() && !failure.storage_full()) throw;
    }
    statements_.emplace_back(database_);
    auto next = state_;
    // Unsynced commits may have been lost with the power, and their revisions will be given again.
    if (state_.relaxed) next.history = draw_history();
    next.relaxed = sync_ == Sync::on_request;
    if (next.relaxed || state_.relaxed) transact([&] { update_state(next); });
    state_ = next;
    if (sync_ == Sync::on_request) database_.run("PRAGMA synchronous = NORMAL");
    database_.keep_log_on_close(false);
}

// What the log of a crashed process holds may never have reached the disk, although this one
// can read it, and whatever follows it in the log would be lost with it: copied into the
// database it is written, and synced, once more.
void Store::copy_log()
{
    database_.checkpoint(Database::Checkpoint::truncate);
    has_doubtful_log_ = false;
}

template <class Work>
void Store::transact(Work work)
{
    if (has_doubtful_log_) copy_log();
    statements_.front().begin.run();
    work();
    statements_.front().commit.run();
}

// What a batch comes to: the last change of each agent, and what it takes the place of.
struct Store::Batch {
    Batch(const std::vector<Outcome>& outcomes, const StateRow& before) : after{before}
    {
        for (const auto& outcome : outcomes)
            if (outcome && outcome->kind != Committed::Kind::unchanged) add(*outcome, before.head);
        for (const auto& [revision, change] : changes)
            if (change->removes()) ++after.removals;
    }

    void add(const Committed& committed, Revision head)
    {
        if (committed.before_revision > head)
            changes.erase(committed.before_revision); // of this very batch
        else if (committed.before_revision != 0)
            replaced.push_back(committed.before_revision);
        changes.emplace(committed.change.revision, &committed.change);
        after.head = committed.change.revision;
        if (committed.kind == Committed::Kind::created) ++after.agents;
        if (committed.kind == Committed::Kind::removed) --after.agents;
    }

    std::map<Revision, const Change*> changes;
    std::vector<Revision> replaced;
    StateRow after;
};

void Store::write(const std::vector<Outcome>& outcomes)
{
    const Batch batch{outcomes, state_};
    if (batch.changes.empty()) return;
    transact([&] {
        for (const auto revision : batch.replaced) {
            remove(statements_.front().remove, revision);
            offer_turn();
        }
        for (const auto& [revision, change] : batch.changes) {
            insert(statements_.front().insert, row_of(*change));
            offer_turn();
        }
        update_state(batch.after);
    });
    state_ = batch.after;
}

std::size_t Store::forget_removals(WallTime before, std::size_t count_max)
{
    auto& old = statements_.front().old_removals;
    old.bind(std::int64_t{before.time_since_epoch().count()}, static_cast<std::int64_t>(state_.head),
             static_cast<std::int64_t>(count_max));
    std::vector<Revision> forgotten;
    while (old.step()) forgotten.push_back(static_cast<Revision>(old.number(0)));
    old.reset();
    if (forgotten.empty()) return 0;
    auto next = state_;
    next.removals -= forgotten.size();
    for (const auto revision : forgotten) next.floor = std::max(next.floor, revision);
    transact([&] {
        for (const auto revision : forgotten) remove(statements_.front().forget, revision);
        update_state(next);
    });
    state_ = next;
    return forgotten.size();
}

void Store::remove(Statement& removal, Revision revision)
{
    removal.bind(static_cast<std::int64_t>(revision)).run();
    if (database_.changed_rows() != 1)
        throw Refusal{"has lost revision " + std::to_string(revision) + "; restore a backup"};
}

void Store::update_state(StateRow next)
{
    write_state(statements_.front().update_state, next, state_.head);
    if (database_.changed_rows() != 1) throw Refusal{"was changed by another program"};
}

// SQLite starts the log anew with the first commit after all of it has been copied and no
// reader needs it; until then a new checkpoint would find little to do.
void Store::checkpoint_when_due()
{
    if (has_doubtful_log_) return copy_log();
    const auto pages = database_.log_pages();
    if (pages < log_pages_before_) checkpoint_at_ = log_pages_max_;
    log_pages_before_ = pages;
    if (pages < checkpoint_at_) return;
    database_.checkpoint(Database::Checkpoint::passive);
    checkpoint_at_ = pages + log_pages_max_;
}

void Store::close()
{
    if (sync_ == Sync::every_commit || statements_.empty()) return;
    database_.run("PRAGMA synchronous = FULL");
    auto next = state_;
    next.relaxed = false;
    transact([&] { update_state(next); });
    state_ = next;
}

void Store::leave_as_is()
{
    database_.keep_log_on_close(true);
}

} // namespace a2a::sqlite
