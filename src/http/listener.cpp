// SPDX-License-Identifier: Apache-2.0
#include "http/listener.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace a2a::http {
namespace {

constexpr int kBacklog = 4'096; // the kernel cuts it to net.core.somaxconn

[[noreturn]] void fail(const std::string& what, int error)
{
    throw std::system_error{error, std::generic_category(), what};
}

Address resolve(const std::string& host, std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0 || found == nullptr)
        throw std::runtime_error{host + ": cannot be resolved"};
    Address address;
    address.length = found->ai_addrlen;
    std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
    ::freeaddrinfo(found);
    return address;
}

void set_option(int fd, int level, int name)
{
    const int on = 1;
    if (::setsockopt(fd, level, name, &on, sizeof on) != 0) fail("setsockopt", errno);
}

OwnedFd bind_one(const Address& address, bool share)
{
    OwnedFd fd{::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP)};
    if (fd.get() < 0) fail(print(address), errno);
    set_option(fd.get(), SOL_SOCKET, SO_REUSEADDR);
    set_option(fd.get(), IPPROTO_TCP, TCP_NODELAY); // accepted sockets inherit it
    if (address.is_v6()) set_option(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY);
    if (share) set_option(fd.get(), SOL_SOCKET, SO_REUSEPORT);
    if (::bind(fd.get(), address.get(), address.length) != 0) fail(print(address), errno);
    return fd;
}

Address name_of(const OwnedFd& fd)
{
    Address address;
    address.length = sizeof address.storage;
    if (::getsockname(fd.get(), address.get(), &address.length) != 0) fail("getsockname", errno);
    return address;
}

} // namespace

OwnedFd& OwnedFd::operator=(OwnedFd&& other) noexcept
{
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = other.release();
    }
    return *this;
}

OwnedFd::~OwnedFd()
{
    if (fd_ >= 0) ::close(fd_);
}

int OwnedFd::release()
{
    return std::exchange(fd_, -1);
}

Listeners listen(const std::string& host, std::uint16_t port, std::size_t count)
{
    Listeners listeners;
    listeners.sockets.push_back(bind_one(resolve(host, port), false));
    listeners.address = name_of(listeners.sockets.front());
    set_option(listeners.sockets.front().get(), SOL_SOCKET, SO_REUSEPORT); // from here on ours are let in
    while (listeners.sockets.size() < count) listeners.sockets.push_back(bind_one(listeners.address, true));
    for (const auto& socket : listeners.sockets)
        if (::listen(socket.get(), kBacklog) != 0) fail(print(listeners.address), errno);
    return listeners;
}

std::uint16_t Address::port() const
{
    const auto raw = is_v6() ? reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_port
                             : reinterpret_cast<const sockaddr_in*>(&storage)->sin_port;
    return ntohs(raw);
}

std::string print(const Address& address)
{
    std::array<char, NI_MAXHOST> host{};
    ::getnameinfo(address.get(), address.length, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST);
    const std::string name{host.data()};
    return (address.is_v6() ? '[' + name + ']' : name) + ':' + std::to_string(address.port());
}

} // namespace a2a::http
