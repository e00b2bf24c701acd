// SPDX-License-Identifier: Apache-2.0
// The sockets that one address is served on: one a worker, sharing the port.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace a2a::http {

// A file descriptor that is closed when nobody took it.
class OwnedFd {
public:
    explicit OwnedFd(int fd = -1) : fd_{fd} {}
    OwnedFd(OwnedFd&& other) noexcept : fd_{other.release()} {}
    OwnedFd& operator=(OwnedFd&& other) noexcept;
    OwnedFd(const OwnedFd&) = delete;
    OwnedFd& operator=(const OwnedFd&) = delete;
    ~OwnedFd();

    int get() const { return fd_; }
    int release();
    void close() { *this = OwnedFd{}; }

private:
    int fd_;
};

// An IPv4 or IPv6 socket address.
struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
    bool is_v6() const { return storage.ss_family == AF_INET6; }
    std::uint16_t port() const;
};

struct Listeners {
    std::vector<OwnedFd> sockets; // listening
    Address address;              // with the port that was chosen
};

// Binds `count` sockets to one address (SO_REUSEPORT). The first is bound without it, so that
// a port that another server holds is an error and not silently shared. Throws
// std::system_error with a line for the operator ("127.0.0.1:8000: Address already in use").
Listeners listen(const std::string& host, std::uint16_t port, std::size_t count);

// "127.0.0.1:8000", "[::1]:8000".
std::string print(const Address& address);

} // namespace a2a::http
