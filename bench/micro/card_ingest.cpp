// SPDX-License-Identifier: Apache-2.0
// From a card's bytes to what the registry keeps of them, for small, usual and large cards.
#include "card/card.hpp"
#include "cards/cards.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

constexpr std::uint64_t kSeed = 1;

// The made card at this share of a thousand, by size.
std::string card_at(std::size_t per_mille)
{
    std::vector<std::string> cards;
    for (std::uint64_t i = 0; i < 1000; ++i) cards.push_back(a2a::bench::real_like_card(kSeed, i).json);
    std::ranges::sort(cards, {}, &std::string::size);
    return cards[std::min<std::size_t>(per_mille, 999)];
}

void ingest(benchmark::State& state, const std::string& card)
{
    const a2a::card::Rules rules;
    for (auto _ : state) {
        auto parsed = a2a::card::parse(card, rules);
        if (!parsed) state.SkipWithError("a made card was refused");
        benchmark::DoNotOptimize(parsed);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(card.size()));
    state.counters["card_bytes"] = static_cast<double>(card.size());
}

BENCHMARK_CAPTURE(ingest, guide, a2a::bench::guide_card(7).json);
BENCHMARK_CAPTURE(ingest, median, card_at(500));
BENCHMARK_CAPTURE(ingest, p95, card_at(950));
BENCHMARK_CAPTURE(ingest, largest, card_at(1000));

} // namespace
