// SPDX-License-Identifier: Apache-2.0
#include "search/contention.hpp"

#include "cards/random.hpp"
#include "registry/search_pool.hpp"
#include "search/measure.hpp"
#include "search/memory.hpp"

#include <atomic>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>

namespace a2a::bench {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kPrepared = 1000;

// As the server does it: a search is begun on a thread that others wait for, and run by a
// pool that gives way. The pool always has a few more to run.
std::uint64_t search_until(const std::atomic<bool>& done, const Catalog& catalog,
                           const std::vector<Query>& queries, std::size_t searchers)
{
    constexpr std::ptrdiff_t kAhead = 2; // for each thread of the pool
    std::counting_semaphore<> room{kAhead * static_cast<std::ptrdiff_t>(searchers)};
    std::atomic<std::uint64_t> searches = 0;
    SearchPool pool{{.threads = searchers, .waiting_max = queries.size()}};
    for (std::size_t i = 0; !done.load(std::memory_order_relaxed); ++i) {
        room.acquire();
        auto begun = catalog.begin(queries[i % queries.size()]);
        if (!begun) throw std::runtime_error("a query of the benchmark is refused");
        const auto search = std::make_shared<const Search>(*std::move(begun));
        const auto refused = pool.submit([search, &searches, &room] {
            if (search->run()) ++searches; // too broad is an answer, but no search
            room.release();
        });
        if (refused) throw std::logic_error("the pool has no room for what was counted");
    }
    pool.stop();
    return searches;
}

void find_until(const std::atomic<bool>& done, const Catalog& catalog, const std::vector<std::string>& ids,
                Contention& seen)
{
    // Short sleeps, so that the reader is not what the searchers wait for.
    constexpr auto kPause = std::chrono::microseconds{100};
    for (std::size_t i = 0; !done.load(std::memory_order_relaxed); ++i) {
        const auto preempted = times_preempted();
        const auto start = Steady::now();
        const auto record = catalog.find(ids[i % ids.size()]);
        const auto took = Steady::now() - start;
        seen.find.record(took);
        if (times_preempted() == preempted) seen.find_undisturbed.record(took);
        std::this_thread::sleep_for(kPause);
    }
}

std::vector<Change> replacements(const Catalog& catalog, const Fleet& fleet)
{
    Random random{fleet.seed ^ 0x0C0DE};
    std::vector<Change> changes;
    for (std::size_t i = 0; i < kPrepared; ++i)
        changes.push_back(change_to(fleet, random.below(static_cast<std::uint32_t>(fleet.agents)), 1 + i % 3,
                                    catalog.revision() + 1 + i));
    return changes;
}

// Open loop: a change is due when it is due, however late the one before was.
void write_until(Steady::time_point end, Catalog& catalog, std::vector<Change> changes, double rate,
                 Contention& seen)
{
    const auto start = Steady::now();
    auto revision = catalog.revision();
    for (std::size_t i = 0;; ++i) {
        const auto due = start + std::chrono::duration_cast<Steady::duration>(
                                     std::chrono::duration<double>(static_cast<double>(i) / rate));
        if (due >= end) return;
        std::this_thread::sleep_until(due);
        auto& change = changes[i % changes.size()];
        change.revision = ++revision;
        const auto preempted = times_preempted();
        const auto began = Steady::now();
        catalog.apply(change);
        const auto took = Steady::now() - began;
        seen.write.record(took);
        if (times_preempted() == preempted) seen.write_undisturbed.record(took);
    }
}

} // namespace

Contention contend(Catalog& catalog, const Fleet& fleet, const std::vector<Query>& queries,
                   const ContentionPlan& plan)
{
    auto changes = replacements(catalog, fleet);
    std::vector<std::string> ids;
    ids.reserve(changes.size());
    for (const auto& change : changes) ids.push_back(change.id);

    Contention seen;
    std::atomic<bool> done = false;
    std::uint64_t searches = 0; // the searching thread's until it is joined
    std::vector<std::thread> threads;
    if (plan.searchers > 0)
        threads.emplace_back([&] { searches = search_until(done, catalog, queries, plan.searchers); });
    threads.emplace_back([&] { find_until(done, catalog, ids, seen); });

    const auto start = Steady::now();
    const auto end = start + std::chrono::duration_cast<Steady::duration>(plan.duration);
    if (plan.writes_per_second > 0)
        write_until(end, catalog, std::move(changes), plan.writes_per_second, seen);
    std::this_thread::sleep_until(end);
    done = true;
    for (auto& thread : threads) thread.join();
    seen.elapsed = Steady::now() - start;
    seen.searches = searches;
    return seen;
}

} // namespace a2a::bench
