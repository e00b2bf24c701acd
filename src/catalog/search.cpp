// SPDX-License-Identifier: Apache-2.0
#include "catalog/search.hpp"

#include "catalog/facets.hpp"
#include "catalog/page.hpp"
#include "catalog/text_match.hpp"

#include <algorithm>

namespace a2a::catalog {

namespace {

std::vector<Numbers> postings(const State& state, const Keys& keys)
{
    std::vector<Numbers> found;
    found.reserve(keys.size());
    for (const auto& key : keys) found.push_back(state.index(key.index).find(key.value));
    return found;
}

Numbers select(const SearchView& view)
{
    auto operands = view.all;
    for (const auto& group : view.any) operands.push_back(unite(group));
    std::sort(operands.begin(), operands.end(),
              [](const Numbers& a, const Numbers& b) { return a.size() < b.size(); });
    auto selected = operands.empty() ? view.live : operands.front();
    for (std::size_t i = 1; i < operands.size() && !selected.empty(); ++i)
        selected = intersect(selected, operands[i]);
    for (const auto& excluded : view.none) {
        if (selected.empty()) break;
        selected = subtract(selected, excluded);
    }
    return selected;
}

bool in_time(const Record& record, const Filter& must, const Filter& must_not)
{
    const auto before = [&](const auto& time) { return time && record.updated_at < *time; };
    const auto after = [&](const auto& time) { return time && record.updated_at > *time; };
    return (!must.updated_before || before(must.updated_before)) &&
           (!must.updated_after || after(must.updated_after)) && !before(must_not.updated_before) &&
           !after(must_not.updated_after);
}

bool asks_for_time(const Filter& filter)
{
    return filter.updated_before || filter.updated_after;
}

Numbers match_times(const Query& query, const Numbers& candidates, const Records& records)
{
    if (!asks_for_time(query.must) && !asks_for_time(query.must_not)) return candidates;
    std::vector<Number> matches;
    candidates.for_each([&](Number number) {
        if (in_time(*records[number], query.must, query.must_not)) matches.push_back(number);
    });
    return Numbers::of_sorted(std::move(matches));
}

} // namespace

SearchView look(const State& state, const SearchPlan& plan)
{
    SearchView view{.revision = state.revision,
                    .in_order = state.in_order(),
                    .records = state.records,
                    .live = state.live,
                    .all = postings(state, plan.selection.all),
                    .any = {},
                    .none = postings(state, plan.selection.none),
                    .facets = {}};
    for (const auto& keys : plan.selection.any) view.any.push_back(postings(state, keys));
    for (const auto facet : plan.query.facets)
        view.facets.emplace_back(facet, state.index(index_of(facet)).terms());
    return view;
}

bool is_long(const SearchView& view, const SearchPlan& plan)
{
    constexpr std::size_t kFew = 4096;
    return view.live.size() > kFew && (!plan.words.empty() || !view.facets.empty());
}

Result<SearchAnswer> answer(const SearchView& view, const SearchPlan& plan)
{
    const auto in_window = match_times(plan.query, select(view), view.records);
    const auto hits = match_text(plan.words, in_window, view.records);

    auto page = page_of(view, hits, plan);
    return SearchAnswer{.hits = std::move(page.hits),
                        .scores = {},
                        .total = hits.size(),
                        .total_full = hits.size(),
                        .next_cursor = std::move(page.next_cursor),
                        .facets = count_facets(view, hits, plan.query.facet_limit),
                        .explain = {},
                        .suggestions = std::nullopt,
                        .revision = view.revision};
}

} // namespace a2a::catalog
