// SPDX-License-Identifier: Apache-2.0
#include "observe/log_line.hpp"

#include "base/text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <charconv>
#include <cmath>

namespace a2a::log {

namespace {

constexpr std::array<std::string_view, 4> kLevelNames{"debug", "info", "warning", "error"};

constexpr bool is_plain_ascii(unsigned char byte)
{
    return byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\';
}

void append_hex(std::string& out, std::string_view prefix, unsigned value, int digits)
{
    out += prefix;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += "0123456789abcdef"[value >> shift & 15];
}

// As JSON spells a UTF-16 unit or two.
void append_escape(std::string& out, char32_t letter)
{
    if (letter > 0xffff) {
        append_hex(out, "\\u", 0xd7c0U + (letter >> 10), 4);
        letter = 0xdc00 | (letter & 0x3ff);
    }
    append_hex(out, "\\u", letter, 4);
}

bool is_printing(char32_t letter)
{
    const auto point = static_cast<UChar32>(letter);
    const auto kind = u_charType(point);
    return u_isprint(point) != 0 && kind != U_LINE_SEPARATOR && kind != U_PARAGRAPH_SEPARATOR;
}

// The next character of UTF-8, or -1 for a byte that is none; `at` moves behind it.
UChar32 next_of(std::string_view text, std::int32_t& at)
{
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 letter = 0;
    U8_NEXT(bytes, at, static_cast<std::int32_t>(text.size()), letter);
    return letter;
}

// How many bytes from `at` on can stand as they are.
std::size_t plain_bytes(std::string_view text, std::size_t at)
{
    const auto begin = at;
    while (at < text.size() && is_plain_ascii(static_cast<unsigned char>(text[at]))) ++at;
    return at - begin;
}

// The next character, as a line can show it; where it ends.
std::size_t append_letter(std::string& out, std::string_view value, std::size_t start)
{
    auto at = static_cast<std::int32_t>(start);
    const auto letter = next_of(value, at);
    const auto end = static_cast<std::size_t>(at);
    const auto bytes = value.substr(start, end - start);
    if (letter < 0) {
        for (const char byte : bytes) // shown, not decoded: "\xff"
            append_hex(out, "\\\\x", static_cast<unsigned char>(byte), 2);
    } else if (letter == '"' || letter == '\\') {
        out += '\\';
        out += static_cast<char>(letter);
    } else if (is_printing(static_cast<char32_t>(letter))) {
        out += bytes;
    } else {
        append_escape(out, static_cast<char32_t>(letter));
    }
    return end;
}

// A JSON string of one line that shows itself wherever it is printed; text uses the same.
void append_quoted(std::string& out, std::string_view whole)
{
    const auto value = text::cut(whole, kValueBytesMax);
    out += '"';
    for (std::size_t at = 0; at < value.size();) {
        const auto plain = plain_bytes(value, at);
        out.append(value, at, plain);
        at += plain;
        if (at < value.size()) at = append_letter(out, value, at);
    }
    out += value.size() < whole.size() ? "…\"" : "\"";
}

// Bare where that is clear, as people read it.
void append_text(std::string& out, std::string_view value)
{
    bool bare = !value.empty() && value.size() <= kValueBytesMax;
    for (const char letter : value)
        bare = bare && is_plain_ascii(static_cast<unsigned char>(letter)) && letter != ' ' && letter != '=';
    if (bare) {
        out += value;
    } else {
        append_quoted(out, value);
    }
}

template <class Number>
void append_number(std::string& out, Number number)
{
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end);
}

// At most three decimals: nobody reads more.
void append_number(std::string& out, double number)
{
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    append_number<double>(out, std::round(number * 1000) / 1000);
}

void append_value(std::string& out, const Value& value, void (*append_string)(std::string&, std::string_view))
{
    std::visit(
        [&](const auto& held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::string_view>) {
                append_string(out, held);
            } else if constexpr (std::is_same_v<Held, bool>) {
                out += held ? "true" : "false";
            } else {
                append_number(out, held);
            }
        },
        value.held());
}

} // namespace

std::string text_line(std::string_view time, Level level, std::string_view event,
                      std::span<const Field> fields)
{
    std::string line{time};
    line += ' ';
    line += kLevelNames[static_cast<std::size_t>(level)];
    line += ' ';
    line += event;
    for (const auto& [name, value] : fields) {
        line += ' ';
        line += name;
        line += '=';
        append_value(line, value, append_text);
    }
    return line;
}

std::string json_line(std::string_view time, Level level, std::string_view event,
                      std::span<const Field> fields)
{
    std::string line = R"({"time":")";
    line += time;
    line += R"(","level":")";
    line += kLevelNames[static_cast<std::size_t>(level)];
    line += R"(","event":)";
    append_quoted(line, event);
    for (const auto& [name, value] : fields) {
        line += ',';
        append_quoted(line, name);
        line += ':';
        append_value(line, value, append_quoted);
    }
    line += '}';
    return line;
}

} // namespace a2a::log
