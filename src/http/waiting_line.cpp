// SPDX-License-Identifier: Apache-2.0
#include "http/waiting_line.hpp"

#include <algorithm>
#include <cstdint>
#include <thread>
#include <utility>

namespace a2a::http {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::microseconds kOfARound{500};
constexpr int kAverageOver = 16;
constexpr std::chrono::milliseconds kRest{1};

} // namespace

WaitingLine::WaitingLine(Load& load, const Limits& limits, observe::WorkerStats& stats, Later later)
    : load_{load}, time_max_{limits.queue_time}, stats_{stats}, later_{std::move(later)}
{
}

std::optional<observe::Overload> WaitingLine::fault(std::size_t body_bytes, bool is_open) const
{
    if (!load_.has_room_for_request()) return observe::Overload::requests;
    if (!load_.has_room_for(body_bytes, load_.bytes_max(is_open))) return observe::Overload::bytes;
    if (would_wait_too_long()) return observe::Overload::time;
    return std::nullopt;
}

// The age of the first alone would tell too late: in half a second thousands can come.
bool WaitingLine::would_wait_too_long() const
{
    if (waiting_.empty()) return false;
    return static_cast<std::int64_t>(waiting_.size()) * gap_ > time_max_ ||
           Clock::now() - waiting_.front().since > time_max_;
}

void WaitingLine::refused()
{
    has_refused_ = true;
    if (!in_round_) start_round();
}

bool WaitingLine::may_begin()
{
    if (in_round_) return waiting_.empty() && Clock::now() < round_ends_;
    start_round();
    return true;
}

void WaitingLine::wait(Work begin)
{
    waiting_.push_back({Clock::now(), std::move(begin)});
    stats_.began_to_wait();
    if (!in_round_) start_round();
}

void WaitingLine::start_round()
{
    in_round_ = true;
    round_ends_ = Clock::now() + kOfARound;
    later_([this] { next_round(); });
}

// At least one begins, or costly requests would wait for ever behind those that cost more than a round has.
void WaitingLine::next_round()
{
    const bool has_refused = std::exchange(has_refused_, false);
    if (waiting_.empty()) {
        in_round_ = false;
        has_rested_ = has_refused && !has_rested_; // what came during a rest goes before the next
        if (has_rested_) std::this_thread::sleep_for(kRest);
        return;
    }
    round_ends_ = Clock::now() + kOfARound;
    do begin_first();
    while (!waiting_.empty() && Clock::now() < round_ends_);
    later_([this] { next_round(); });
}

void WaitingLine::begin_first()
{
    auto first = std::move(waiting_.front());
    waiting_.pop_front();
    stats_.ended_waiting();
    const auto now = Clock::now();
    gap_ += (now - std::max(last_began_, first.since) - gap_) / kAverageOver;
    last_began_ = now;
    first.begin();
}

} // namespace a2a::http
