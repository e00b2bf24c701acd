// SPDX-License-Identifier: Apache-2.0
#include "catalog/bulk/batch.hpp"

#include "base/hash.hpp"
#include "base/parallel.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <array>
#include <string_view>

namespace a2a::catalog {

BatchPlan plan_batch(const State& state, std::span<const Change> changes, std::size_t card_bytes_max)
{
    BatchPlan plan{.changes = 0, .card_bytes = 0, .revision = state.revision, .registrations = {}};
    boost::unordered_flat_set<std::string_view, SeededHash, TextEqual> ids;
    for (const auto& change : changes) {
        if (change.revision > plan.revision) {
            if (ids.contains(change.id) || state.number_of(change.id)) break;
            if (!change.removes()) {
                const auto bytes = change.card->bytes.size();
                if (plan.card_bytes >= card_bytes_max || bytes > card_bytes_max) break;
                plan.card_bytes += bytes;
                plan.registrations.push_back(&change);
                ids.insert(change.id);
            }
            plan.revision = change.revision;
        }
        ++plan.changes;
    }
    return plan;
}

Batch::Batch(const State& state, const BatchPlan& plan, std::size_t threads) : revision_{plan.revision}
{
    const std::span all{plan.registrations};
    auto number = static_cast<Number>(state.records.size());
    shares_.reserve(threads);
    for (std::size_t nth = 0; nth < threads; ++nth) {
        const auto registrations = share_of(all, nth, threads);
        shares_.emplace_back(state, registrations, number);
        number += static_cast<Number>(registrations.size());
    }
    in_parallel(threads, threads, [&](std::size_t nth) { shares_[nth].read(); });
    FreshNumbers numbers{state.chunks};
    for (auto& share : shares_) share.number(numbers);
    in_parallel(threads, threads, [&](std::size_t nth) { shares_[nth].finish(); });
}

void Batch::enter(State& state, std::size_t threads) const
{
    // The longest first. Each changes another part of the state.
    constexpr std::array kSteps{&Share::enter_compounds, &Share::enter_runs, &Share::enter_letters,
                                &Share::enter_keys, &Share::enter_records};
    in_parallel(threads, kSteps.size(), [&](std::size_t nth) {
        for (const auto& share : shares_) (share.*kSteps[nth])(state);
    });
    state.revision = revision_;
}

} // namespace a2a::catalog
