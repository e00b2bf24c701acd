// SPDX-License-Identifier: Apache-2.0
#include "config/values.hpp"

#include "base/listen_address.hpp"
#include "base/text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace a2a::config {

namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

// The largest first: printing takes the first that divides.
constexpr std::array kByteUnits{Unit{"GiB", 1ULL << 30}, Unit{"MiB", 1ULL << 20}, Unit{"KiB", 1ULL << 10}};
constexpr std::array kTimeUnits{Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1'000}, Unit{"ms", 1}};

// A number with one of the units, or with none, which means `bare`.
template <std::size_t N>
std::optional<std::uint64_t> parse_scaled(std::string_view text, const std::array<Unit, N>& units,
                                          std::uint64_t bare)
{
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = parse_count(text.substr(0, digits));
    const auto name = text.substr(digits);
    const auto unit = std::ranges::find_if(
        units, [=](const Unit& u) { return text::equal_ignoring_ascii_case(u.name, name); });
    const auto factor = name.empty() ? bare : unit == units.end() ? 0 : unit->factor;
    if (!number || factor == 0) return std::nullopt;
    if (*number > std::numeric_limits<std::int64_t>::max() / factor) return std::nullopt;
    return *number * factor;
}

template <std::size_t N>
std::optional<std::string> print_scaled(std::uint64_t value, const std::array<Unit, N>& units)
{
    for (const auto& unit : units) {
        if (value != 0 && value % unit.factor == 0)
            return std::to_string(value / unit.factor) + std::string{unit.name};
    }
    return std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// How many bits an address of this family has; 0 when it is no address.
std::uint64_t address_bits(const std::string& address)
{
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) return 32;
    return inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1 ? 128 : 0;
}

} // namespace

std::optional<bool> parse_bool(std::string_view text)
{
    const auto word = text::lower_ascii(text);
    for (const auto yes : {"true", "t", "yes", "y", "on", "1"}) {
        if (word == yes) return true;
    }
    for (const auto no : {"false", "f", "no", "n", "off", "0"}) {
        if (word == no) return false;
    }
    return std::nullopt;
}

std::string print_bool(bool value)
{
    return value ? "true" : "false";
}

std::optional<std::uint64_t> parse_count(std::string_view text)
{
    std::uint64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

std::optional<std::uint64_t> parse_bytes(std::string_view text)
{
    return parse_scaled(text, kByteUnits, 1);
}

std::string print_bytes(std::uint64_t bytes)
{
    return print_scaled(bytes, kByteUnits).value_or(std::to_string(bytes));
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text)
{
    const auto scaled = parse_scaled(text, kTimeUnits, 1'000);
    if (!scaled) return std::nullopt;
    return std::chrono::milliseconds{*scaled};
}

std::string print_duration(std::chrono::milliseconds duration)
{
    return print_scaled(static_cast<std::uint64_t>(duration.count()), kTimeUnits).value_or("0s");
}

std::vector<std::string> parse_list(std::string_view text)
{
    std::vector<std::string> values;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        if (const auto value = trimmed(text.substr(0, comma)); !value.empty()) values.emplace_back(value);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return values;
}

std::string print_list(const std::vector<std::string>& values)
{
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : ",") + value;
    return text;
}

bool is_network(std::string_view text)
{
    const auto slash = text.find('/');
    const auto bits = address_bits(std::string{text.substr(0, slash)});
    if (bits == 0 || slash == std::string_view::npos) return bits != 0;
    const auto prefix = parse_count(text.substr(slash + 1));
    return prefix && *prefix <= bits;
}

bool is_proxy(std::string_view text)
{
    return text == "unix" || is_network(text);
}

std::optional<unsigned> parse_mode(std::string_view text)
{
    const auto digits = text.starts_with('0') ? text.substr(1) : text;
    unsigned mode = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, mode, 8);
    if (digits.size() != 3 || error != std::errc{} || stopped != end) return std::nullopt;
    return mode;
}

bool is_mode(std::string_view text)
{
    return parse_mode(text).has_value();
}

bool is_loopback(std::string_view host)
{
    if (text::equal_ignoring_ascii_case(host, "localhost")) return true;
    const std::string address{host};
    if (address_bits(address) == 32) return address.starts_with("127.");
    in6_addr ipv6{};
    return inet_pton(AF_INET6, address.c_str(), &ipv6) == 1 &&
           std::equal(std::begin(ipv6.s6_addr), std::end(ipv6.s6_addr), std::begin(in6addr_loopback.s6_addr));
}

bool is_origin(std::string_view text)
{
    if (text == "*") return true;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!text.starts_with(scheme)) continue;
        const auto authority = text.substr(scheme.size());
        const auto is_plain = [](char letter) { return letter > ' ' && letter < '\x7f'; };
        return !authority.empty() && std::ranges::all_of(authority, is_plain) &&
               authority.find_first_of("/?#@\\,") == std::string_view::npos;
    }
    return false;
}

bool is_listen_address(std::string_view text)
{
    return parse_listen_address(text).has_value();
}

bool is_admin_address(std::string_view text)
{
    return text.empty() || is_listen_address(text);
}

bool is_label(std::string_view text)
{
    return text.size() <= 128 && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_path(std::string_view text)
{
    return text.size() <= 4'096 && text.find('\0') == std::string_view::npos;
}

bool is_data_dir(std::string_view text)
{
    return !text.empty() && is_path(text);
}

std::string harmless(std::string text)
{
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (byte(at) < 0x20 || byte(at) == 0x7F) text[at] = '?';
        const bool is_c1 = // U+0080 to U+009F
            byte(at) == 0xC2 && at + 1 < text.size() && byte(at + 1) >= 0x80 && byte(at + 1) < 0xA0;
        if (is_c1) text.replace(at, 2, "?");
    }
    return text;
}

std::string must_be(std::string_view expected, std::string_view text)
{
    const auto shown = harmless(std::string{text::is_utf8(text) ? text::cut(text, 100) : "(not UTF-8)"});
    return "must be " + std::string{expected} + ", not '" + shown + "'";
}

} // namespace a2a::config
