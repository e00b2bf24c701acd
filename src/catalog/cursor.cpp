// SPDX-License-Identifier: Apache-2.0
#include "catalog/cursor.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <optional>

namespace a2a::catalog {

namespace {

// The layout: format, walk, query, at, passed, text, checksum of all before; big-endian.
constexpr std::uint8_t kFormat = 2;
constexpr std::size_t kFixedBytes = 1 + 1 + 8 + 8 + 4;
constexpr std::size_t kChecksumBytes = 8;

void append(std::string& bytes, std::uint64_t number, unsigned width)
{
    for (auto shift = width * 8; shift > 0; shift -= 8)
        bytes += static_cast<char>(static_cast<unsigned char>(number >> (shift - 8) & 0xFFU));
}

// Takes the first `width` bytes off; they must be there.
std::uint64_t take(std::string_view& bytes, std::size_t width)
{
    std::uint64_t number = 0;
    for (const auto byte : bytes.substr(0, width)) number = number << 8U | static_cast<unsigned char>(byte);
    bytes.remove_prefix(width);
    return number;
}

Error refusal(const char* why, const char* rule)
{
    return {Errc::query_invalid, why, {{"/cursor", why, rule}}};
}

std::optional<Cursor> decode(std::string_view text)
{
    if (text.size() > kCursorBytes) return std::nullopt;
    const auto decoded = text::base64url_decode(text);
    if (!decoded || decoded->size() < kFixedBytes + kChecksumBytes) return std::nullopt;

    auto bytes = std::string_view{*decoded};
    const auto checked = bytes.substr(0, bytes.size() - kChecksumBytes);
    auto checksum = bytes.substr(checked.size());
    if (take(checksum, kChecksumBytes) != fingerprint(checked)) return std::nullopt;

    bytes = checked;
    if (take(bytes, 1) != kFormat) return std::nullopt;
    const auto walk = take(bytes, 1);
    if (walk < static_cast<std::uint64_t>(Walk::registered) ||
        walk > static_cast<std::uint64_t>(Walk::relevance))
        return std::nullopt;
    Cursor cursor;
    cursor.walk = static_cast<Walk>(walk);
    cursor.query = take(bytes, 8);
    cursor.at = take(bytes, 8);
    cursor.passed = static_cast<std::uint32_t>(take(bytes, 4));
    cursor.text = bytes;
    return cursor;
}

} // namespace

std::string print(const Cursor& cursor)
{
    std::string bytes;
    append(bytes, kFormat, 1);
    append(bytes, static_cast<std::uint64_t>(cursor.walk), 1);
    append(bytes, cursor.query, 8);
    append(bytes, cursor.at, 8);
    append(bytes, cursor.passed, 4);
    bytes += cursor.text;
    append(bytes, fingerprint(bytes), kChecksumBytes);
    return text::base64url_encode(bytes);
}

Result<Cursor> parse_cursor(std::string_view text, Walk walk, std::uint64_t query)
{
    auto cursor = decode(text);
    if (!cursor) return refusal("not a cursor of this registry", "cursor-invalid");
    if (cursor->walk != walk || cursor->query != query)
        return refusal("cursor belongs to another query", "cursor-mismatch");
    return *std::move(cursor);
}

std::uint64_t fingerprint(std::string_view bytes)
{
    return sip_hash(bytes, 0, 0);
}

} // namespace a2a::catalog
