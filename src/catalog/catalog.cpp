// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.hpp"

#include "base/thread.hpp"
#include "catalog/bulk/batch.hpp"
#include "catalog/facets.hpp"
#include "catalog/search.hpp"
#include "catalog/state.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <utility>

namespace a2a {

namespace {

// Entries of indexes that change under the lock at a time: some tenths of a millisecond. What
// a search holds has to be copied before it changes, which takes ten times as long.
constexpr std::size_t kInPlaceMax = 2000;
constexpr std::size_t kInPlaceBesideSearches = 250;

// New agents together: as many bytes of cards at a time as change about ten times the entries of indexes,
// which costs each a tenth. Beside searches they go into a copy, which is worth it for many.
constexpr std::size_t kInPlaceBatchBytesMax = 32 * 1024;
constexpr std::size_t kBatchBytesMax = 64 * 1024 * 1024;
constexpr std::size_t kBatchMin = 8;
constexpr std::size_t kCopyMin = 64;

} // namespace

struct Search::Parts {
    std::shared_ptr<const char> one_of_many; // see Catalog::searches_
    catalog::SearchPlan plan;                // refers to the query
    catalog::SearchView view;
};

Search::Search(std::unique_ptr<const Parts> parts) : parts_{std::move(parts)} {}
Search::Search(Search&& other) noexcept = default;
Search::~Search() = default;

bool Search::is_long() const
{
    return catalog::is_long(parts_->view, parts_->plan);
}

Search::PageSize Search::page_at_most() const
{
    const auto& view = parts_->view;
    const auto agents = std::min(parts_->plan.query.limit, catalog::hits_at_most(view));
    return {.agents = agents,
            .card_bytes = agents * view.card_bytes / std::max<std::size_t>(view.live.size(), 1)};
}

Result<SearchAnswer> Search::run() const
{
    return catalog::answer(parts_->view, parts_->plan);
}

Catalog::Catalog() : state_{std::make_unique<catalog::State>()} {}
Catalog::~Catalog() = default;

RecordPtr Catalog::find(std::string_view id) const
{
    const std::shared_lock lock{mutex_};
    return state_->find(id);
}

std::size_t Catalog::size() const
{
    const std::shared_lock lock{mutex_};
    return state_->live.size();
}

Revision Catalog::revision() const
{
    const std::shared_lock lock{mutex_};
    return state_->revision;
}

Roll Catalog::roll() const
{
    const auto [roll, in_order] = [&] {
        const std::shared_lock lock{mutex_};
        return std::pair{Roll{state_->revision, state_->live.size(), state_->records}, state_->in_order()};
    }();
    return in_order ? roll : roll.sorted();
}

Result<Search> Catalog::begin(const Query& query) const
{
    auto plan = catalog::plan(query);
    if (!plan) return plan.error();
    auto one_of_many = searches_; // before the look: from then on the state is held
    auto view = [&] {
        const std::shared_lock lock{mutex_};
        return catalog::look(*state_, *plan);
    }();
    return Search{std::unique_ptr<const Search::Parts>{new Search::Parts{
        .one_of_many = std::move(one_of_many), .plan = *std::move(plan), .view = std::move(view)}}};
}

Result<SearchAnswer> Catalog::search(const Query& query) const
{
    const auto search = begin(query);
    if (!search) return search.error();
    return search->run();
}

Result<VocabularyAnswer> Catalog::vocabulary(const VocabularyQuery& query) const
{
    const auto plan = catalog::plan(query);
    if (!plan) return plan.error();
    const auto [terms, revision] = [&] {
        const std::shared_lock lock{mutex_};
        return std::pair{state_->index(catalog::index_of(query.facet)).terms(), state_->revision};
    }();
    return catalog::answer(terms, revision, *plan);
}

void Catalog::apply(std::span<const Change> changes)
{
    while (!changes.empty()) {
        const bool beside_searches = searches_.use_count() > 1;
        const auto plan =
            catalog::plan_batch(*state_, changes, beside_searches ? kBatchBytesMax : kInPlaceBatchBytesMax);
        const auto worth_it = plan.registrations.size() >= (beside_searches ? kCopyMin : kBatchMin);
        if (worth_it) {
            apply_batch(plan, 1, !beside_searches);
            changes = changes.subspan(plan.changes);
        } else { // with the one that ended the batch
            const auto edits = std::min(plan.changes + 1, changes.size());
            apply_edits(changes.first(edits));
            changes = changes.subspan(edits);
        }
    }
    sweep();
    if (catalog::needs_renumbering(*state_)) renumber(1);
}

void Catalog::load(std::span<const Change> changes, std::size_t threads)
{
    while (!changes.empty()) {
        const auto plan = catalog::plan_batch(*state_, changes, kBatchBytesMax);
        if (plan.changes > 0) apply_batch(plan, threads, true);
        changes = changes.subspan(plan.changes);
        if (changes.empty()) break;
        apply_edits(changes.first(1)); // what ended the batch
        changes = changes.subspan(1);
    }
    sweep();
}

void Catalog::apply_batch(const catalog::BatchPlan& plan, std::size_t threads, bool in_place)
{
    const catalog::Batch batch{*state_, plan, threads};
    if (in_place) {
        const std::lock_guard lock{mutex_};
        batch.enter(*state_, threads);
    } else {
        auto next = std::make_unique<catalog::State>(*state_);
        batch.enter(*next, threads);
        exchange(std::move(next));
    }
}

void Catalog::apply_edits(std::span<const Change> changes)
{
    // Taken down after the lock is released: they hold the last references to replaced records.
    const auto edits = catalog::prepare(*state_, changes);
    for (auto at = edits.begin(); at != edits.end();) {
        at = make_some(at, edits.end());
        offer_turn();
    }
}

void Catalog::sweep()
{
    for (bool more = true; more;) {
        const std::lock_guard lock{mutex_};
        more = state_->sweep();
    }
}

Catalog::EditsAt Catalog::make_some(EditsAt at, EditsAt end)
{
    const bool beside_searches = searches_.use_count() > 1;
    const auto entries_max = beside_searches ? kInPlaceBesideSearches : kInPlaceMax;
    const auto is_large = [&](const catalog::Edit& edit) { return edit.entries > entries_max; };
    if (is_large(*at)) { // on a copy, which shares what they do not touch; nobody waits for that
        auto next = std::make_unique<catalog::State>(*state_);
        for (; at != end && is_large(*at); ++at) next->make(*at);
        exchange(std::move(next));
        return at;
    }
    const std::lock_guard lock{mutex_};
    for (std::size_t entries = 0; at != end && !is_large(*at) && entries < entries_max; ++at) {
        state_->make(*at);
        entries += at->entries;
    }
    return at;
}

void Catalog::exchange(std::unique_ptr<catalog::State> next)
{
    const std::unique_lock lock{mutex_};
    state_.swap(next); // the old state goes after the lock: it is the caller's to destroy
}

void Catalog::settle(std::size_t threads)
{
    if (!state_->in_order() || catalog::needs_renumbering(*state_)) renumber(threads);
}

void Catalog::renumber(std::size_t threads)
{
    exchange(std::make_unique<catalog::State>(catalog::renumbered(*state_, threads)));
}

Catalog::Sizes Catalog::sizes() const
{
    const std::shared_lock lock{mutex_};
    Sizes sizes{.agents = state_->live.size(),
                .card_bytes = state_->card_bytes,
                .values = {},
                .words = state_->chunks.runs.size(),
                .compounds = state_->chunks.compounds.size()};
    for (std::size_t i = 0; i < kFacetCount; ++i) sizes.values[i] = state_->indexes[i].size();
    return sizes;
}

std::vector<std::string> Catalog::self_check(std::stop_token stop) const
{
    const auto state = [&] {
        const std::shared_lock lock{mutex_};
        return *state_;
    }();
    return catalog::faults_of(state, std::move(stop));
}

} // namespace a2a
