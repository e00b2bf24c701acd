// SPDX-License-Identifier: Apache-2.0
// Where a worker's requests that cost something wait while those that cost little pass.
//
// A worker takes what its sockets have in rounds. Of each round, costly requests get half a
// millisecond; the rest of them wait here, in the order they came, for the rounds to come. So
// a get waits for one costly request, not for all that came before it. How long one more would
// wait follows from how many there are and how fast they begin: by that new ones are refused.
//
// After a round in which somebody was refused and nobody waits, the worker rests: it sleeps, so that the
// requests of a millisecond are refused in one go. To be woken for each of them, and to take the core
// from a thread of the search pool, took as much time again as to refuse it.
//
// Lives on its worker's thread.
#pragma once

#include "http/load.hpp"
#include "observe/worker_stats.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>

namespace a2a::http {

class WaitingLine {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Work = std::function<void()>;
    // Runs work on the worker's thread, behind everything that is ready to run now.
    using Later = std::function<void(Work)>;

    WaitingLine(Load& load, const Limits& limits, observe::WorkerStats& stats, Later later);

    // Why a costly request with `body_bytes` to come is not taken now; nothing when it is. `is_open`:
    // anybody may send it.
    std::optional<observe::Overload> fault(std::size_t body_bytes, bool is_open) const;

    // A request was refused for want of time.
    void refused();

    // Whether a costly request may begin at once. If not, it has to wait().
    bool may_begin();
    // Calls `begin` when it is this request's turn.
    void wait(Work begin);

private:
    struct Waiting {
        Time since;
        Work begin;
    };
    void start_round();
    void next_round();
    void begin_first();
    bool would_wait_too_long() const;

    Load& load_;
    const std::chrono::milliseconds time_max_;
    observe::WorkerStats& stats_;
    const Later later_;
    std::deque<Waiting> waiting_;
    bool has_refused_ = false;        // in this round
    bool has_rested_ = false;         // after the last
    bool in_round_ = false;           // next_round() will be called
    Time round_ends_;                 // for costly requests
    Time last_began_;                 // of those that had to wait
    std::chrono::nanoseconds gap_{0}; // between two of them, on average
};

} // namespace a2a::http
