// SPDX-License-Identifier: Apache-2.0
// The threads that long searches run on, so that no worker sits in one.
//
// Work waits in a bounded queue, first come, first served. The threads give way to the
// workers: on a core that both want, the worker's short request goes first.
#pragma once

#include <a2a/error.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace a2a {

class SearchPool {
public:
    // Runs on one of the pool's threads; must not throw.
    using Work = std::function<void()>;

    struct Size {
        std::size_t threads = 1;
        std::size_t waiting_max = 64; // beside those that run
    };
    explicit SearchPool(Size size);
    ~SearchPool(); // as stop()
    SearchPool(const SearchPool&) = delete;
    SearchPool& operator=(const SearchPool&) = delete;

    // From any thread. Why the work was not taken, if it was not: too much of it waits
    // (overloaded), or the pool has stopped (unavailable).
    [[nodiscard]] std::optional<Error> submit(Work work);

    // The same beforehand, for work that costs something already to be put together.
    bool refuses();
    static constexpr const char* kFull = "too many long searches are waiting";

    struct Figures {
        std::size_t waiting = 0;
        std::uint64_t taken = 0;   // since the start
        std::uint64_t refused = 0; // likewise
    };
    Figures figures() const;

    // Runs what waits, then ends. Nothing is taken any more.
    void stop();

private:
    std::optional<Error> fault() const;
    void run();

    const std::size_t waiting_max_;

    mutable std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Work> queue_; // guarded by mutex_, as the next three
    std::uint64_t taken_ = 0;
    std::uint64_t refused_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_; // last: they run when everything else is there
};

} // namespace a2a
