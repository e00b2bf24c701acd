// SPDX-License-Identifier: Apache-2.0
#include "client/base_url.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace a2a::client {
namespace {

constexpr std::string_view kScheme = "http://";

Error wrong(std::string_view url, std::string_view why)
{
    return {Errc::query_invalid,
            "'" + std::string{text::cut(url, 100)} + "' is no registry URL: " + std::string{why}};
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start)
{
    return text::equal_ignoring_ascii_case(text.substr(0, start.size()), start);
}

bool is_port(std::string_view digits)
{
    std::uint16_t number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return fault == std::errc{} && end == digits.data() + digits.size() && number != 0;
}

bool is_host_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
}

bool is_ipv6_letter(char c)
{
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

bool is_path_letter(char c)
{
    return c > ' ' && c < '\x7f' && c != '?' && c != '#';
}

// Splits "host", "host:port", "[v6]" or "[v6]:port"; false when it is none of them.
bool split_authority(std::string_view authority, BaseUrl& parts)
{
    std::string_view host = authority;
    std::string_view port;
    if (authority.starts_with('[')) {
        const auto close = authority.find(']');
        if (close == std::string_view::npos) return false;
        host = authority.substr(1, close - 1);
        port = authority.substr(close + 1);
        if (!std::ranges::all_of(host, is_ipv6_letter)) return false;
    } else {
        const auto colon = authority.find(':');
        host = authority.substr(0, colon);
        port = colon == std::string_view::npos ? std::string_view{} : authority.substr(colon);
        if (!std::ranges::all_of(host, is_host_letter)) return false;
    }
    if (host.empty() || (!port.empty() && (port.front() != ':' || !is_port(port.substr(1))))) return false;

    parts.host = host;
    parts.port = port.empty() ? "80" : std::string{port.substr(1)};
    parts.authority = authority;
    return true;
}

} // namespace

Result<BaseUrl> parse_base_url(std::string_view url)
{
    if (starts_with_ignoring_case(url, "https://"))
        return wrong(url, "this client speaks http only; put a TLS proxy on this host in between");
    if (!starts_with_ignoring_case(url, kScheme)) return wrong(url, "it must start with http://");

    const auto rest = url.substr(kScheme.size());
    const auto slash = std::min(rest.find('/'), rest.size());
    auto prefix = rest.substr(slash);
    if (!std::ranges::all_of(prefix, is_path_letter))
        return wrong(url, "a path prefix is all that may follow the host");
    while (prefix.ends_with('/')) prefix.remove_suffix(1);

    BaseUrl parts;
    if (!split_authority(rest.substr(0, slash), parts))
        return wrong(url, "host or port cannot be understood");
    parts.prefix = prefix;
    return parts;
}

} // namespace a2a::client
