// SPDX-License-Identifier: Apache-2.0
#include "child_server.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <ctime>
#include <fstream>
#include <stdexcept>
#include <string>

namespace a2a::support {

ChildServer::ChildServer(std::size_t descriptors)
{
    std::array<int, 2> log{};
    if (::pipe(log.data()) != 0) throw std::runtime_error{"pipe"};
    pid_ = ::fork();
    if (pid_ == 0) run(descriptors, log[1]);
    ::close(log[1]);
    log_ = log[0];
    port_ = read_port();
}

ChildServer::~ChildServer()
{
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    ::close(log_);
}

std::chrono::nanoseconds ChildServer::cpu_time() const
{
    clockid_t clock{};
    timespec used{};
    if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
        throw std::runtime_error{"the registry's CPU time cannot be read"};
    return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

std::size_t ChildServer::resident_bytes() const
{
    std::ifstream statm{"/proc/" + std::to_string(pid_) + "/statm"};
    std::size_t all = 0;
    std::size_t resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void ChildServer::run(std::size_t descriptors, int log)
{
    ::dup2(log, STDERR_FILENO);
    const rlimit few{.rlim_cur = descriptors, .rlim_max = descriptors};
    ::setrlimit(RLIMIT_NOFILE, &few);
    ::execl(A2A_BINARY, A2A_BINARY, "serve", "--port", "0", "--worker-count", "1", "--storage", "memory",
            "--log-format", "json", "--access-log", "off", "--connections-max", "1000", nullptr);
    ::_exit(127);
}

// From its log: …"127.0.0.1:43210"…
std::uint16_t ChildServer::read_port() const
{
    constexpr std::string_view kAddress = "127.0.0.1:";
    std::string log;
    std::array<char, 4'096> bytes{};
    for (;;) {
        const auto at = log.find(kAddress);
        if (at != std::string::npos && log.find('"', at) != std::string::npos)
            return static_cast<std::uint16_t>(std::stoi(log.substr(at + kAddress.size())));
        const auto got = ::read(log_, bytes.data(), bytes.size());
        if (got <= 0) throw std::runtime_error{"the registry did not start: " + log};
        log.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

} // namespace a2a::support
