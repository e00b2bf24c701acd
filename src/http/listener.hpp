// SPDX-License-Identifier: Apache-2.0
// The sockets that one address is served on, one a worker.
#pragma once

#include "base/listen_address.hpp"
#include "http/address.hpp"
#include "http/owned_fd.hpp"
#include "http/unix_socket.hpp"

#include <sys/types.h>

#include <cstddef>
#include <vector>

namespace a2a::http {

struct Listeners {
    std::vector<OwnedFd> sockets; // listening
    Address address;              // with the port that was chosen
    SocketFile file = {};         // of a Unix socket
    bool is_passed = false;       // somebody else holds the socket, too
};

// Of a TCP address each worker gets a socket of its own (SO_REUSEPORT). The first is bound without
// it, so that a port that another server holds is an error and not silently shared. An IPv6 address
// takes no IPv4 connections, whatever the system's default is. A Unix socket is one for all, made
// with this mode. Throws std::exception with a line for the operator ("127.0.0.1:8000: Address
// already in use").
Listeners listen(const ListenAddress& where, mode_t unix_mode, std::size_t count);

// Takes a listening socket that a service manager has made, and keeps for the next process: one
// for all workers. Throws std::exception when it is none.
Listeners adopt(int socket, std::size_t count);

} // namespace a2a::http
