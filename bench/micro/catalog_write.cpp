// SPDX-License-Identifier: Apache-2.0
// One change of a catalog with so many real-like agents: add, replace, remove.
#include "micro/filled.hpp"
#include "search/measure.hpp"

#include <benchmark/benchmark.h>

#include <vector>

namespace a2a::bench {
namespace {

constexpr std::uint64_t kBatch = 256;

// Changes of `kBatch` agents from `first` on; version 0 is what they are registered with.
std::vector<Change> changes(const Filled& filled, std::uint64_t first, std::uint64_t version)
{
    std::vector<Change> batch;
    for (auto agent = first; agent < first + kBatch; ++agent)
        batch.push_back(change_to(filled.fleet, agent, version, 0));
    return batch;
}

std::vector<Change> removals(const std::vector<Change>& of)
{
    auto batch = of;
    for (auto& change : batch) change.card = nullptr;
    return batch;
}

// One change a time, as they come in.
void apply_each(Catalog& catalog, std::vector<Change>& batch)
{
    for (auto& change : batch) {
        change.revision = catalog.revision() + 1;
        catalog.apply(change);
    }
}

// Times `measured`, then undoes it with `undone`, which is not timed.
void in_turn(benchmark::State& state, Catalog& catalog, std::vector<Change> measured,
             std::vector<Change> undone)
{
    for (auto _ : state) {
        apply_each(catalog, measured);
        state.PauseTiming();
        apply_each(catalog, undone);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
}

void add(benchmark::State& state)
{
    auto& on = filled(static_cast<std::uint64_t>(state.range(0)));
    const auto added = changes(on, on.fleet.agents, 0);
    in_turn(state, on.catalog, added, removals(added));
}

void replace(benchmark::State& state)
{
    auto& on = filled(static_cast<std::uint64_t>(state.range(0)));
    in_turn(state, on.catalog, changes(on, 0, 1), changes(on, 0, 0));
}

void remove(benchmark::State& state)
{
    auto& on = filled(static_cast<std::uint64_t>(state.range(0)));
    const auto added = changes(on, on.fleet.agents, 0);
    auto first = added;
    apply_each(on.catalog, first);
    in_turn(state, on.catalog, removals(added), added);
    auto last = removals(added);
    apply_each(on.catalog, last);
}

// By size first, so that each catalog is filled once.
const bool kRegistered = [] {
    for (const std::int64_t agents : {10'000, 100'000}) {
        benchmark::RegisterBenchmark("add_256", add)->Arg(agents)->Unit(benchmark::kMicrosecond);
        benchmark::RegisterBenchmark("replace_256", replace)->Arg(agents)->Unit(benchmark::kMicrosecond);
        benchmark::RegisterBenchmark("remove_256", remove)->Arg(agents)->Unit(benchmark::kMicrosecond);
    }
    return true;
}();

} // namespace
} // namespace a2a::bench
