// SPDX-License-Identifier: Apache-2.0
// Texts inside other texts: percent-encoding and base64url.
#include "base/text.hpp"

#include <array>
#include <cstdint>

namespace a2a::text {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";
constexpr std::string_view kBase64Letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr int hex_value(char letter)
{
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

constexpr bool is_unreserved(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_' ||
           letter == '~';
}

constexpr std::uint8_t kNoLetter = 0xff;

constexpr auto kBase64Values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNoLetter);
    for (std::size_t i = 0; i < kBase64Letters.size(); ++i)
        values[static_cast<unsigned char>(kBase64Letters[i])] = static_cast<std::uint8_t>(i);
    return values;
}();

} // namespace

std::optional<std::string> percent_decode(std::string_view text)
{
    std::string decoded{text.substr(0, text.find('%'))};
    decoded.reserve(text.size());
    for (std::size_t i = decoded.size(); i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        const int high = hex_value(text[i + 1]);
        const int low = hex_value(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        decoded += static_cast<char>(high << 4 | low);
        i += 2;
    }
    return decoded;
}

std::string percent_encode(std::string_view text)
{
    std::string encoded;
    encoded.reserve(text.size());
    for (const char letter : text) {
        if (is_unreserved(letter)) {
            encoded += letter;
        } else {
            const auto byte = static_cast<unsigned char>(letter);
            encoded += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
        }
    }
    return encoded;
}

std::string base64url_encode(std::string_view bytes)
{
    std::string encoded;
    append_base64url(encoded, bytes);
    return encoded;
}

void append_base64url(std::string& out, std::string_view bytes)
{
    const auto before = out.size();
    out.resize(before + (bytes.size() * 4 + 2) / 3);
    write_base64url(out.data() + before, bytes);
}

char* write_base64url(char* to, std::string_view bytes)
{
    const auto byte = [](char c) -> std::uint32_t { return static_cast<unsigned char>(c); };
    const auto write = [&](std::uint32_t bits) { *to++ = kBase64Letters[bits & 63]; };
    const auto* from = bytes.data();
    const auto* const end = from + bytes.size();
    for (; end - from >= 3; from += 3) {
        const auto three = byte(from[0]) << 16 | byte(from[1]) << 8 | byte(from[2]);
        write(three >> 18);
        write(three >> 12);
        write(three >> 6);
        write(three);
    }
    if (from == end) return to;
    const auto last = byte(from[0]) << 16 | (end - from == 2 ? byte(from[1]) << 8 : 0);
    write(last >> 18);
    write(last >> 12);
    if (end - from == 2) write(last >> 6);
    return to;
}

std::optional<std::string> base64url_decode(std::string_view text)
{
    if (text.size() % 4 == 1) return std::nullopt;
    std::string decoded;
    decoded.reserve(text.size() * 3 / 4);
    std::uint32_t held = 0;
    int held_bits = 0;
    for (const char letter : text) {
        const auto value = kBase64Values[static_cast<unsigned char>(letter)];
        if (value == kNoLetter) return std::nullopt;
        held = held << 6 | value;
        held_bits += 6;
        if (held_bits >= 8) {
            held_bits -= 8;
            decoded += static_cast<char>(held >> held_bits & 255);
        }
    }
    // Two spellings of the same bytes would make two cursors of one.
    if ((held & ((1U << held_bits) - 1)) != 0) return std::nullopt;
    return decoded;
}

} // namespace a2a::text
