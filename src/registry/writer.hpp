// SPDX-License-Identifier: Apache-2.0
// The one door for writes: durable first, visible second, answered third.
//
// Intents wait in a bounded queue; one thread takes all that wait, has the journal commit
// them as one batch (one fsync for all), applies the outcomes to the catalog and answers
// them. Whatever arrives meanwhile is the next batch.
#pragma once

#include "catalog/catalog.hpp"
#include "journal/journal.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace a2a {

namespace observe {
class Metrics;
}

class Writer {
public:
    // Runs on the writer's thread; must not block and must not throw.
    using Done = std::function<void(Outcome)>;

    Writer(Catalog& catalog, Journal& journal, observe::Metrics& metrics, std::size_t waiting_max);
    ~Writer(); // as stop()
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // From any thread. Answers at once, on the caller's thread, when the intent is not taken:
    // the queue is full (overloaded) or the writer has stopped (unavailable).
    void submit(Intent intent, Done done);

    std::size_t waiting() const;

    // Commits what waits, then ends. Nothing is taken any more.
    void stop();

private:
    using Steady = std::chrono::steady_clock;
    struct Waiting {
        Intent intent;
        Done done;
    };
    std::optional<Error> enqueue(Intent& intent, Done& done);
    std::optional<std::vector<Waiting>> take(std::optional<Steady::time_point> chores_at);
    void run();
    std::vector<Outcome> commit(std::vector<Intent> intents);
    void carry_out(std::vector<Waiting> batch);

    Catalog& catalog_;
    Journal& journal_;
    observe::Metrics& metrics_;
    const std::size_t waiting_max_;

    mutable std::mutex mutex_;
    std::condition_variable woken_;
    std::vector<Waiting> queue_; // guarded by mutex_
    bool stopping_ = false;      // likewise
    std::thread thread_;         // last: runs when everything else is there
};

} // namespace a2a
