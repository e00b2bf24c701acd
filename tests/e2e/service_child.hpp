// SPDX-License-Identifier: Apache-2.0
// The real binary as a service manager starts it, and the manager's ear.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace a2a::support {

class ServiceChild {
public:
    struct Options {
        std::vector<std::string> arguments = {}; // behind "serve", with memory storage and no drain delay
        std::map<std::string, std::string> environment = {};
        int socket = -1; // to be passed to it; -1 = none
    };

    explicit ServiceChild(const Options& options);
    ~ServiceChild(); // kills it if it still runs
    ServiceChild(const ServiceChild&) = delete;
    ServiceChild& operator=(const ServiceChild&) = delete;

    void signal(int number) const;
    int wait(); // until it ends: its exit status, or -1 when a signal ended it
    // Of the thread that serves connections; there is one.
    pid_t worker_thread() const;

private:
    pid_t pid_ = -1;
};

// A datagram socket at a path: what NOTIFY_SOCKET names.
class NotifyEar {
public:
    explicit NotifyEar(const std::string& path);
    ~NotifyEar();
    NotifyEar(const NotifyEar&) = delete;
    NotifyEar& operator=(const NotifyEar&) = delete;

    // The next message; "" when none comes for so long.
    std::string next(std::chrono::milliseconds patience = std::chrono::seconds{8}) const;
    // The next that does not only say that the server is alive.
    std::string next_news() const;
    std::vector<std::string> all() const; // that have come

private:
    int fd_;
};

// A listening socket on 127.0.0.1 or another IPv4 address, and its port.
class ListeningSocket {
public:
    explicit ListeningSocket(std::uint32_t address, bool listens = true);
    ~ListeningSocket();
    ListeningSocket(const ListeningSocket&) = delete;
    ListeningSocket& operator=(const ListeningSocket&) = delete;

    int fd() const { return fd_; }
    std::uint16_t port() const { return port_; }

private:
    int fd_;
    std::uint16_t port_ = 0;
};

} // namespace a2a::support
