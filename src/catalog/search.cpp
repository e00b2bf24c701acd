// SPDX-License-Identifier: Apache-2.0
#include "catalog/search.hpp"

#include "catalog/facets.hpp"
#include "catalog/page.hpp"
#include "catalog/text/explain.hpp"
#include "catalog/text/ranking.hpp"
#include "catalog/text/relevance.hpp"

#include <algorithm>
#include <optional>
#include <utility>

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
    std::vector<Numbers> united;
    for (const auto& group : view.any) united.push_back(unite(group));
    std::vector<const Numbers*> operands;
    operands.reserve(view.all.size() + united.size());
    for (const auto& set : view.all) operands.push_back(&set);
    for (const auto& set : united) operands.push_back(&set);
    std::ranges::sort(operands, {}, &Numbers::size);
    auto selected = operands.empty() ? view.live : *operands.front();
    for (std::size_t i = 1; i < operands.size() && !selected.empty(); ++i)
        selected = intersect(selected, *operands[i]);
    for (const auto& excluded : view.none) {
        if (selected.empty()) break;
        selected = subtract(selected, excluded);
    }
    return selected;
}

bool in_time(const SortKeys& keys, const Filter& must, const Filter& must_not)
{
    const auto before = [&](const auto& time) { return time && keys.updated_at < *time; };
    const auto after = [&](const auto& time) { return time && keys.updated_at > *time; };
    return (!must.updated_before || before(must.updated_before)) &&
           (!must.updated_after || after(must.updated_after)) && !before(must_not.updated_before) &&
           !after(must_not.updated_after);
}

bool asks_for_time(const Filter& filter)
{
    return filter.updated_before || filter.updated_after;
}

Numbers match_times(const Query& query, const Numbers& candidates, const SortColumn& keys)
{
    if (!asks_for_time(query.must) && !asks_for_time(query.must_not)) return candidates;
    std::vector<Number> matches;
    candidates.for_each([&](Number number) {
        if (in_time(keys[number], query.must, query.must_not)) matches.push_back(number);
    });
    return Numbers::of_sorted(std::move(matches));
}

// Agents that pass the filters; nothing when there are none.
std::optional<Numbers> filtered(const SearchView& view, const SearchPlan& plan)
{
    const auto& query = plan.query;
    std::optional<Numbers> found;
    const bool timed = asks_for_time(query.must) || asks_for_time(query.must_not);
    if (timed || !view.all.empty() || !view.any.empty() || !view.none.empty())
        found = match_times(query, select(view), view.sort_keys);
    return found;
}

Numbers numbers_of(const Hits& hits)
{
    std::vector<Number> numbers;
    numbers.reserve(hits.size());
    for (const auto& hit : hits) numbers.push_back(hit.agent);
    return Numbers::of_sorted(std::move(numbers));
}

// Takes out the agents that have every word that must not be there.
std::optional<Error> leave_out(std::optional<Numbers>& among, const SearchView& view)
{
    TextSearch unwanted{view.text_not, view.records, {}};
    const auto hits = unwanted.with_all_words(among ? &*among : nullptr);
    if (!hits) return hits.error();
    if (!hits->empty()) among = subtract(among ? *among : view.live, numbers_of(*hits));
    return std::nullopt;
}

// The nearest there is to a text that no agent has in full.
Suggestions suggest(const SearchView& view, const SearchPlan& plan, TextSearch& text, const Numbers* among)
{
    auto best = best_of(view, text.with_some_words({}, among), text, plan, kSuggestionsMax);
    Suggestions suggestions{
        .hits = std::move(best.hits), .dropped_words = {}, .did_you_mean = text.corrections()};
    const auto spelled = spelled_words(plan.query.text);
    for (std::size_t i = 0; i < spelled.size(); ++i) {
        if ((best.words >> i & 1U) == 0) suggestions.dropped_words.push_back(spelled[i]);
        for (auto& correction : suggestions.did_you_mean)
            if (correction.word == plan.words[i]) correction.word = spelled[i];
    }
    return suggestions;
}

