// SPDX-License-Identifier: Apache-2.0
#include "catalog/page.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
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
    page.reserve(count);
    const auto start = plan.after ? first_after(view, plan.after->at) : 0;
    hits.visit_from(start, [&](Number number) {
        page.push_back(view.records[number]);
        return page.size() < count;
    });
    return page;
}

struct Candidate {
    const SortKeys* keys = nullptr;
    Number agent = 0;
};

// Keeps the `count` that come first of all it is offered, in any order. Whatever the order, each
// costs a comparison and its share of a selection among twice as many.
template <class Before>
class First {
public:
    First(std::size_t count, Before before) : count_{count}, before_{std::move(before)} {}

    void offer(const Candidate& candidate)
    {
        if (last_ && !before_(candidate, *last_)) return;
        kept_.push_back(candidate);
        if (kept_.size() == 2 * count_) select();
    }

    std::vector<Candidate> take()
    {
        std::sort(kept_.begin(), kept_.end(), before_);
        if (kept_.size() > count_) kept_.resize(count_);
        return std::move(kept_);
    }

private:
    void select()
    {
        const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(count_ - 1);
        std::nth_element(kept_.begin(), last, kept_.end(), before_);
        last_ = *last;
        kept_.resize(count_);
    }

    std::size_t count_; // at least 1
    Before before_;
    std::vector<Candidate> kept_;
    std::optional<Candidate> last_; // of `count` that were kept: nothing behind it is wanted
};

// The first `count` of the hits that are wanted.
template <class Before, class Wanted>
std::vector<RecordPtr> first(const SearchView& view, const Numbers& hits, std::size_t count, Before before,
                             Wanted wanted)
{
    First<Before> first{count, before};
    hits.for_each([&](Number agent) {
        const Candidate candidate{&view.sort_keys[agent], agent};
        if (wanted(candidate)) first.offer(candidate);
    });
    std::vector<RecordPtr> page;
    for (const auto& [keys, agent] : first.take()) page.push_back(view.records[agent]);
    return page;
}

std::vector<RecordPtr> by_name(const SearchView& view, const Numbers& hits, const SearchPlan& plan,
                               std::size_t count)
{
    const auto whole = [&](const Candidate& candidate) {
        const auto& record = *view.records[candidate.agent];
        return std::tuple{record.folded_name, record.first_revision};
    };
    const auto before = [&](const Candidate& a, const Candidate& b) {
        return a.keys->name != b.keys->name ? a.keys->name < b.keys->name : whole(a) < whole(b);
    };
    const auto& after = plan.after;
    if (!after) return first(view, hits, count, before, [](const Candidate&) { return true; });
    const auto begun = SortKeys::letters_of(after->text);
    return first(view, hits, count, before, [&](const Candidate& candidate) {
        if (candidate.keys->name != begun) return candidate.keys->name > begun;
        return whole(candidate) > std::tuple{std::string_view{after->text}, after->at};
    });
}

std::vector<RecordPtr> in_order(const SearchView& view, const Numbers& hits, const SearchPlan& plan,
                                std::size_t count)
{
    const auto& after = plan.after;
    if (plan.walk == Walk::name) return by_name(view, hits, plan, count);
    if (plan.walk == Walk::updated) {
        return first(
            view, hits, count,
            [](const Candidate& a, const Candidate& b) { return a.keys->revision > b.keys->revision; },
            [&](const Candidate& candidate) { return !after || candidate.keys->revision < after->at; });
    }
    if (view.in_order) return registered(view, hits, plan, count);
    // Between a replay out of order and the next renumbering.
    const auto at = [&](const Candidate& candidate) { return view.records[candidate.agent]->first_revision; };
    return first(
        view, hits, count, [&](const Candidate& a, const Candidate& b) { return at(a) < at(b); },
        [&](const Candidate& candidate) { return !after || at(candidate) > after->at; });
}

std::string cursor_after(const Record& last, const SearchPlan& plan)
{
    return print(
        Cursor{.walk = plan.walk,
               .query = plan.fingerprint(),
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
