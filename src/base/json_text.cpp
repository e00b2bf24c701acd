// SPDX-License-Identifier: Apache-2.0
// The text side of base/json.hpp: white space, quoting, pointers.
#include "base/json.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace a2a::json {

namespace {

constexpr std::size_t kTokenBytesMax = 100;

constexpr bool is_space(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

// Past the closing quote of the string that opens at `begin`: the next quote after an even
// number of backslashes.
std::size_t end_of_string(std::string_view valid, std::size_t begin)
{
    for (auto at = valid.find('"', begin + 1);; at = valid.find('"', at + 1)) {
        auto first = at;
        while (valid[first - 1] == '\\') --first;
        if ((at - first) % 2 == 0) return at + 1;
    }
}

constexpr bool is_escaped(char letter)
{
    return static_cast<unsigned char>(letter) < 0x20 || letter == '"' || letter == '\\';
}

// Where the first byte that cannot stand in a string as it is stands from `at` on, or the end; eight bytes at
// a time.
std::size_t to_escape(std::string_view text, std::size_t at)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = ones << 7U;
    for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        const auto quotes = word ^ (ones * '"');
        const auto escapes = word ^ (ones * '\\');
        const auto found =
            ((word - ones * 0x20) & ~word) | ((quotes - ones) & ~quotes) | ((escapes - ones) & ~escapes);
        if ((found & tops) != 0) break;
    }
    while (at < text.size() && !is_escaped(text[at])) ++at;
    return at;
}

void append_escape(std::string& out, char control)
{
    constexpr std::string_view digits = "0123456789abcdef";
    switch (control) {
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u00";
        out += digits[static_cast<unsigned char>(control) >> 4U];
        out += digits[static_cast<unsigned char>(control) & 15U];
    }
}

// The first bytes of a name, whole characters only.
std::string_view beginning(std::string_view name)
{
    auto size = kTokenBytesMax;
    while ((static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) --size;
    return name.substr(0, size);
}

} // namespace

std::string minify(std::string_view valid)
{
    std::string out;
    out.reserve(valid.size());
    append_minified(out, valid);
    return out;
}

void append_minified(std::string& out, std::string_view valid)
{
    for (std::size_t at = 0; at < valid.size();) {
        const auto begin = at;
        while (at < valid.size() && !is_space(valid[at]))
            at = valid[at] == '"' ? end_of_string(valid, at) : at + 1;
        out += valid.substr(begin, at - begin);
        while (at < valid.size() && is_space(valid[at])) ++at;
    }
}

void quote(std::string& out, std::string_view utf8)
{
    out += '"';
    std::size_t copied = 0;
    for (auto at = to_escape(utf8, 0); at < utf8.size(); at = to_escape(utf8, at + 1)) {
        const char letter = utf8[at];
        out += utf8.substr(copied, at - copied);
        copied = at + 1;
        if (letter == '"' || letter == '\\') {
            out += {'\\', letter};
        } else {
            append_escape(out, letter);
        }
    }
    out += utf8.substr(copied);
    out += '"';
}

std::string literal(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size() + 2);
    quote(out, utf8);
    return out;
}

void append_token(std::string& pointer, std::string_view name)
{
    const bool is_long = name.size() > kTokenBytesMax;
    pointer.reserve(pointer.size() + 1 + std::min(name.size(), kTokenBytesMax));
    pointer += '/';
    for (const char letter : is_long ? beginning(name) : name) {
        if (letter == '~') {
            pointer += "~0";
        } else if (letter == '/') {
            pointer += "~1";
        } else {
            pointer += letter;
        }
    }
    if (is_long) pointer += "…";
}

std::string Pointer::print() const
{
    if (parent_ == nullptr) return {};
    auto printed = parent_->print();
    if (is_index_) {
        printed += '/';
        printed += std::to_string(index_);
    } else {
        append_token(printed, name_);
    }
    return printed;
}

} // namespace a2a::json