Result<SearchAnswer> answer_text(const SearchView& view, const SearchPlan& plan, const Numbers* among)
{
    std::vector<std::uint8_t> rarities;
    if (plan.after && plan.walk == Walk::relevance) rarities = rarities_in(*plan.after);
    TextSearch text{view.text, view.records, rarities};
    auto hits = text.with_all_words(among);
    if (!hits) return hits.error();

    SearchAnswer answer{.total = hits->size(), .total_full = hits->size(), .revision = view.revision};
    const bool relaxed = plan.query.relax;
    if (!relaxed && hits->empty() && plan.query.limit != 0)
        answer.suggestions = suggest(view, plan, text, among);
    if (relaxed) {
        hits = text.with_some_words(*hits, among);
        answer.total = hits->size();
    }
    if (!view.facets.empty() || plan.walk != Walk::relevance) {
        const auto numbers = numbers_of(*hits);
        answer.facets = count_facets(view, numbers, plan.query.facet_limit);
        if (plan.walk != Walk::relevance) {
            auto page = page_of(view, numbers, plan);
            answer.hits = std::move(page.hits);
            answer.next_cursor = std::move(page.next_cursor);
        }
    }
    if (plan.walk == Walk::relevance) {
        auto page = ranked_page(view, *std::move(hits), text, plan);
        answer.hits = std::move(page.hits);
        answer.scores = std::move(page.scores);
        answer.next_cursor = std::move(page.next_cursor);
    }
    if (plan.query.explain)
        for (const auto& record : answer.hits) answer.explain.push_back(explain(*record, plan.query.text));
    return answer;
}

SearchAnswer answer_plainly(const SearchView& view, const SearchPlan& plan, const Numbers& hits)
{
    auto page = page_of(view, hits, plan);
    SearchAnswer answer{.hits = std::move(page.hits), .total = hits.size(), .total_full = hits.size()};
    answer.next_cursor = std::move(page.next_cursor);
    answer.facets = count_facets(view, hits, plan.query.facet_limit);
    if (plan.query.explain) answer.explain.resize(answer.hits.size());
    answer.revision = view.revision;
    return answer;
}

} // namespace

SearchView look(const State& state, const SearchPlan& plan)
{
    SearchView view{.revision = state.revision,
                    .in_order = state.in_order(),
                    .records = state.records,
                    .sort_keys = state.sort_keys,
                    .live = state.live,
                    .card_bytes = state.card_bytes,
                    .all = postings(state, plan.selection.all),
                    .any = {},
                    .none = postings(state, plan.selection.none),
                    .facets = {},
                    .text = {},
                    .text_not = {}};
    for (const auto& keys : plan.selection.any) view.any.push_back(postings(state, keys));
    for (const auto facet : plan.query.facets)
        view.facets.emplace_back(facet, state.index(index_of(facet)).terms());
    if (!plan.words.empty()) view.text = look_up(state, plan.words);
    if (!plan.words_not.empty()) view.text_not = look_up(state, plan.words_not);
    return view;
}

std::size_t hits_at_most(const SearchView& view)
{
    auto hits = view.live.size();
    for (const auto& agents : view.all) hits = std::min(hits, agents.size());
    return hits;
}

bool is_long(const SearchView& view, const SearchPlan& plan)
{
    constexpr std::size_t kLong = 1'000'000; // nanoseconds
    constexpr std::size_t kPerKey = 20;      // read to be sorted by name or time, or chosen by time
    constexpr std::size_t kPerAgent = 100;   // read for its facets
    constexpr std::size_t kPerScored = 2'000;

    auto hits = hits_at_most(view);
    auto cost = view.text.cost() + view.text_not.cost();
    if (asks_for_time(plan.query.must) || asks_for_time(plan.query.must_not)) cost += hits * kPerKey;
    if (!plan.words.empty()) {
        cost += std::min(hits, ranking::kRefinedMax) * kPerScored;
        if (plan.query.relax || plan.words.size() > 1)
            cost += view.text.whole_matches * 4 + view.live.size() * 4;
        if (view.facets.empty() && plan.walk == Walk::relevance) hits = 0;
    }
    if (plan.walk == Walk::name || plan.walk == Walk::updated) cost += hits * kPerKey;
    if (!view.facets.empty()) cost += hits * kPerAgent;
    if (plan.query.explain) cost += std::min(plan.query.limit, view.live.size()) * kPerScored * 5;
    return cost > kLong;
}

Result<SearchAnswer> answer(const SearchView& view, const SearchPlan& plan)
{
    auto among = filtered(view, plan);
    if (!plan.words_not.empty())
        if (auto fault = leave_out(among, view)) return *std::move(fault);
    if (plan.words.empty()) return answer_plainly(view, plan, among ? *among : view.live);
    return answer_text(view, plan, among ? &*among : nullptr);
}

} // namespace a2a::catalog
