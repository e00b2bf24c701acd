// SPDX-License-Identifier: Apache-2.0
#include "fault/trial.hpp"

#include <array>

namespace a2a::fault {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kLogPages = 60; // so that the log is copied every few commits
constexpr auto kRetention = 20min;

} // namespace

SqliteOptions Trial::options() const
{
    return {.directory = dir_.path(),
            .relaxed = relaxed_,
            .tombstone_retention = kRetention,
            .log_pages = kLogPages,
            .vfs = vfs_.name()};
}

void Trial::live_and_crash()
{
    // Up to some thousand changes, more often few: opening makes about thirty.
    disk().cut_power_in(1 + work_.below(std::size_t{2} << work_.below(11)));
    try {
        while (disk().has_power() && lost_.empty()) {
            Life life{options(), [this] { return now_; }};
            check(life);
            work(life);
        }
    } catch (const StorageRefused& refusal) {
        if (disk().has_power()) lost_.push_back(refusal.what());
        ++refused_;
    }
    if (work_.below(4) == 0)
        disk().restore_power(); // killed: what it wrote is there, synced or not
    else
        disk().lose_power(work_.chance());
}

void Trial::check(Life& life)
{
    auto differences = ledger_.differences(life.catalog());
    if (!differences.empty() && doubtful_ && doubtful_->differences(life.catalog()).empty()) {
        ledger_ = *std::move(doubtful_);
        differences.clear();
        ++survived_;
    }
    doubtful_.reset();
    lost_ = std::move(differences);
    if (work_.below(10) == 0)
        for (auto& difference : life.catalog().self_check()) lost_.push_back(std::move(difference));
    if (!relaxed_ && ledger_.head() > 0 && !history_.empty() && history_ != life.journal().history())
        lost_.emplace_back("revisions began anew");
    history_ = life.journal().history();
}

void Trial::work(Life& life)
{
    constexpr std::array<std::size_t, 3> kIntentsMax{1, 8, 64};
    for (auto left = work_.below(30); left > 0; --left) {
        const auto batch = work_.batch(kIntentsMax[work_.below(kIntentsMax.size())]);
        auto after = ledger_.after(batch);
        const auto fault = fault_in(life.commit(batch));
        if (!fault) {
            ledger_ = std::move(after);
            ++committed_;
        } else if (*fault == Errc::outcome_unknown) {
            doubtful_ = std::move(after);
            ++in_doubt_;
        }
        if (!life.journal().writable() || !disk().has_power()) return;
        life.journal().tend();
        now_ += 1min;
    }
}

} // namespace a2a::fault
