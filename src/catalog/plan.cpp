// SPDX-License-Identifier: Apache-2.0
#include "catalog/search.hpp"

#include <algorithm>
#include <string_view>

namespace a2a::catalog {

namespace {

// Without a text nothing is more relevant than another.
Walk walk_of(const Query& query, bool has_words)
{
    switch (query.sort) {
    case Sort::name:
        return Walk::name;
    case Sort::updated:
        return Walk::updated;
    case Sort::relevance:
        return has_words ? Walk::relevance : Walk::registered;
    case Sort::registered:
        break;
    }
    return Walk::registered;
}

// Every part with its length before it, so that no two queries spell the same.
class Speller {
public:
    void add(std::string_view part) { text_.append(std::to_string(part.size())).append(":").append(part); }
    void add(const Keys& keys)
    {
        add(std::to_string(keys.size()));
        for (const auto& key : keys) {
            add(std::to_string(static_cast<unsigned>(key.index)));
            add(key.value);
        }
    }
    void add(const std::vector<std::string>& words)
    {
        add(std::to_string(words.size()));
        for (const auto& word : words) add(std::string_view{word});
    }
    void add(const std::optional<WallTime>& time) { add(time ? print_rfc3339(*time) : ""); }
    void add_times(const Filter& filter)
    {
        add(filter.updated_before);
        add(filter.updated_after);
    }
    std::uint64_t fingerprint() const { return catalog::fingerprint(text_); }

private:
    std::string text_;
};

} // namespace

// Page size and facets may change on the way.
std::uint64_t SearchPlan::fingerprint() const
{
    Speller speller;
    auto sorted = words;
    // Relevance minds the order of the words, and a cursor keeps their weights in this order.
    if (walk != Walk::relevance) std::sort(sorted.begin(), sorted.end());
    speller.add(sorted);
    speller.add(words_not);
    speller.add(std::string_view{query.relax ? "relaxed" : ""});
    speller.add(selection.all);
    speller.add(std::to_string(selection.any.size()));
    for (const auto& keys : selection.any) speller.add(keys);
    speller.add(selection.none);
    speller.add_times(query.must);
    speller.add_times(query.must_not);
    return speller.fingerprint();
}

Result<SearchPlan> plan(const Query& query)
{
    auto selection = select(query.must, query.must_not);
    if (!selection) return selection.error();
    SearchPlan plan{.query = query,
                    .selection = *std::move(selection),
                    .words = query_words(query.text),
                    .words_not = query_words(query.text_not),
                    .walk = Walk::registered,
                    .after = std::nullopt};
    plan.walk = walk_of(query, !plan.words.empty());
    if (query.cursor.empty()) return plan;

    auto cursor = parse_cursor(query.cursor, plan.walk, plan.fingerprint());
    if (!cursor) return cursor.error();
    plan.after = *std::move(cursor);
    return plan;
}

} // namespace a2a::catalog
