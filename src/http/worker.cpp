// SPDX-License-Identifier: Apache-2.0
#include "http/worker.hpp"

#include "base/thread.hpp"
#include "http/address.hpp"
#include "observe/log.hpp"
#include "observe/worker_stats.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace a2a::http {
namespace {

constexpr std::chrono::milliseconds kSweepEvery{500}; // so that a deadline is at most a second late
constexpr std::chrono::milliseconds kFirstWord{200};

// What a sweep does before others have their turn, a fifth of a millisecond of either: a look at a session
// costs 0.3 µs, and one that ends 15 to 30, most of them for its last answer.
constexpr std::size_t kLooksATurn = 512;
constexpr std::size_t kEndsATurn = 8;

// Counts a connection as open while it lives.
class Counted {
public:
    Counted(observe::WorkerStats& stats, std::size_t& open) : stats_{stats}, open_{open}
    {
        stats_.connection_opened();
        ++open_;
    }
    ~Counted()
    {
        stats_.connection_closed();
        --open_;
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    observe::WorkerStats& stats_;
    std::size_t& open_;
};

void log_end(const std::exception_ptr& fault)
{
    try {
        if (fault) std::rethrow_exception(fault);
    } catch (const std::exception& error) {
        log::error("session failed", {{"what", error.what()}});
    }
}

// A worker that no longer accepts or keeps deadlines must not look alive: this ends the process.
void end_process(const std::exception_ptr& fault)
{
    if (fault) std::rethrow_exception(fault);
}

} // namespace

Worker::Worker(const Site& site, observe::WorkerStats& stats, const std::atomic<bool>& announced,
               Admission& admission, std::vector<WorkerSocket> sockets)
    // One thread runs it, and post() from others stays safe: descriptor locks are not needed.
    : context_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO}, shared_{.site = site,
                                                               .stats = stats,
                                                               .load = admission.load(),
                                                               .line = {admission.load(), site.limits, stats,
                                                                        [this](WaitingLine::Work work) {
                                                                            post(std::move(work));
                                                                        }},
                                                               .announced = announced},
      admission_{admission}, sweep_timer_{context_}, spare_{open_spare()}
{
    for (auto& socket : sockets) listen(std::move(socket));
    work_.emplace(context_.get_executor());
}

Worker::~Worker()
{
    stop();
    join();
}

void Worker::start(const char* thread_name)
{
    last_sign_ = std::chrono::steady_clock::now();
    for (auto& listening : listening_) {
        auto accepting = accept(listening);
        asio::co_spawn(context_, std::move(accepting), end_process);
    }
    asio::co_spawn(context_, sweep(), end_process);
    thread_ = std::thread{[this, thread_name] {
        name_thread(thread_name);
        take_short_turns();
        context_.run();
    }};
}

template <class Work>
void Worker::post(Work work)
{
    asio::post(context_, std::move(work));
}

void Worker::close()
{
    post([this] {
        auto closing = wind_down();
        asio::co_spawn(context_, std::move(closing), end_process);
    });
}

// Who got in just now has a moment to say what for, where whoever comes later is not refused either.
Task<void> Worker::wind_down()
{
    const bool is_passed = std::ranges::any_of(listening_, &Listening::is_passed);
    close_listeners();
    if (is_passed) co_await pause(kFirstWord);
    if (shared_.stopping == Stopping::no) shared_.stopping = Stopping::closing;
    for (auto& session : shared_.sessions) session.hurry(false);
    end_when_empty();
}

void Worker::abandon()
{
    post([this] {
        shared_.stopping = Stopping::abandoning;
        for (auto& session : shared_.sessions) session.hurry(true);
    });
}

void Worker::join()
{
    if (thread_.joinable()) thread_.join();
}

void Worker::stop()
{
    context_.stop();
}

void Worker::end_when_empty()
{
    if (shared_.stopping == Stopping::no || !shared_.sessions.empty()) return;
    work_.reset();
    sweep_timer_.cancel();
}

void Worker::admit(Socket socket, const Peer& peer)
{
    auto session = serve(std::move(socket), peer_name(peer.data()));
    asio::co_spawn(context_, std::move(session), [this](const std::exception_ptr& fault) {
        log_end(fault);
        end_when_empty();
    });
}

Task<void> Worker::serve(Socket socket, std::string peer)
{
    const Counted counted{shared_.stats, open_};
    const Place place{admission_, peer};
    Session session{std::move(socket), peer, shared_};
    if (place.admitted() == Admitted::yes) {
        co_await session.run();
    } else if (place.admitted() == Admitted::too_many_in_all) {
        shared_.stats.connection_refused(observe::Refusal::connections_max);
        const Refusal refusal{Status::service_unavailable, "overloaded", "too many connections"};
        co_await session.turn_away(refusal);
    } else {
        shared_.stats.connection_refused(observe::Refusal::per_client);
        const Refusal refusal{Status::too_many_requests, "too-many-connections",
                              "too many connections from this address"};
        co_await session.turn_away(refusal);
    }
}

Task<void> Worker::sweep()
{
    while (work_) {
        sweep_timer_.expires_after(kSweepEvery);
        co_await sweep_timer_.async_wait(use_tuple);
        last_sign_ = std::chrono::steady_clock::now();
        for (auto left = open_; left > 0;) {
            left -= sweep_some(left);
            co_await asio::post(context_, use_task);
        }
    }
}

// Looks at as many sessions as one turn has time for, and returns how many of `left` are done with. Who is
// looked at goes to the end of the list, so that whatever others do to it meanwhile, the next is in front.
std::size_t Worker::sweep_some(std::size_t left)
{
    auto& sessions = shared_.sessions;
    const auto now = std::chrono::steady_clock::now();
    std::size_t looks = 0, ends = 0;
    while (looks < std::min(left, kLooksATurn) && ends < kEndsATurn && !sessions.empty()) {
        auto& session = sessions.front();
        sessions.splice(sessions.end(), sessions, sessions.begin());
        if (session.sweep(now)) ++ends;
        ++looks;
    }
    return sessions.empty() ? left : looks;
}

} // namespace a2a::http
