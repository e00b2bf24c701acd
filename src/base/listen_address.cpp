// SPDX-License-Identifier: Apache-2.0
#include "base/listen_address.hpp"

#include <charconv>

namespace a2a {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr std::size_t kHostBytesMax = 255;
constexpr std::size_t kPathBytesMax = 107; // sockaddr_un's 108 with the NUL

std::optional<ListenAddress> parse_path(std::string_view path)
{
    if (path.size() < 2 || path.size() > kPathBytesMax || path[0] != '/' || path.ends_with('/') ||
        path.find('\0') != std::string_view::npos)
        return std::nullopt;
    return ListenAddress{.path = std::string{path}};
}

std::optional<std::uint16_t> parse_port(std::string_view text)
{
    std::uint16_t port = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, port);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return port;
}

} // namespace

bool is_host(std::string_view text)
{
    return !text.empty() && text.size() <= kHostBytesMax &&
           text.find_first_of(" \t\r\n/[]") == std::string_view::npos &&
           text.find('\0') == std::string_view::npos;
}

std::optional<ListenAddress> parse_listen_address(std::string_view text)
{
    if (text.starts_with(kUnix)) return parse_path(text.substr(kUnix.size()));
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto host = text.substr(0, colon);
    const bool in_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (in_brackets) host = host.substr(1, host.size() - 2);
    const bool has_colon = host.find(':') != std::string_view::npos;
    const auto port = parse_port(text.substr(colon + 1));
    if (!is_host(host) || has_colon != in_brackets || !port) return std::nullopt;
    return ListenAddress{.host = std::string{host}, .port = *port};
}

} // namespace a2a
