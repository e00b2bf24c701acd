// SPDX-License-Identifier: Apache-2.0
// Socket addresses: of what listens, and of whoever connects.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace a2a::http {

// An IPv4, an IPv6 or a Unix socket address.
struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
    bool is_v6() const { return storage.ss_family == AF_INET6; }
    bool is_unix() const { return storage.ss_family == AF_UNIX; }
    bool is_loopback() const;   // only this machine's users can connect
    std::uint16_t port() const; // 0 of a Unix socket
};

Address unix_address(std::string_view path); // at most 107 bytes

// What a socket is bound to. Throws std::system_error.
Address name_of(int socket);

// "127.0.0.1:8000", "[::1]:8000", "unix:/run/a2a-registry/http.sock".
std::string print(const Address& address);

// What whoever connects to a Unix socket is called: there is no address.
inline constexpr std::string_view kUnixPeer = "unix";

// "192.0.2.1", without the port, which says nothing about who it is.
std::string peer_name(const sockaddr* peer);

} // namespace a2a::http
