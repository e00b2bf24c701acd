// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include "http/listener.hpp"
#include "http/worker.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace a2a::http {
namespace {

constexpr std::chrono::seconds kAfterAbandoning{2};

} // namespace

Server::Server(const Options& options, Site site, std::vector<observe::WorkerStats*> stats)
    : site_{std::move(site)}, thread_name_{options.thread_name}, admission_{std::make_unique<Admission>(
                                                                     site_.limits, stats.size())}
{
    const auto workers = stats.size();
    std::vector<std::vector<WorkerSocket>> sockets(workers); // of each worker
    for (const int socket : options.passed) serve_on(adopt(socket, workers), sockets);
    for (const auto& where : options.addresses) serve_on(listen(where, options.unix_mode, workers), sockets);
    for (std::size_t i = 0; i < stats.size(); ++i)
        workers_.push_back(std::make_unique<Worker>(site_, *stats[i], closing_announced_, *admission_,
                                                    std::move(sockets[i])));
}

void Server::serve_on(Listeners listeners, std::vector<std::vector<WorkerSocket>>& sockets)
{
    addresses_.push_back(print(listeners.address));
    if (port_ == 0) port_ = listeners.address.port();
    is_passed_ |= listeners.is_passed;
    socket_files_.push_back(std::move(listeners.file));
    const bool is_shared = listeners.is_passed || listeners.address.is_unix();
    for (std::size_t i = 0; i < sockets.size(); ++i)
        sockets[i].push_back({.fd = std::move(listeners.sockets[i]),
                              .is_shared = is_shared,
                              .is_passed = listeners.is_passed});
}

Server::~Server()
{
    for (auto& worker : workers_) worker->stop();
}

void Server::start()
{
    for (auto& worker : workers_) worker->start(thread_name_);
}

std::chrono::milliseconds Server::silence() const
{
    const auto now = std::chrono::steady_clock::now();
    auto last = now;
    for (const auto& worker : workers_) last = std::min(last, worker->last_sign());
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - last);
}

void Server::stop(std::chrono::milliseconds patience)
{
    socket_files_.clear(); // before the queues are emptied: nobody joins them any more
    for (auto& worker : workers_) worker->close();

    // Joins in order; somebody else watches the clock.
    std::mutex mutex;
    std::condition_variable changed;
    bool all_joined = false;
    std::thread watch{[&] {
        std::unique_lock lock{mutex};
        if (changed.wait_for(lock, patience, [&] { return all_joined; })) return;
        for (auto& worker : workers_) worker->abandon();
        if (changed.wait_for(lock, kAfterAbandoning, [&] { return all_joined; })) return;
        for (auto& worker : workers_) worker->stop();
    }};
    for (auto& worker : workers_) worker->join();
    {
        const std::lock_guard lock{mutex};
        all_joined = true;
    }
    changed.notify_all();
    watch.join();
}

} // namespace a2a::http
