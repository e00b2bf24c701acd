// SPDX-License-Identifier: Apache-2.0
#include "fault/ledger/early_journal.hpp"

#include "journal/decide.hpp"

#include <utility>

namespace a2a::fault {
namespace {

constexpr auto kTooLate = std::chrono::milliseconds{5};

void apply(Catalog& catalog, const std::vector<Outcome>& outcomes)
{
    std::vector<Change> changes;
    for (const auto& outcome : outcomes)
        if (outcome && outcome->kind != Committed::Kind::unchanged) changes.push_back(outcome->change);
    catalog.apply(changes);
}

} // namespace

EarlyJournal::EarlyJournal(const Catalog& catalog, SqliteOptions options)
    : catalog_{catalog}, journal_{behind_, wall_now, std::move(options)}, thread_{[this] { run(); }}
{
}

EarlyJournal::~EarlyJournal()
{
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        woken_.notify_one();
    }
    thread_.join();
}

void EarlyJournal::replay(const Feed& feed)
{
    journal_.replay([&](std::span<const Change> changes, Progress progress) {
        behind_.apply(changes);
        feed(changes, progress);
    });
}

void EarlyJournal::commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done)
{
    auto outcomes = decide_all(catalog_, wall_now(), batch);
    {
        const std::lock_guard lock{mutex_};
        late_.push_back({std::move(batch), std::chrono::steady_clock::now() + kTooLate});
        woken_.notify_one();
    }
    done(std::move(outcomes));
}

void EarlyJournal::run()
{
    std::unique_lock lock{mutex_};
    for (;;) {
        woken_.wait(lock, [this] { return stopping_ || !late_.empty(); });
        if (late_.empty()) return;
        auto late = std::move(late_.front());
        late_.pop_front();
        lock.unlock();
        std::this_thread::sleep_until(late.due);
        journal_.commit(std::move(late.batch),
                        [this](const std::vector<Outcome>& outcomes) { apply(behind_, outcomes); });
        lock.lock();
    }
}

} // namespace a2a::fault
