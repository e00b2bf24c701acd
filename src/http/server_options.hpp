// SPDX-License-Identifier: Apache-2.0
// Where a server listens, and what its threads are called.
#pragma once

#include "base/listen_address.hpp"

#include <sys/types.h>

#include <vector>

namespace a2a::http {

struct ServerOptions {
    std::vector<ListenAddress> addresses = {{.host = "127.0.0.1"}};
    mode_t unix_mode = 0660;      // of Unix sockets
    std::vector<int> passed = {}; // listening sockets that somebody else keeps; before the addresses
    const char* thread_name = "http-worker";
};

} // namespace a2a::http
