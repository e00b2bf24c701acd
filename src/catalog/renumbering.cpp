// SPDX-License-Identifier: Apache-2.0
#include "catalog/renumbering.hpp"

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "catalog/state.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace a2a::catalog {

namespace {

// Distinct numbers below `bound`. Many of them are strewn over a table and read off it: sorting
// takes ten times as long, and the longest lists are most of all there is to sort.
void sort_by_number(std::vector<Number>& numbers, std::size_t bound, unsigned bits_below)
{
    constexpr std::size_t kDenseShare = 32;
    if (numbers.size() < bound / kDenseShare || bits_below > 7) {
        std::sort(numbers.begin(), numbers.end());
        return;
    }
    const auto mask = (Number{1} << bits_below) - 1;
    std::vector<std::uint8_t> below(bound); // 0: not there
    for (const auto number : numbers)
        below[number >> bits_below] = static_cast<std::uint8_t>((number & mask) + 1);
    auto at = numbers.begin();
    for (Number number = 0; number < bound; ++number)
        if (below[number] != 0) *at++ = number << bits_below | (below[number] - 1U);
}

Index renumbered(const Index& index, const Renumbering& numbering)
{
    Index made;
    for (std::size_t place = 0; place < index.terms().size(); ++place) {
        const auto& term = index.terms()[place];
        if (term.agents.empty()) continue;
        auto agents = term.agents.to_vector();
        numbering.rename(agents, 0);
        made.put(term.value, Numbers::of_sorted(std::move(agents)));
    }
    return made;
}

std::vector<Number> in_order_of_registration(const State& state)
{
    auto order = state.live.to_vector();
    if (state.in_order()) return order;
    std::vector<std::pair<Revision, Number>> by_revision;
    by_revision.reserve(order.size());
    for (const auto number : order) by_revision.emplace_back(state.records[number]->first_revision, number);
    std::sort(by_revision.begin(), by_revision.end());
    std::transform(by_revision.begin(), by_revision.end(), order.begin(),
                   [](const auto& at) { return at.second; });
    return order;
}

void put_records(State& fresh, const State& state, const std::vector<Number>& order)
{
    for (const auto old : order) {
        fresh.by_id.insert(SeededHash{}(state.records[old]->id), static_cast<Number>(fresh.records.size()));
        fresh.records.push_back(state.records[old]);
        fresh.sort_keys.push_back(state.sort_keys[old]);
    }
    std::vector<Number> all(order.size());
    std::iota(all.begin(), all.end(), Number{0});
    fresh.live = Numbers::of_sorted(std::move(all));
}

} // namespace

void Renumbering::rename(std::vector<Number>& numbers, unsigned bits_below) const
{
    const auto mask = (Number{1} << bits_below) - 1;
    for (auto& number : numbers) number = renamed[number >> bits_below] << bits_below | (number & mask);
    if (!keeps_order) sort_by_number(numbers, agents, bits_below);
}

State renumbered(const State& state, std::size_t threads)
{
    const auto order = in_order_of_registration(state);
    Renumbering numbering{.renamed = std::vector<Number>(state.records.size()),
                          .agents = order.size(),
                          .keeps_order = state.in_order()};
    for (Number number = 0; number < order.size(); ++number) numbering.renamed[order[number]] = number;

    State fresh;
    fresh.revision = state.revision;
    fresh.card_bytes = state.card_bytes;
    fresh.newest_registration = state.newest_registration;
    fresh.chunks = state.chunks;
    std::vector<std::function<void()>> steps{
        [&] { fresh.chunks.letters = renumbered(state.chunks.letters, numbering); },
        [&] { fresh.chunks.runs.renumber(numbering); },
        [&] { fresh.chunks.compounds.renumber(numbering); },
        [&] { put_records(fresh, state, order); },
    };
    for (std::size_t i = 0; i < kIndexCount; ++i)
        steps.emplace_back([&, i] { fresh.indexes[i] = renumbered(state.indexes[i], numbering); });
    in_parallel(threads, steps.size(), [&](std::size_t nth) { steps[nth](); });
    return fresh;
}

} // namespace a2a::catalog
