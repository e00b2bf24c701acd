// SPDX-License-Identifier: Apache-2.0
// Where a server listens, as people write it: "127.0.0.1:8000", "[::1]:8000", "unix:/run/x.sock".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace a2a {

struct ListenAddress {
    std::string host = {};  // an address, without brackets, or a name; empty when it is a Unix socket
    std::uint16_t port = 0; // 0 = a free one
    std::string path = {};  // of a Unix socket, absolute

    bool is_unix() const { return !path.empty(); }
    bool operator==(const ListenAddress&) const = default;
};

// Nothing when it is none: an IPv6 address stands in brackets, a port always follows, and the path
// of a Unix socket is absolute and at most 107 bytes, which is all that the kernel takes.
std::optional<ListenAddress> parse_listen_address(std::string_view text);

// Without a blank, a slash or a bracket in it.
bool is_host(std::string_view text);

} // namespace a2a
