// SPDX-License-Identifier: Apache-2.0
#include "http/listener.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace a2a::http {
namespace {

constexpr int kBacklog = 4'096; // the kernel cuts it to net.core.somaxconn

// What the kernel takes over of an answer before the client is ready for it. Without this limit it is
// megabytes, which for one who reads drop by drop it copies a few hundred bytes at a time: for the worker
// that is a millisecond in one go, and for 4,000 of them gigabytes of memory.
constexpr int kUnsentBytesMax = 64 * 1'024;

[[noreturn]] void fail(const std::string& what, int error)
{
    throw std::system_error{error, std::generic_category(), what};
}

// A name stands for the first of its addresses.
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

void set_option(int fd, int level, int name, int value = 1)
{
    if (::setsockopt(fd, level, name, &value, sizeof value) != 0) fail("setsockopt", errno);
}

// What accepted sockets inherit.
void prepare_tcp(int fd)
{
    set_option(fd, IPPROTO_TCP, TCP_NODELAY);
    set_option(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, kUnsentBytesMax);
}

OwnedFd bind_tcp(const Address& address, bool share)
{
    OwnedFd fd{::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP)};
    if (fd.get() < 0) fail(print(address), errno);
    set_option(fd.get(), SOL_SOCKET, SO_REUSEADDR);
    prepare_tcp(fd.get());
    if (address.is_v6()) set_option(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY);
    if (share) set_option(fd.get(), SOL_SOCKET, SO_REUSEPORT);
    if (::bind(fd.get(), address.get(), address.length) != 0) fail(print(address), errno);
    return fd;
}

void start_listening(const Listeners& listeners)
{
    for (const auto& socket : listeners.sockets)
        if (::listen(socket.get(), kBacklog) != 0) fail(print(listeners.address), errno);
}

Listeners listen_tcp(const ListenAddress& where, std::size_t count)
{
    Listeners listeners;
    listeners.sockets.push_back(bind_tcp(resolve(where.host, where.port), false));
    listeners.address = name_of(listeners.sockets.front().get());
    set_option(listeners.sockets.front().get(), SOL_SOCKET, SO_REUSEPORT); // from here on ours are let in
    while (listeners.sockets.size() < count) listeners.sockets.push_back(bind_tcp(listeners.address, true));
    start_listening(listeners);
    return listeners;
}

// Further descriptors of the one socket.
void share(Listeners& listeners, int socket, std::size_t count)
{
    while (listeners.sockets.size() < count) {
        OwnedFd copy{::fcntl(socket, F_DUPFD_CLOEXEC, 0)};
        if (copy.get() < 0) fail(print(listeners.address), errno);
        listeners.sockets.push_back(std::move(copy));
    }
}

Listeners listen_unix(const ListenAddress& where, mode_t mode, std::size_t count)
{
    Listeners listeners;
    auto [socket, file] = bind_unix(where.path, mode);
    listeners.sockets.push_back(std::move(socket));
    listeners.file = std::move(file);
    listeners.address = unix_address(where.path);
    start_listening(listeners);
    share(listeners, listeners.sockets.front().get(), count);
    return listeners;
}

int option(int socket, int name)
{
    int value = 0;
    socklen_t length = sizeof value;
    return ::getsockopt(socket, SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
}

} // namespace

Listeners listen(const ListenAddress& where, mode_t unix_mode, std::size_t count)
{
    return where.is_unix() ? listen_unix(where, unix_mode, count) : listen_tcp(where, count);
}

Listeners adopt(int socket, std::size_t count)
{
    if (option(socket, SO_TYPE) != SOCK_STREAM || option(socket, SO_ACCEPTCONN) != 1)
        throw std::runtime_error{"descriptor " + std::to_string(socket) +
                                 ", which was passed to be served, is no listening stream socket"};
    Listeners listeners{.sockets = {}, .address = name_of(socket), .is_passed = true};
    const auto family = listeners.address.storage.ss_family;
    if (family != AF_INET && family != AF_INET6 && family != AF_UNIX)
        throw std::runtime_error{"descriptor " + std::to_string(socket) +
                                 ", which was passed to be served, is of a family that is not served"};
    if (!listeners.address.is_unix()) prepare_tcp(socket);
    share(listeners, socket, count);
    return listeners;
}

} // namespace a2a::http
