// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite.hpp"

#include "catalog/catalog.hpp"
#include "journal/decide.hpp"
#include "journal/sqlite/replay.hpp"
#include "journal/sqlite/schema.hpp"
#include "observe/log.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace a2a {
namespace {

using namespace std::chrono_literals;

constexpr auto kUnsyncedMax = 100ms;      // of relaxed durability
constexpr auto kForgetEvery = 60s;        // old removals
constexpr std::size_t kForgetMax = 1'000; // at a time
constexpr auto kRetryAfter = 1s;

Error unknown_outcome()
{
    return {Errc::outcome_unknown, "whether this was stored is not known; repeat it"};
}

} // namespace

SqliteJournal::SqliteJournal(const Catalog& catalog, Clock clock, SqliteOptions options)
    : catalog_{catalog}, clock_{std::move(clock)}, options_{std::move(options)}, dir_{options_.directory}
{
    dir_.create();
    lock_.emplace(dir_);
    was_recovered_ = dir_.has_log();
    if (options_.vfs == nullptr) {
        refuse_to_begin_anew(dir_);
        refuse_log_of_another(dir_);
    }
    store_ = open();
}

SqliteJournal::~SqliteJournal()
{
    if (!witness_ || !writable()) return;
    try {
        store_->close();
    } catch (const std::exception& fault) {
        log::error("storage was not closed well", {{"reason", fault.what()}});
    }
}

// Whatever stands in the way of using what is there.
std::unique_ptr<sqlite::Store> SqliteJournal::open() const
{
    const sqlite::StoreOptions options{.sync = options_.relaxed ? sqlite::Sync::on_request
                                                                : sqlite::Sync::every_commit,
                                       .log_pages = options_.log_pages,
                                       .vfs = options_.vfs};
    return sqlite::or_refuse(dir_.database(),
                             [&] { return std::make_unique<sqlite::Store>(dir_.database(), options); });
}

void SqliteJournal::replay(const Feed& feed)
{
    sqlite::or_refuse(dir_.database(), [&] {
        sqlite::replay(store_->database(), store_->state(), feed);
        if (catalog_.size() != store_->state().agents)
            throw sqlite::Refusal{"is damaged: it has an agent twice; restore a backup"};
        refuse_lost_writes(dir_, store_->state().head, store_->state().history);
        store_->begin_writing();
        return 0;
    });
    history_ = store_->state().history;
    witness_.emplace(dir_.head(), history_);
    if (!store_->has_doubtful_log()) witness_->write(store_->state().head);
}

void SqliteJournal::commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done)
{
    if (!writable())
        return done(std::vector<Outcome>(batch.size(), Error{Errc::read_only, "the registry is read-only"}));
    auto outcomes = decide_all(catalog_, clock_(), std::move(batch));
    if (const auto error = store(outcomes)) std::ranges::fill(outcomes, Outcome{*error});
    done(std::move(outcomes));
}

// Why none of them can be relied on, not even those that changed nothing: they may have been
// decided by what the others were about to do.
std::optional<Error> SqliteJournal::store(const std::vector<Outcome>& outcomes)
{
    const auto head = store_->state().head;
    try {
        store_->write(outcomes);
    } catch (const sqlite::Failure& failure) {
        store_->roll_back();
        if (failure.storage_full()) {
            log::warning("storage is full", {{"reason", failure.what()}});
            return Error{Errc::storage_full, "the registry's disk is full; nothing was stored"};
        }
        if (failure.busy()) return Error{Errc::overloaded, "another program holds the storage for a moment"};
        give_up(failure.what());
        if (failure.read_only()) return Error{Errc::read_only, "the registry is read-only"};
        return unknown_outcome();
    } catch (const sqlite::Refusal& refusal) {
        store_->roll_back();
        give_up(refusal.what());
        return unknown_outcome();
    }
    if (store_->state().head == head) return std::nullopt;
    if (options_.relaxed)
        unsynced_since_ = unsynced_since_.value_or(Steady::now());
    else
        witness_->write(store_->state().head);
    return std::nullopt;
}

void SqliteJournal::give_up(std::string_view why)
{
    store_->leave_as_is();
    latch(why);
}

std::optional<SqliteJournal::Steady::time_point> SqliteJournal::tend()
{
    if (!writable()) return std::nullopt;
    const auto now = Steady::now();
    try {
        do_chores(now);
    } catch (const sqlite::Failure& failure) {
        store_->roll_back();
        if (failure.storage_full() || failure.busy())
            retry_at_ = now + kRetryAfter;
        else
            give_up(failure.what());
    } catch (const sqlite::Refusal& refusal) {
        store_->roll_back();
        give_up(refusal.what());
    }
    const auto due = std::max(forget_at_, retry_at_);
    return unsynced_since_ ? std::min(*unsynced_since_ + kUnsyncedMax, due) : due;
}

void SqliteJournal::do_chores(Steady::time_point now)
{
    if (unsynced_since_ && now >= *unsynced_since_ + kUnsyncedMax) {
        store_->sync();
        unsynced_since_.reset();
        witness_->write(store_->state().head);
    }
    if (now < retry_at_) return;
    store_->checkpoint_when_due();
    if (now < forget_at_) return;
    const auto forgotten = store_->forget_removals(clock_() - options_.tombstone_retention, kForgetMax);
    forget_at_ = forgotten == kForgetMax ? now : now + kForgetEvery;
}

Journal::Figures SqliteJournal::figures() const
{
    return {.bytes = dir_.bytes(), .last_backup = dir_.last_backup()};
}

} // namespace a2a
