// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "catalog/facets.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <tuple>

namespace a2a::catalog {

namespace {

// Most used first, then by bytes.
bool before(const Term* a, const Term* b)
{
    const auto uses_a = a->agents.size();
    const auto uses_b = b->agents.size();
    return uses_a != uses_b ? uses_a > uses_b : a->value < b->value;
}

// What a cursor remembers of a value: a value can be longer than a cursor may be.
std::string_view remembered(const Term& term)
{
    return text::cut(term.value, kCursorTextBytes);
}

std::tuple<std::uint64_t, std::string_view> position(const Term& term)
{
    return {term.agents.size(), remembered(term)};
}

std::vector<const Term*> matching(const Terms& terms, std::string_view prefix)
{
    std::vector<const Term*> found;
    for (std::size_t place = 0; place < terms.size(); ++place) {
        const auto& term = terms[place];
        if (term.agents.empty()) continue;
        if (prefix.empty() || text::fold(term.value).starts_with(prefix)) found.push_back(&term);
    }
    return found;
}

// Drops what earlier pages have shown. `found` must be sorted.
std::span<const Term* const> rest_after(std::span<const Term* const> found, const Cursor& cursor)
{
    const auto shown = [&](const Term* term) {
        const auto [uses, value] = position(*term);
        return uses != cursor.at ? uses > cursor.at : value < cursor.text;
    };
    auto at = std::partition_point(found.begin(), found.end(), shown);
    for (auto left = cursor.passed; left > 0 && at != found.end(); --left, ++at)
        if (position(**at) != std::tuple{cursor.at, std::string_view{cursor.text}}) break;
    return {at, found.end()};
}

std::string cursor_after(std::span<const Term* const> page, std::span<const Term* const> found,
                         const VocabularyPlan& plan)
{
    const auto last = position(*page.back());
    Cursor cursor{.walk = Walk::vocabulary,
                  .query = plan.fingerprint,
                  .at = std::get<0>(last),
                  .passed = 0,
                  .text = std::string{std::get<1>(last)}};
    const auto* const end = page.data() + page.size();
    for (const auto* at = end; at != found.data() && position(**(at - 1)) == last; --at) ++cursor.passed;
    return print(cursor);
}

} // namespace

Result<VocabularyPlan> plan(const VocabularyQuery& query)
{
    VocabularyPlan plan{
        .query = query, .prefix = text::fold(query.prefix), .fingerprint = 0, .after = std::nullopt};
    plan.fingerprint = fingerprint(std::string{name_of(query.facet)} + '\n' + plan.prefix);
    if (query.cursor.empty()) return plan;

    auto cursor = parse_cursor(query.cursor, Walk::vocabulary, plan.fingerprint);
    if (!cursor) return cursor.error();
    plan.after = *std::move(cursor);
    return plan;
}

VocabularyAnswer answer(const Terms& terms, Revision revision, const VocabularyPlan& plan)
{
    auto found = matching(terms, plan.prefix);
    std::sort(found.begin(), found.end(), before);
    std::span<const Term* const> rest = found;
    if (plan.after) rest = rest_after(rest, *plan.after);
    const auto page = rest.first(std::min(plan.query.limit, rest.size()));

    VocabularyAnswer answer{.values = {}, .total = found.size(), .next_cursor = {}, .revision = revision};
    for (const auto* term : page) answer.values.push_back({term->value, term->agents.size()});
    if (!page.empty() && page.size() < rest.size()) answer.next_cursor = cursor_after(page, found, plan);
    return answer;
}

} // namespace a2a::catalog
