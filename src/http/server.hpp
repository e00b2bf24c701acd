// SPDX-License-Identifier: Apache-2.0
// The HTTP server: a pool of workers behind one address.
#pragma once

#include "http/site.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace a2a::observe {
class WorkerStats;
}

namespace a2a::http {

class Admission;
class Worker;

class Server {
public:
    struct Options {
        std::string host = "127.0.0.1";
        std::uint16_t port = 0; // 0 picks a free one
    };

    // One worker for each element of `stats`, which must outlive the server, as must what the
    // site's handlers refer to. Binds, but does not serve yet. Throws std::system_error.
    Server(const Options& options, Site site, std::vector<observe::WorkerStats*> stats);
    ~Server(); // abrupt: call stop() first
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void start();

    std::uint16_t port() const { return port_; }
    const std::string& address() const { return address_; } // "127.0.0.1:8000"
    const Site& site() const { return site_; }

    // From any thread: from now on every answer ends its connection.
    void announce_closing() { closing_announced_.store(true, std::memory_order_release); }

    // Stops listening, lets what is under way finish, and after `patience` ends it. Blocks.
    void stop(std::chrono::milliseconds patience);

private:
    Site site_;
    std::unique_ptr<Admission> admission_;
    std::atomic<bool> closing_announced_{false};
    std::string address_;
    std::uint16_t port_ = 0;
    std::vector<std::unique_ptr<Worker>> workers_;
};

} // namespace a2a::http
