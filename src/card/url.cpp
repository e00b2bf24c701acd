// SPDX-License-Identifier: Apache-2.0
#include "card/url.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace a2a::card {

namespace {

struct Parts {
    std::string_view scheme;
    std::string_view host;
    std::string_view port;
};

constexpr bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_scheme(std::string_view scheme)
{
    const auto continues = [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    };
    return !scheme.empty() && is_letter(scheme.front()) &&
           std::all_of(scheme.begin(), scheme.end(), continues);
}

// Tolerant: letters beyond ASCII (RFC 3987) and the "<HOST>" of a template are hosts here.
bool is_host(std::string_view host)
{
    const auto fits = [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != '\x7F'; };
    if (host.starts_with('['))
        return host.size() > 2 && host.ends_with(']') && std::all_of(host.begin(), host.end(), fits);
    return !host.empty() && host.find_first_of("[]:") == std::string_view::npos &&
           std::all_of(host.begin(), host.end(), fits);
}

bool is_port(std::string_view port)
{
    constexpr int kPortMax = 65'535;
    int number = 0;
    for (const char digit : port) {
        if (!is_digit(digit)) return false;
        number = number * 10 + (digit - '0');
        if (number > kPortMax) return false;
    }
    return true;
}

// A line end in a URL becomes one in the request of whoever calls it.
bool has_control_character(std::string_view url)
{
    return std::any_of(url.begin(), url.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

// Empty when `url` is not absolute.
Parts parts_of(std::string_view url)
{
    const auto colon = url.find("://");
    if (colon == std::string_view::npos || has_control_character(url)) return {};
    auto authority = url.substr(colon + 3);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);

    const auto bracket = authority.find(']');
    const auto port_from = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    Parts parts{.scheme = url.substr(0, colon), .host = authority.substr(0, port_from), .port = {}};
    if (port_from != std::string_view::npos) parts.port = authority.substr(port_from + 1);
    return is_scheme(parts.scheme) && is_host(parts.host) && is_port(parts.port) ? parts : Parts{};
}

bool is_default_port(std::string_view scheme, std::string_view port)
{
    return (scheme == "http" && port == "80") || (scheme == "https" && port == "443");
}

} // namespace

bool is_absolute_url(std::string_view url)
{
    return !parts_of(url).host.empty();
}

std::string origin_of(std::string_view url)
{
    const auto parts = parts_of(url);
    if (parts.host.empty()) return {};
    const auto scheme = text::lower_ascii(parts.scheme);
    auto origin = scheme + "://" + text::lower_ascii(parts.host);
    if (!parts.port.empty() && !is_default_port(scheme, parts.port)) origin.append(":").append(parts.port);
    return origin;
}

} // namespace a2a::card
