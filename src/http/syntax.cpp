// SPDX-License-Identifier: Apache-2.0
#include "http/syntax.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace a2a::http {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// "0", "0.5", "1.000": thousandths; nothing when it is no qvalue (RFC 9110 section 12.4.2).
std::optional<unsigned> parse_qvalue(std::string_view text)
{
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    unsigned value = text[0] == '1' ? 1000 : 0;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    unsigned scale = 100;
    for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (!is_digit(c)) return std::nullopt;
        value += static_cast<unsigned>(c - '0') * scale;
        scale /= 10;
    }
    if (value > 1000) return std::nullopt;
    return value;
}

// The name in front of an element's parameters, and its weight (1000 when it has none).
struct Weighted {
    std::string_view name;
    unsigned weight = 1000;
};

Weighted parse_weighted(std::string_view element)
{
    const auto semicolon = element.find(';');
    Weighted weighted{.name = trim(element.substr(0, semicolon))};
    while (!element.empty()) {
        const auto next = element.find(';');
        if (next == std::string_view::npos) break;
        element.remove_prefix(next + 1);
        const auto parameter = trim(element.substr(0, element.find(';')));
        if (parameter.size() >= 2 && (parameter[0] == 'q' || parameter[0] == 'Q') && parameter[1] == '=')
            weighted.weight = parse_qvalue(parameter.substr(2)).value_or(0);
    }
    return weighted;
}

bool covers(std::string_view range, std::string_view media_type)
{
    if (range == "*/*" || range == "*") return true;
    const auto slash = range.find('/');
    if (slash == std::string_view::npos) return false;
    if (range.substr(slash) == "/*")
        return text::equal_ignoring_ascii_case(range.substr(0, slash),
                                               media_type.substr(0, media_type.find('/')));
    return text::equal_ignoring_ascii_case(range, media_type);
}

bool is_ipv6(std::string_view text)
{
    std::array<char, INET6_ADDRSTRLEN> whole{}; // with its end, which inet_pton looks for
    if (text.size() >= whole.size() || text.find('\0') != std::string_view::npos) return false;
    std::ranges::copy(text, whole.begin());
    in6_addr address{};
    return ::inet_pton(AF_INET6, whole.data(), &address) == 1;
}

// RFC 3986 section 2.1: a percent sign has two hexadecimal digits behind it.
bool has_whole_escapes(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdefABCDEF";
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 3))
        if (at + 2 >= text.size() || text.find_first_not_of(kHex, at + 1) < at + 3) return false;
    return true;
}

// RFC 3986 section 3.2.3: it may be empty. No port is above 65535.
bool is_port(std::string_view text)
{
    unsigned port = 0;
    if (text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port <= 65'535;
}

} // namespace

std::string_view trim(std::string_view text)
{
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::optional<std::string_view> next_element(std::string_view& list)
{
    while (!list.empty()) {
        bool quoted = false;
        std::size_t end = 0;
        for (; end < list.size() && (quoted || list[end] != ','); ++end) {
            if (list[end] == '"') quoted = !quoted;
            if (quoted && list[end] == '\\') ++end;
        }
        const auto element = trim(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (!element.empty()) return element;
    }
    return std::nullopt;
}

bool has_token(std::string_view list, std::string_view token)
{
    while (const auto element = next_element(list))
        if (text::equal_ignoring_ascii_case(trim(element->substr(0, element->find(';'))), token)) return true;
    return false;
}

std::optional<std::uint64_t> parse_content_length(std::string_view text)
{
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value >> 63 != 0) return std::nullopt;
    return value;
}

std::optional<unsigned> coding_weight(std::string_view accept_encoding, std::string_view coding)
{
    std::optional<unsigned> any;
    while (const auto element = next_element(accept_encoding)) {
        const auto weighted = parse_weighted(*element);
        if (text::equal_ignoring_ascii_case(weighted.name, coding)) return weighted.weight;
        if (weighted.name == "*") any = weighted.weight;
    }
    return any;
}

bool accepts_media_type(std::string_view accept, std::string_view media_type)
{
    bool named = false;
    std::size_t best_length = 0; // the most specific range decides; longer text is more specific here
    bool accepted = false;
    const auto bare = trim(media_type.substr(0, media_type.find(';')));
    while (const auto element = next_element(accept)) {
        named = true;
        const auto weighted = parse_weighted(*element);
        if (!covers(weighted.name, bare)) continue;
        const auto length = weighted.name.find('*') == std::string_view::npos ? 1000 + weighted.name.size()
                                                                              : weighted.name.size();
        if (length >= best_length) {
            best_length = length;
            accepted = weighted.weight > 0;
        }
    }
    return !named || accepted;
}

bool etag_matches(std::string_view list, std::string_view etag, Comparison comparison)
{
    while (const auto element = next_element(list)) {
        auto tag = *element;
        if (tag == "*") return true;
        if (tag.starts_with("W/")) {
            if (comparison == Comparison::strong) continue;
            tag.remove_prefix(2);
        }
        if (tag == etag) return true;
    }
    return false;
}

bool is_valid_host(std::string_view host)
{
    if (host.empty()) return false;
    auto rest = host;
    if (host.front() == '[') {
        const auto close = host.find(']');
        if (close == std::string_view::npos || !is_ipv6(host.substr(1, close - 1))) return false;
        rest = host.substr(close + 1);
    } else {
        const auto colon = std::min(host.find(':'), host.size());
        const auto name = host.substr(0, colon);
        if (name.empty() || !is_host_name(name) || !has_whole_escapes(name)) return false;
        rest = host.substr(colon);
    }
    return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
}

} // namespace a2a::http
