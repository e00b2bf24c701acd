// SPDX-License-Identifier: Apache-2.0
// A journal that does as the test says: waits, fails, notes what it is given.
#pragma once

#include "catalog/catalog.hpp"
#include "journal/decide.hpp"
#include "journal/journal.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace a2a::test {

class ScriptedJournal final : public Journal {
public:
    explicit ScriptedJournal(const Catalog& catalog) : catalog_{catalog} {}

    // From now on a commit waits inside until release().
    void hold()
    {
        const std::lock_guard lock{mutex_};
        held_ = true;
    }
    void release()
    {
        const std::lock_guard lock{mutex_};
        held_ = false;
        changed_.notify_all();
    }
    // Until `count` commits have begun.
    void wait_for_commits(std::size_t count)
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return batches_.size() >= count; });
    }
    std::vector<std::size_t> batches() const
    {
        const std::lock_guard lock{mutex_};
        return batches_;
    }

    void replay(const Feed&) override {}
    void commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done) override
    {
        {
            std::unique_lock lock{mutex_};
            batches_.push_back(batch.size());
            changed_.notify_all();
            changed_.wait(lock, [&] { return !held_; });
        }
        if (instead) return instead(batch.size(), std::move(done));
        Decider decider{catalog_, wall_now()};
        std::vector<Outcome> outcomes;
        for (auto& intent : batch) outcomes.push_back(decider.decide(std::move(intent)));
        done(std::move(outcomes));
    }
    std::string_view history() const override { return "scripted"; }
    std::string_view kind() const override { return "scripted"; }

    // Set before the first write: what a commit does in place of deciding.
    std::function<void(std::size_t, std::function<void(std::vector<Outcome>)>)> instead;

private:
    const Catalog& catalog_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool held_ = false;                // guarded by mutex_
    std::vector<std::size_t> batches_; // likewise
};

} // namespace a2a::test
