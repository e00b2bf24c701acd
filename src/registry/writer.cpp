// SPDX-License-Identifier: Apache-2.0
#include "registry/writer.hpp"

#include "base/thread.hpp"
#include "base/together.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <future>

namespace a2a {
namespace {

constexpr std::size_t kBatchMax = 1'024; // so that nobody waits for more than this in front

std::vector<Outcome> all_failed(std::size_t count, const Error& error)
{
    std::vector<Outcome> outcomes;
    outcomes.reserve(count);
    for (std::size_t i = 0; i < count; ++i) outcomes.emplace_back(error);
    return outcomes;
}

std::vector<Change> changes_in(const std::vector<Outcome>& outcomes)
{
    std::vector<Change> changes;
    for (const auto& outcome : outcomes)
        if (outcome && outcome->kind != Committed::Kind::unchanged) changes.push_back(outcome->change);
    return changes;
}

// That the store failed, not that an intent was refused.
bool has_storage_fault(const Outcome& outcome)
{
    if (outcome) return false;
    const auto code = outcome.error().code;
    return code == Errc::storage_full || code == Errc::outcome_unknown || code == Errc::internal;
}

} // namespace

Writer::Writer(Catalog& catalog, Journal& journal, observe::Metrics& metrics, std::size_t waiting_max)
    : catalog_{catalog}, journal_{journal}, metrics_{metrics}, waiting_max_{waiting_max}, thread_{[this] {
          run();
      }}
{
}

Writer::~Writer()
{
    stop();
}

void Writer::submit(Intent intent, Done done)
{
    if (const auto refusal = enqueue(intent, done)) done(*refusal);
}

// Takes both, or says why not.
std::optional<Error> Writer::enqueue(Intent& intent, Done& done)
{
    const std::lock_guard lock{mutex_};
    if (stopping_) return Error{Errc::unavailable, "the registry is stopping"};
    if (queue_.size() >= waiting_max_) return Error{Errc::overloaded, "too many writes are waiting"};
    queue_.push_back({std::move(intent), std::move(done)});
    if (queue_.size() == 1) woken_.notify_one();
    return std::nullopt;
}

std::size_t Writer::waiting() const
{
    const std::lock_guard lock{mutex_};
    return queue_.size();
}

void Writer::stop()
{
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        woken_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
}

void Writer::run()
{
    name_thread("writer");
    give_way(Behind::a_little); // a write waits for the disk anyway; a read does not
    take_short_turns();         // and each of them is offered, so that it does not last until a tick
    std::optional<Steady::time_point> chores_at;
    while (auto batch = take(chores_at)) {
        if (!batch->empty()) carry_out(*std::move(batch));
        chores_at = journal_.tend();
    }
}

// What waits, or nothing of it when it is time for the journal's chores; none at the end.
std::optional<std::vector<Writer::Waiting>> Writer::take(std::optional<Steady::time_point> chores_at)
{
    std::unique_lock lock{mutex_};
    const auto has_reason = [this] { return stopping_ || !queue_.empty(); };
    if (chores_at)
        woken_.wait_until(lock, *chores_at, has_reason);
    else
        woken_.wait(lock, has_reason);
    if (queue_.empty() && stopping_) return std::nullopt;
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), kBatchMax));
    std::vector<Waiting> batch{std::move_iterator{queue_.begin()},
                               std::move_iterator{queue_.begin() + count}};
    queue_.erase(queue_.begin(), queue_.begin() + count);
    return batch;
}

void Writer::carry_out(std::vector<Waiting> batch)
{
    std::vector<Intent> intents;
    intents.reserve(batch.size());
    for (auto& waiting : batch) intents.push_back(std::move(waiting.intent));

    const auto started = Steady::now();
    auto outcomes = commit(std::move(intents));
    const auto changes = changes_in(outcomes);
    const bool failed = std::ranges::any_of(outcomes, has_storage_fault);
    if (failed || !changes.empty()) metrics_.committed(Steady::now() - started, changes.size(), !failed);
    if (!changes.empty()) catalog_.apply(changes);
    const Together together;
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(std::move(outcomes[i]));
}

// The journal may answer on a thread of its own; the next batch waits for it all the same.
std::vector<Outcome> Writer::commit(std::vector<Intent> intents)
{
    const auto count = intents.size();
    if (!journal_.writable()) return all_failed(count, {Errc::read_only, "the registry is read-only"});
    try {
        auto promise = std::make_shared<std::promise<std::vector<Outcome>>>();
        auto answered = promise->get_future();
        // The callback alone holds the promise: a journal that drops it breaks it, and nobody waits for ever.
        journal_.commit(std::move(intents), [promise = std::move(promise)](std::vector<Outcome> outcomes) {
            promise->set_value(std::move(outcomes));
        });
        auto outcomes = answered.get();
        if (outcomes.size() == count) return outcomes;
        log::error("journal answered another number of outcomes",
                   {{"asked", count}, {"answered", outcomes.size()}});
    } catch (const std::exception& fault) {
        log::error("commit failed", {{"what", fault.what()}});
    }
    return all_failed(count, {Errc::outcome_unknown, "whether this was stored is not known; repeat it"});
}

} // namespace a2a
