// SPDX-License-Identifier: Apache-2.0
#include "load/target.hpp"

#include <netdb.h>
#include <netinet/in.h>

#include <cstring>
#include <memory>
#include <string>

namespace a2a::bench {
namespace {

bool is_loopback(const sockaddr_storage& address)
{
    if (address.ss_family == AF_INET) {
        sockaddr_in v4;
        std::memcpy(&v4, &address, sizeof v4);
        return (ntohl(v4.sin_addr.s_addr) >> 24) == 127;
    }
    sockaddr_in6 v6;
    std::memcpy(&v6, &address, sizeof v6);
    return std::memcmp(&v6.sin6_addr, &in6addr_loopback, sizeof v6.sin6_addr) == 0;
}

} // namespace

Result<Target> find_target(std::string_view url, bool allow_remote)
{
    auto parts = client::parse_base_url(url);
    if (!parts) return std::move(parts).error();

    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int fault = ::getaddrinfo(parts->host.c_str(), parts->port.c_str(), &hints, &found);
    if (fault != 0)
        return Error{Errc::unavailable, "cannot resolve " + parts->host + ": " + ::gai_strerror(fault)};
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, &::freeaddrinfo};

    // "localhost" may name ::1 first while the server listens on 127.0.0.1 alone.
    const auto* chosen = found;
    for (const auto* each = found; each != nullptr; each = each->ai_next)
        if (each->ai_family == AF_INET) chosen = each;

    Target target{.url = *std::move(parts), .server = {}};
    std::memcpy(&target.server.address, chosen->ai_addr, chosen->ai_addrlen);
    target.server.size = chosen->ai_addrlen;
    if (!allow_remote && !is_loopback(target.server.address))
        return Error{Errc::query_invalid,
                     target.url.host + " is another machine; --allow-remote if it is yours"};
    return target;
}

} // namespace a2a::bench
