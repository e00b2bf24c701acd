// SPDX-License-Identifier: Apache-2.0
#include "http/address.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <system_error>

namespace a2a::http {
namespace {

std::string path_of(const Address& address)
{
    const auto* const name = reinterpret_cast<const sockaddr_un*>(&address.storage);
    if (address.length <= offsetof(sockaddr_un, sun_path)) return {};
    const auto bytes = address.length - offsetof(sockaddr_un, sun_path);
    return {name->sun_path, ::strnlen(name->sun_path, bytes)};
}

} // namespace

bool Address::is_loopback() const
{
    if (is_unix()) return true;
    if (is_v6())
        return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr) != 0;
    const auto address = reinterpret_cast<const sockaddr_in*>(&storage)->sin_addr.s_addr;
    return ntohl(address) >> 24 == IN_LOOPBACKNET;
}

std::uint16_t Address::port() const
{
    if (is_unix()) return 0;
    const auto raw = is_v6() ? reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_port
                             : reinterpret_cast<const sockaddr_in*>(&storage)->sin_port;
    return ntohs(raw);
}

Address unix_address(std::string_view path)
{
    Address address;
    auto* const name = reinterpret_cast<sockaddr_un*>(&address.storage);
    name->sun_family = AF_UNIX;
    path.copy(name->sun_path, sizeof name->sun_path - 1);
    address.length = sizeof *name;
    return address;
}

Address name_of(int socket)
{
    Address address;
    address.length = sizeof address.storage;
    if (::getsockname(socket, address.get(), &address.length) != 0)
        throw std::system_error{errno, std::generic_category(), "descriptor " + std::to_string(socket)};
    return address;
}

std::string print(const Address& address)
{
    if (address.is_unix()) return "unix:" + path_of(address);
    std::array<char, NI_MAXHOST> host{};
    ::getnameinfo(address.get(), address.length, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST);
    const std::string name{host.data()};
    return (address.is_v6() ? '[' + name + ']' : name) + ':' + std::to_string(address.port());
}

std::string peer_name(const sockaddr* peer)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (peer->sa_family == AF_INET) bytes = &reinterpret_cast<const sockaddr_in*>(peer)->sin_addr;
    if (peer->sa_family == AF_INET6) bytes = &reinterpret_cast<const sockaddr_in6*>(peer)->sin6_addr;
    if (bytes == nullptr || ::inet_ntop(peer->sa_family, bytes, text.data(), text.size()) == nullptr)
        return std::string{kUnixPeer};
    return text.data();
}

} // namespace a2a::http
