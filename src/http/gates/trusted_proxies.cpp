// SPDX-License-Identifier: Apache-2.0
#include "http/gates/trusted_proxies.hpp"

#include "base/text.hpp"
#include "http/address.hpp"
#include "http/gates/gates.hpp"
#include "http/syntax.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace a2a::http {
namespace {

// 16 bytes; IPv4 as IPv4-mapped IPv6, so that one comparison serves both.
std::optional<std::string> bytes_of(std::string_view text, bool& is_v4)
{
    const std::string address{text}; // inet_pton wants a NUL
    std::string bytes(16, '\0');
    is_v4 = ::inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1;
    if (is_v4) {
        bytes[10] = bytes[11] = '\xff';
        return bytes;
    }
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return std::nullopt;
    return bytes;
}

bool share_bits(std::string_view a, std::string_view b, unsigned bits)
{
    const std::size_t whole = bits / 8;
    if (a.substr(0, whole) != b.substr(0, whole)) return false;
    if (bits % 8 == 0) return true;
    const auto differing = static_cast<unsigned char>(a[whole] ^ b[whole]);
    return differing >> (8 - bits % 8) == 0;
}

} // namespace

std::optional<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& networks,
                                                    std::string& fault)
{
    TrustedProxies proxies;
    for (const auto& text : networks) {
        if (text == kUnixPeer) {
            proxies.trusts_unix_ = true;
            continue;
        }
        const auto slash = std::min(text.find('/'), text.size());
        bool is_v4 = false;
        const auto bytes = bytes_of(std::string_view{text}.substr(0, slash), is_v4);
        unsigned bits = is_v4 ? 32 : 128;
        if (bytes && slash < text.size()) {
            const auto* const end = text.data() + text.size();
            unsigned given = 0;
            const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, given);
            if (error != std::errc{} || stop != end || given > bits) {
                fault = text;
                return std::nullopt;
            }
            bits = given;
        }
        if (!bytes) {
            fault = text;
            return std::nullopt;
        }
        proxies.networks_.push_back({*bytes, is_v4 ? bits + 96 : bits});
    }
    return proxies;
}

bool TrustedProxies::trusts(std::string_view address) const
{
    if (address == kUnixPeer) return trusts_unix_;
    if (networks_.empty()) return false;
    bool is_v4 = false;
    const auto bytes = bytes_of(address, is_v4);
    if (!bytes) return false;
    for (const auto& network : networks_)
        if (share_bits(*bytes, network.bytes, network.bits)) return true;
    return false;
}

std::string_view TrustedProxies::client_of(std::string_view peer, std::string_view forwarded_for) const
{
    auto client = peer;
    while (trusts(client) && !forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        const auto last =
            trim(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
        bool is_v4 = false;
        if (!bytes_of(last, is_v4)) break; // not an address: what is left of it is no better
        client = last;
        forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
    }
    return client;
}

namespace {

bool is_forwarded_https(const Fields& fields)
{
    return std::any_of(fields.begin(), fields.end(), [](const auto& field) {
        return text::equal_ignoring_ascii_case(field.name, "x-forwarded-proto") && field.value == "https";
    });
}

} // namespace

Gate client_address(std::shared_ptr<const TrustedProxies> proxies)
{
    return [proxies = std::move(proxies)](Exchange& exchange) -> std::optional<Response> {
        exchange.client = exchange.peer;
        if (proxies->empty()) return std::nullopt;
        const auto& fields = exchange.request.fields;
        exchange.is_https = proxies->trusts(exchange.peer) && is_forwarded_https(fields);
        for (auto field = fields.rbegin(); field != fields.rend(); ++field) { // one list, last field last
            if (!text::equal_ignoring_ascii_case(field->name, "x-forwarded-for")) continue;
            const auto client = proxies->client_of(exchange.client, field->value);
            if (client == exchange.client) break;
            exchange.client = client;
        }
        return std::nullopt;
    };
}

} // namespace a2a::http
