// SPDX-License-Identifier: Apache-2.0
// The HTTP server: a pool of workers behind its addresses.
#pragma once

#include "http/server_options.hpp"
#include "http/site.hpp"
#include "http/unix_socket.hpp"

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
struct Listeners;
struct WorkerSocket;

class Server {
public:
    using Options = ServerOptions;

    // One worker for each element of `stats`, which must outlive the server, as must what the
    // site's handlers refer to. Listens, but does not serve yet. Throws std::exception.
    Server(const Options& options, Site site, std::vector<observe::WorkerStats*> stats);
    ~Server(); // abrupt: call stop() first
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void start();

    std::uint16_t port() const { return port_; } // of the first address that has one; else 0
    const std::vector<std::string>& addresses() const { return addresses_; } // "127.0.0.1:8000"
    bool is_passed() const { return is_passed_; } // somebody else keeps a socket that it listens on
    const Site& site() const { return site_; }

    // From any thread: for how long the worker that was silent longest has given no sign of life. Each
    // gives one every half second while it runs.
    std::chrono::milliseconds silence() const;

    // From any thread: from now on every answer ends its connection.
    void announce_closing() { closing_announced_.store(true, std::memory_order_release); }

    // Stops listening, lets what is under way finish, and after `patience` ends it. Blocks.
    void stop(std::chrono::milliseconds patience);

private:
    void serve_on(Listeners listeners, std::vector<std::vector<WorkerSocket>>& sockets);

    Site site_;
    const char* const thread_name_;
    std::unique_ptr<Admission> admission_;
    std::atomic<bool> closing_announced_{false};
    std::vector<std::string> addresses_;
    std::uint16_t port_ = 0;
    bool is_passed_ = false;
    std::vector<SocketFile> socket_files_;
    std::vector<std::unique_ptr<Worker>> workers_;
};

} // namespace a2a::http
