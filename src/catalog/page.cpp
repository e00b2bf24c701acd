// SPDX-License-Identifier: Apache-2.0
#include "catalog/page.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace a2a::catalog {

namespace {

// The first number registered after `revision`: numbers are in order of registration.
Number first_after(const SearchView& view, Revision revision)
{
    Number low = 0;
    auto high = static_cast<Number>(view.records.size());
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        const auto living = view.live.next(middle);
        if (living && view.records[*living]->first_revision <= revision) {
            low = *living + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

// `count` hits in order of registration, or fewer at the end.
std::vector<RecordPtr> registered(const SearchView& view, const Numbers& hits, const SearchPlan& plan,
                                  std::size_t count)
{
    std::vector<RecordPtr> page;
    const auto start = plan.after ? first_after(view, plan.after->at) : 0;
    hits.visit_from(start, [&](Number number) {
        page.push_back(view.records[number]);
        return page.size() < count;
    });
    return page;
}

// Keeps the `count` least hits while it passes over all of them.
template <class Before, class Wanted>
std::vector<RecordPtr> least(const SearchView& view, const Numbers& hits, std::size_t count, Before before,
                             Wanted wanted)
{
    std::vector<const RecordPtr*> heap; // the greatest in front
    const auto by_record = [&](const RecordPtr* a, const RecordPtr* b) { return before(**a, **b); };
    hits.for_each([&](Number number) {
        const auto* record = &view.records[number];
        if (!wanted(**record) || (heap.size() == count && !by_record(record, heap.front()))) return;
        if (heap.size() == count) {
            std::pop_heap(heap.begin(), heap.end(), by_record);
            heap.pop_back();
        }
        heap.push_back(record);
        std::push_heap(heap.begin(), heap.end(), by_record);
    });
    std::sort_heap(heap.begin(), heap.end(), by_record);
    std::vector<RecordPtr> page;
    for (const auto* record : heap) page.push_back(*record);
    return page;
}

std::vector<RecordPtr> in_order(const SearchView& view, const Numbers& hits, const SearchPlan& plan,
                                std::size_t count)
{
    const auto& after = plan.after;
    if (plan.walk == Walk::name) {
        const auto key = [](const Record& record) {
            return std::tuple{record.folded_name, record.first_revision};
        };
        return least(
            view, hits, count, [&](const Record& a, const Record& b) { return key(a) < key(b); },
            [&](const Record& record) {
                return !after || key(record) > std::tuple{std::string_view{after->text}, after->at};
            });
    }
    if (plan.walk == Walk::updated) {
        return least(
            view, hits, count, [](const Record& a, const Record& b) { return a.revision > b.revision; },
            [&](const Record& record) { return !after || record.revision < after->at; });
    }
    if (view.in_order) return registered(view, hits, plan, count);
    return least( // between a replay out of order and the next renumbering
        view, hits, count,
        [](const Record& a, const Record& b) { return a.first_revision < b.first_revision; },
        [&](const Record& record) { return !after || record.first_revision > after->at; });
}

std::string cursor_after(const Record& last, const SearchPlan& plan)
{
    return print(
        Cursor{.walk = plan.walk,
               .query = plan.fingerprint,
               .at = plan.walk == Walk::updated ? last.revision : last.first_revision,
               .passed = 0,
               .text = std::string{plan.walk == Walk::name ? last.folded_name : std::string_view{}}});
}

} // namespace

Page page_of(const SearchView& view, const Numbers& hits, const SearchPlan& plan)
{
    const auto limit = plan.query.limit;
    if (limit == 0 || hits.empty()) return {};
    Page page{.hits = in_order(view, hits, plan, limit < hits.size() ? limit + 1 : hits.size()),
              .next_cursor = {}};
    if (page.hits.size() > limit) { // one more than asked for, to know that there is a next page
        page.hits.pop_back();
        page.next_cursor = cursor_after(*page.hits.back(), plan);
    }
    return page;
}

} // namespace a2a::catalog
