// SPDX-License-Identifier: Apache-2.0
#include "app/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <numeric>
#include <stdexcept>

namespace a2a {
namespace {

constexpr int kFirstPassed = 3; // SD_LISTEN_FDS_START
constexpr int kPassedMax = 1'024;

std::string value_of(const config::Environment& environment, std::string_view variable)
{
    const auto found = environment.find(variable);
    return found == environment.end() ? std::string{} : found->second;
}

template <class Number>
std::optional<Number> number_in(const std::string& text)
{
    Number number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return number;
}

// A variable that names another process was meant for a parent of this one.
bool is_for(const std::string& process, pid_t self)
{
    return process.empty() || number_in<pid_t>(process) == self;
}

} // namespace

std::vector<int> passed_sockets(const config::Environment& environment, pid_t self)
{
    const auto count_text = value_of(environment, "LISTEN_FDS");
    const auto process = value_of(environment, "LISTEN_PID");
    if (count_text.empty() || process.empty() || !is_for(process, self)) return {};
    const auto count = number_in<int>(count_text);
    if (!count || *count < 0 || *count > kPassedMax)
        throw std::runtime_error{"LISTEN_FDS is '" + count_text + "', which is no number of sockets"};
    std::vector<int> sockets(static_cast<std::size_t>(*count));
    std::iota(sockets.begin(), sockets.end(), kFirstPassed);
    return sockets;
}

Notifier::Notifier(const config::Environment& environment, pid_t self)
    : socket_{value_of(environment, "NOTIFY_SOCKET")}
{
    const auto period = number_in<std::uint64_t>(value_of(environment, "WATCHDOG_USEC"));
    if (socket_.empty() || !period || *period == 0 || !is_for(value_of(environment, "WATCHDOG_PID"), self))
        return;
    alive_every_ = std::max(
        std::chrono::milliseconds{1},
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds{*period / 2}));
}

void Notifier::ready(std::string_view status) const
{
    send("READY=1\nSTATUS=" + std::string{status}, 0);
}

void Notifier::reloading() const
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch(); // CLOCK_MONOTONIC
    send("RELOADING=1\nMONOTONIC_USEC=" +
             std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count()),
         0);
}

void Notifier::stopping() const
{
    send("STOPPING=1\nSTATUS=finishing what is under way", 0);
}

void Notifier::alive() const
{
    send("WATCHDOG=1", MSG_DONTWAIT); // who does not read it will not miss it
}

void Notifier::send(const std::string& message, int flags) const
{
    sockaddr_un manager{};
    if (socket_.empty() || socket_.size() >= sizeof manager.sun_path) return;
    manager.sun_family = AF_UNIX;
    socket_.copy(manager.sun_path, socket_.size());
    if (socket_.front() == '@') manager.sun_path[0] = '\0';
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    // An abstract name ends where its length says, not at a NUL.
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    ::sendto(fd, message.data(), message.size(), MSG_NOSIGNAL | flags,
             reinterpret_cast<const sockaddr*>(&manager), length);
    ::close(fd);
}

} // namespace a2a
