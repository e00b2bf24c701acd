// SPDX-License-Identifier: Apache-2.0
#include "load/generator.hpp"

#include "load/lane.hpp"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

namespace a2a::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr milliseconds kSweepEvery{50};

class Generator {
public:
    Generator(const Plan& plan, const Progress& progress);
    ~Generator() { ::close(epoll_); }
    Generator(const Generator&) = delete;
    Generator& operator=(const Generator&) = delete;

    Tally run();

private:
    bool open_loop() const { return plan_.rate > 0; }
    bool all_issued(Clock::time_point now) const;
    Clock::time_point due(Clock::time_point now) const;
    void issue(Clock::time_point now);
    void wait(Clock::time_point now);
    void sweep(Clock::time_point now);
    void finish(std::uint32_t lane, const Ending& ending);
    Tally close_books();

    const Plan& plan_;
    const Progress& progress_;
    const std::uint64_t wanted_; // requests in all; the largest number when only time ends the run
    int epoll_ = -1;
    std::vector<Lane> lanes_;
    std::vector<std::uint32_t> free_; // lanes that are not busy

    Clock::time_point start_;
    Clock::time_point next_sweep_;
    std::uint64_t issued_ = 0;
    std::uint64_t ended_ = 0;
    Tally tally_;
};

std::uint64_t wanted_by(const Plan& plan)
{
    const auto limit = plan.requests == 0 ? std::numeric_limits<std::uint64_t>::max() : plan.requests;
    if (plan.rate <= 0) return limit;
    const auto seconds = std::chrono::duration<double>(plan.duration).count();
    return std::min(limit, static_cast<std::uint64_t>(plan.rate * seconds));
}

Generator::Generator(const Plan& plan, const Progress& progress)
    : plan_{plan}, progress_{progress}, wanted_{wanted_by(plan)}, epoll_{::epoll_create1(EPOLL_CLOEXEC)}
{
    if (epoll_ < 0) throw std::system_error{errno, std::generic_category(), "epoll_create1"};
    lanes_.reserve(plan.connections);
    for (std::uint32_t i = 0; i < plan.connections; ++i) {
        lanes_.emplace_back(plan.server, epoll_, i);
        free_.push_back(static_cast<std::uint32_t>(plan.connections) - 1 - i);
    }
}

bool Generator::all_issued(Clock::time_point now) const
{
    const bool time_is_up = !open_loop() && now >= start_ + plan_.duration;
    return issued_ == wanted_ || time_is_up;
}

// When the next request should leave.
Clock::time_point Generator::due(Clock::time_point now) const
{
    if (!open_loop()) return now;
    const auto offset = static_cast<double>(issued_) / plan_.rate;
    return start_ + std::chrono::duration_cast<nanoseconds>(std::chrono::duration<double>(offset));
}

void Generator::issue(Clock::time_point now)
{
    while (!free_.empty() && !all_issued(now)) {
        const auto when = due(now);
        if (when > now) return;
        const auto lane = free_.back();
        free_.pop_back();
        const auto& call = plan_.calls[issued_ % plan_.calls.size()];
        ++issued_;
        if (const auto ending = lanes_[lane].begin(call, when, now)) {
            finish(lane, *ending);
            return; // a server that refuses is asked again after a look at the clock
        }
    }
}

void Generator::wait(Clock::time_point now)
{
    auto until = next_sweep_;
    if (open_loop() && !free_.empty() && !all_issued(now)) until = std::min(until, due(now));
    const bool refused = !open_loop() && !free_.empty() && !all_issued(now);
    const nanoseconds pause = refused ? milliseconds{1} : std::max<nanoseconds>(until - now, nanoseconds{0});
    const auto whole = std::chrono::floor<std::chrono::seconds>(pause);
    // To the nanosecond, and asleep: a generator that asked again and again until it is time would
    // take a whole core from whatever is measured beside it.
    const timespec timeout{.tv_sec = whole.count(), .tv_nsec = (pause - whole).count()};

    std::array<epoll_event, 256> events;
    const int ready =
        ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &timeout, nullptr);
    for (std::size_t i = 0; i < static_cast<std::size_t>(std::max(ready, 0)); ++i) {
        const auto lane = events[i].data.u32;
        if (const auto ending = lanes_[lane].on_ready(events[i].events)) finish(lane, *ending);
    }
}

void Generator::finish(std::uint32_t lane, const Ending& ending)
{
    ++ended_;
    free_.push_back(lane);
    if (ending.fault) ++tally_.faults[static_cast<std::size_t>(*ending.fault)];
    if (!ending.fault) tally_.latency.record(Clock::now() - ending.due);
    if (ending.fault == Fault::status) tally_.refused.record(Clock::now() - ending.due);
}

void Generator::sweep(Clock::time_point now)
{
    if (now < next_sweep_) return;
    next_sweep_ = now + kSweepEvery;
    for (std::uint32_t i = 0; i < lanes_.size(); ++i)
        if (const auto ending = lanes_[i].expire(now - plan_.timeout)) finish(i, *ending);
    if (progress_) progress_(ended_);
}

Tally Generator::run()
{
    ::prctl(PR_SET_TIMERSLACK, 1UL); // else the kernel may wake it 50 µs late
    start_ = Clock::now();
    next_sweep_ = start_ + kSweepEvery;
    const auto last_moment = start_ + plan_.duration + plan_.timeout;
    auto now = start_;
    while (now < last_moment && !(all_issued(now) && ended_ == issued_)) {
        issue(now);
        wait(now);
        now = Clock::now();
        sweep(now);
    }
    return close_books();
}

// What never left and what never came back is counted as well.
Tally Generator::close_books()
{
    tally_.elapsed = Clock::now() - start_;
    tally_.faults[static_cast<std::size_t>(Fault::timeout)] += issued_ - ended_;
    const bool counted = wanted_ != std::numeric_limits<std::uint64_t>::max();
    if (counted) tally_.faults[static_cast<std::size_t>(Fault::unsent)] += wanted_ - issued_;
    tally_.total = counted ? wanted_ : issued_;
    return std::move(tally_);
}

} // namespace

Tally run(const Plan& plan, const Progress& progress)
{
    return Generator{plan, progress}.run();
}

} // namespace a2a::bench
