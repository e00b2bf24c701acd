// SPDX-License-Identifier: Apache-2.0
// One search of each class, over so many real-like agents.
#include "micro/filled.hpp"
#include "search/classes.hpp"
#include "search/measure.hpp"

#include <benchmark/benchmark.h>

namespace a2a::bench {
namespace {

void search(benchmark::State& state, Kind kind)
{
    const auto& [fleet, sample, catalog] = filled(static_cast<std::uint64_t>(state.range(0)));
    auto queries = queries_of(kind, fleet, sample, 100);
    if (kind == Kind::deep_page)
        for (auto& query : queries) turn_to_page_50(catalog, query);
    std::size_t next = 0;
    std::size_t hits = 0;
    for (auto _ : state) {
        auto answer = catalog.search(queries[next++ % queries.size()]);
        if (answer) hits += answer->total;
        benchmark::DoNotOptimize(answer);
    }
    state.counters["hits"] =
        benchmark::Counter(static_cast<double>(hits), benchmark::Counter::kAvgIterations);
}

// By size first, so that each catalog is filled once.
const bool kRegistered = [] {
    for (const std::int64_t agents : {10'000, 100'000})
        for (const auto& queries : query_classes())
            benchmark::RegisterBenchmark(("search/" + std::string{queries.name}).c_str(), search,
                                         queries.kind)
                ->Arg(agents)
                ->Unit(benchmark::kMicrosecond);
    return true;
}();

} // namespace
} // namespace a2a::bench
