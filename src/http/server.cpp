// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include "http/listener.hpp"
#include "http/worker.hpp"

#include <condition_variable>
#include <mutex>

namespace a2a::http {
namespace {

constexpr std::chrono::seconds kAfterAbandoning{2};

} // namespace

Server::Server(const Options& options, Site site, std::vector<observe::WorkerStats*> stats)
    : site_{std::move(site)}, admission_{std::make_unique<Admission>(site_.limits)}
{
    std::vector<std::vector<OwnedFd>> sockets(stats.size()); // of each worker
    for (const auto& where : options.addresses) {
        auto listeners = listen(where, options.unix_mode, stats.size());
        addresses_.push_back(print(listeners.address));
        if (port_ == 0) port_ = listeners.address.port();
        socket_files_.push_back(std::move(listeners.file));
        for (std::size_t i = 0; i < stats.size(); ++i) sockets[i].push_back(std::move(listeners.sockets[i]));
    }
    for (std::size_t i = 0; i < stats.size(); ++i)
        workers_.push_back(std::make_unique<Worker>(site_, *stats[i], closing_announced_, *admission_,
                                                    std::move(sockets[i])));
}

Server::~Server()
{
    for (auto& worker : workers_) worker->stop();
}

void Server::start()
{
    for (auto& worker : workers_) worker->start();
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
