// SPDX-License-Identifier: Apache-2.0
// The real binary in a process of its own: one worker, a free port, memory storage. For what
// must not happen to the process that tests: a limit of descriptors, a look at its memory.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace a2a::support {

class ChildServer {
public:
    explicit ChildServer(std::size_t descriptors);
    ~ChildServer(); // kills it
    ChildServer(const ChildServer&) = delete;
    ChildServer& operator=(const ChildServer&) = delete;

    std::uint16_t port() const { return port_; }

    std::chrono::nanoseconds cpu_time() const; // used so far, by all its threads
    std::size_t resident_bytes() const;

private:
    [[noreturn]] static void run(std::size_t descriptors, int log);
    std::uint16_t read_port() const;

    pid_t pid_ = -1;
    int log_ = -1;
    std::uint16_t port_ = 0;
};

} // namespace a2a::support
