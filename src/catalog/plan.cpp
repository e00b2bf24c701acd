// SPDX-License-Identifier: Apache-2.0
#include "catalog/search.hpp"
#include "catalog/text_match.hpp"

#include <algorithm>
#include <string_view>

namespace a2a::catalog {

namespace {

// Ranking is not here yet: what is most relevant comes in order of registration.
Walk walk_of(Sort sort)
{
    switch (sort) {
    case Sort::name:
        return Walk::name;
    case Sort::updated:
        return Walk::updated;
    case Sort::relevance:
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

// Of what the walk goes over, however it is written; page size and facets may change on the way.
std::uint64_t fingerprint_of(const SearchPlan& plan)
{
    Speller speller;
    auto words = plan.words;
    std::sort(words.begin(), words.end());
    speller.add(std::to_string(words.size()));
    for (const auto& word : words) speller.add(word);
    speller.add(plan.selection.all);
    speller.add(std::to_string(plan.selection.any.size()));
    for (const auto& keys : plan.selection.any) speller.add(keys);
    speller.add(plan.selection.none);
    speller.add_times(plan.query.must);
    speller.add_times(plan.query.must_not);
    return speller.fingerprint();
}

} // namespace

Result<SearchPlan> plan(const Query& query)
{
    auto selection = select(query.must, query.must_not);
    if (!selection) return selection.error();
    SearchPlan plan{.query = query,
                    .selection = *std::move(selection),
                    .words = query_words(query.text),
                    .walk = walk_of(query.sort),
                    .fingerprint = 0,
                    .after = std::nullopt};
    plan.fingerprint = fingerprint_of(plan);
    if (query.cursor.empty()) return plan;

    auto cursor = parse_cursor(query.cursor, plan.walk, plan.fingerprint);
    if (!cursor) return cursor.error();
    plan.after = *std::move(cursor);
    return plan;
}

} // namespace a2a::catalog
