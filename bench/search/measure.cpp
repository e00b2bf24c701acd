// SPDX-License-Identifier: Apache-2.0
#include "search/measure.hpp"

#include "search/memory.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace a2a::bench {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::uint64_t kBatch = 64;
constexpr int kRounds = 5;
constexpr std::size_t kPagesBefore = 49;

Asked ask(const Catalog& catalog, const Query& query)
{
    const auto answer = catalog.search(query);
    if (answer) return {.total = answer->total, .refused = false};
    if (answer.error().code != Errc::query_too_broad) throw std::runtime_error(answer.error().detail);
    return {.total = 0, .refused = true};
}

} // namespace

Change change_to(const Fleet& fleet, std::uint64_t agent, std::uint64_t version, Revision revision)
{
    auto parsed = parsed_card_of(fleet, agent, version);
    auto id = parsed->card.name;
    return {.revision = revision,
            .id = std::move(id),
            .at = WallTime{std::chrono::milliseconds{revision}},
            .card = std::move(parsed)};
}

Filling fill(Catalog& catalog, const Fleet& fleet, const std::function<void(std::uint64_t)>& progress)
{
    Filling filling{.agents = fleet.agents};
    const auto before = resident_bytes();
    for (std::uint64_t first = 0; first < fleet.agents; first += kBatch) {
        const auto start = Steady::now();
        std::vector<Change> batch;
        for (auto agent = first; agent < std::min(first + kBatch, fleet.agents); ++agent)
            batch.push_back(change_to(fleet, agent, 0, catalog.revision() + 1 + batch.size()));
        const auto parsed = Steady::now();
        catalog.apply(batch);
        filling.applying += Steady::now() - parsed;
        filling.parsing += parsed - start;
        if (first / kBatch % 64 == 0) progress(first);
    }
    const auto after = resident_bytes();
    filling.resident_bytes = after > before ? after - before : 0;
    filling.card_bytes = catalog.sizes().card_bytes;
    return filling;
}

Timing time_each(std::size_t different, std::chrono::nanoseconds at_most,
                 const std::function<Asked(std::size_t)>& ask)
{
    Timing timing{.latency = {}, .different = different};
    std::size_t answered = 0;
    std::size_t hits = 0;
    ask(different - 1); // wakes the allocator and the caches of the code
    const auto cpu = thread_cpu_time();
    const auto end = Steady::now() + at_most;
    for (std::size_t i = 0; i < different * kRounds && Steady::now() < end; ++i) {
        const auto start = Steady::now();
        const auto [total, refused] = ask(i % different);
        timing.latency.record(Steady::now() - start);
        timing.refused += refused ? 1U : 0U;
        answered += refused ? 0U : 1U;
        hits += total;
    }
    timing.cpu = thread_cpu_time() - cpu;
    timing.hits = answered == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(answered);
    return timing;
}

Timing time_queries(const Catalog& catalog, const std::vector<Query>& queries,
                    std::chrono::nanoseconds at_most)
{
    return time_each(queries.size(), at_most, [&](std::size_t i) { return ask(catalog, queries[i]); });
}

void turn_to_page_50(const Catalog& catalog, Query& query)
{
    auto before = query;
    before.limit = query.limit * kPagesBefore;
    const auto answer = catalog.search(before);
    if (answer) query.cursor = answer->next_cursor;
}

} // namespace a2a::bench
