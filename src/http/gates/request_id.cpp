// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "http/gates/gates.hpp"

#include <algorithm>
#include <array>

namespace a2a::http {
namespace {

constexpr std::size_t kIdBytesMax = 128;

// Of each byte, its two digits.
constexpr auto kHexPairs = [] {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<std::array<char, 2>, 256> pairs{};
    for (std::size_t byte = 0; byte < pairs.size(); ++byte)
        pairs[byte] = {kDigits[byte / 16], kDigits[byte % 16]};
    return pairs;
}();

bool is_sane(std::string_view id)
{
    constexpr std::string_view kMarks = "-_.:+/=@";
    return !id.empty() && id.size() <= kIdBytesMax && std::all_of(id.begin(), id.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               kMarks.find(c) != std::string_view::npos;
    });
}

} // namespace

// 64 random bits a thread, then counting: unique enough to find a line in a log.
void draw_request_id(Exchange& exchange)
{
    thread_local std::uint64_t next = random_bits();
    auto bits = next++;
    for (std::size_t i = sizeof bits; i-- > 0; bits >>= 8)
        std::ranges::copy(kHexPairs[bits & 255], exchange.own_request_id.begin() + 2 * i);
    exchange.request_id = {exchange.own_request_id.data(), 2 * sizeof bits};
}

Gate request_id()
{
    return [](Exchange& exchange) -> std::optional<Response> {
        const auto given = exchange.request["x-request-id"];
        if (is_sane(given))
            exchange.request_id = given;
        else
            draw_request_id(exchange);
        return std::nullopt;
    };
}

} // namespace a2a::http
