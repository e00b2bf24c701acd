// SPDX-License-Identifier: Apache-2.0
#include "catalog/facets.hpp"

#include "card/card.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <tuple>

namespace a2a::catalog {

namespace {

struct Tally {
    std::string_view value;
    std::size_t count = 0;
};
using Tallies = std::vector<Tally>;

std::vector<FacetCount> most_frequent(Tallies tallies, std::size_t limit)
{
    const auto end = tallies.begin() + static_cast<std::ptrdiff_t>(std::min(limit, tallies.size()));
    std::partial_sort(tallies.begin(), end, tallies.end(), [](const Tally& a, const Tally& b) {
        return std::tuple{b.count, a.value} < std::tuple{a.count, b.value};
    });
    std::vector<FacetCount> counts;
    std::for_each(tallies.begin(), end, [&](const Tally& tally) {
        counts.push_back({std::string{tally.value}, tally.count});
    });
    return counts;
}

// For many hits: meet every value's agents with them. Without bits: all agents are hits.
Tallies tally_by_value(const Terms& terms, std::span<const std::uint64_t> hits)
{
    Tallies tallies;
    for (std::size_t place = 0; place < terms.size(); ++place) {
        const auto& term = terms[place];
        const auto count = hits.empty() ? term.agents.size() : intersection_size(term.agents, hits);
        if (count != 0) tallies.push_back({term.value, count});
    }
    return tallies;
}

// For a few hits among very many values: read the hits' cards again.
using CountsByKey = std::map<Key, std::size_t>;

CountsByKey count_by_card(const SearchView& view, const Numbers& hits)
{
    CountsByKey counts;
    hits.for_each([&](Number number) {
        for (auto& key : keys_of(card::project(view.records[number]->card()))) ++counts[std::move(key)];
    });
    return counts;
}

Tallies tallies_of(const CountsByKey& counts, IndexName index)
{
    Tallies tallies;
    for (auto at = counts.lower_bound(Key{index, {}}); at != counts.end() && at->first.index == index; ++at)
        tallies.push_back({at->first.value, at->second});
    return tallies;
}

// Reading one card costs about as much as meeting this many values.
constexpr std::size_t kCardInValues = 1024;

} // namespace

std::vector<std::pair<Facet, std::vector<FacetCount>>> count_facets(const SearchView& view,
                                                                    const Numbers& hits, std::size_t limit)
{
    std::vector<std::pair<Facet, std::vector<FacetCount>>> facets;
    if (view.facets.empty()) return facets;
    std::size_t values = 0;
    for (const auto& [facet, terms] : view.facets) values += terms.size();
    if (hits.size() * kCardInValues < values) {
        const auto counts = count_by_card(view, hits);
        for (const auto& [facet, terms] : view.facets)
            facets.emplace_back(facet, most_frequent(tallies_of(counts, index_of(facet)), limit));
        return facets;
    }
    std::vector<std::uint64_t> bits;
    if (hits.size() != view.live.size()) bits = hits.to_bits(view.records.size());
    for (const auto& [facet, terms] : view.facets)
        facets.emplace_back(facet, most_frequent(tally_by_value(terms, bits), limit));
    return facets;
}

} // namespace a2a::catalog
