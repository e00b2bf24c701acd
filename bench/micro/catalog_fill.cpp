// SPDX-License-Identifier: Apache-2.0
// Filling an empty catalog as a start does: slices of stored cards, each read from its bytes
// and then loaded; by kind of card, agents and threads. Filling it beside readers, as an import
// does. And putting in order what was loaded out of order.
#include "base/parallel.hpp"
#include "catalog/catalog.hpp"
#include "search/fleet.hpp"
#include "search/memory.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace a2a::bench {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::uint64_t kSlice = 4096;  // of a start
constexpr std::uint64_t kImport = 1024; // changes that an import commits at once

// On the clock, and on all processors together.
struct Spent {
    Steady::duration wall{}, cpu{};

    template <class Work>
    void time(Work work)
    {
        const auto wall_before = Steady::now();
        const auto cpu_before = process_cpu_time();
        work();
        cpu += process_cpu_time() - cpu_before;
        wall += Steady::now() - wall_before;
    }
};

// As a journal has it.
struct Stored {
    Revision revision = 0;
    std::string id;
    std::string bytes;
    Digest digest{};
};

std::vector<Stored> stored_slice(const Fleet& fleet, std::uint64_t first, std::uint64_t agents)
{
    std::vector<Stored> slice(std::min(agents, fleet.agents - first));
    in_parallel(std::thread::hardware_concurrency(), slice.size(), [&](std::size_t nth) {
        const auto parsed = parsed_card_of(fleet, first + nth);
        slice[nth] = {first + nth + 1, parsed->card.name, parsed->bytes, parsed->digest};
    });
    return slice;
}

std::vector<Change> read(std::vector<Stored>& slice, std::size_t threads)
{
    std::vector<Change> changes(slice.size());
    constexpr std::size_t kShares = 16;
    in_parallel(threads, kShares, [&](std::size_t share) {
        const auto all = std::span{changes};
        for (auto& change : share_of(all, share, kShares)) {
            auto& stored = slice[static_cast<std::size_t>(&change - all.data())];
            change.revision = stored.revision;
            change.id = std::move(stored.id);
            change.at = WallTime{std::chrono::milliseconds{stored.revision}};
            auto card = card::project(stored.bytes);
            change.card = std::make_shared<const card::Parsed>(
                card::Parsed{std::move(card), std::move(stored.bytes), stored.digest});
        }
    });
    return changes;
}

enum class Way : std::uint8_t { load, apply };

void fill(benchmark::State& state, CardKind kind, Way way)
{
    const Fleet fleet{.kind = kind, .agents = static_cast<std::uint64_t>(state.range(0))};
    const auto slice_max = way == Way::load ? kSlice : kImport;
    const auto threads = static_cast<std::size_t>(state.range(1));
    Spent reading, applying;
    for (auto _ : state) {
        const auto before = resident_bytes();
        Catalog catalog;
        for (std::uint64_t first = 0; first < fleet.agents; first += slice_max) {
            auto slice = stored_slice(fleet, first, slice_max);
            std::vector<Change> changes;
            reading.time([&] { changes = read(slice, threads); });
            applying.time([&] {
                if (way == Way::load) catalog.load(changes, threads);
                if (way == Way::apply) catalog.apply(changes);
                changes.clear();
            });
        }
        state.SetIterationTime(std::chrono::duration<double>(reading.wall + applying.wall).count());
        state.counters["bytes_per_agent"] =
            static_cast<double>(resident_bytes() - before) / static_cast<double>(fleet.agents);
    }
    const auto us_per_agent = [&](Steady::duration time) {
        return std::chrono::duration<double, std::micro>(time).count() / static_cast<double>(fleet.agents);
    };
    state.counters["read_us"] = us_per_agent(reading.wall);
    state.counters["read_cpu_us"] = us_per_agent(reading.cpu);
    state.counters["load_us"] = us_per_agent(applying.wall);
    state.counters["load_cpu_us"] = us_per_agent(applying.cpu);
}

// Every agent was replaced since it was registered, in no order: all are numbered late.
void settle(benchmark::State& state, CardKind kind)
{
    const Fleet fleet{.kind = kind, .agents = static_cast<std::uint64_t>(state.range(0))};
    for (auto _ : state) {
        Catalog catalog;
        for (std::uint64_t first = 0; first < fleet.agents; first += kSlice) {
            auto slice = stored_slice(fleet, first, kSlice);
            auto changes = read(slice, 2);
            for (auto& change : changes) {
                constexpr Revision kPrime = 1'000'003; // strews, and gives none twice
                change.first_revision = 1 + change.revision * 7'919 % kPrime;
                change.revision += kPrime;
                change.registered_at = change.at;
            }
            catalog.load(changes, 2);
        }
        Spent settling;
        settling.time([&] { catalog.settle(2); });
        state.SetIterationTime(std::chrono::duration<double>(settling.wall).count());
        state.counters["cpu_ms"] = std::chrono::duration<double, std::milli>(settling.cpu).count();
    }
}

const bool kRegistered = [] {
    const auto once = [](auto* benchmark) {
        benchmark->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
    };
    for (const std::int64_t agents : {100'000, 1'000'000}) {
        for (const auto kind : {CardKind::guide, CardKind::real}) {
            const auto named = [&](const char* name) {
                return std::string{name} + '/' + std::string{name_of(kind)};
            };
            for (const std::int64_t threads : {1, 2})
                once(benchmark::RegisterBenchmark(named("fill").c_str(), fill, kind, Way::load)
                         ->Args({agents, threads}));
            once(benchmark::RegisterBenchmark(named("import").c_str(), fill, kind, Way::apply)
                     ->Args({agents, 1}));
            once(benchmark::RegisterBenchmark(named("settle").c_str(), settle, kind)->Arg(agents));
        }
    }
    return true;
}();

} // namespace
} // namespace a2a::bench
