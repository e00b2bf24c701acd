// SPDX-License-Identifier: Apache-2.0
// Strings and numbers of the reader behind json::parse.
#include "base/json_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <system_error>

namespace a2a::json {

namespace {

constexpr unsigned char byte_of(char letter)
{
    return static_cast<unsigned char>(letter);
}

// Ends a run of text that needs no look: a quote, an escape, a control or non-ASCII byte.
constexpr bool is_special(char letter)
{
    return letter == '"' || letter == '\\' || byte_of(letter) < 0x20 || byte_of(letter) >= 0x80;
}

// Whether any of eight bytes is special.
bool any_special(const char* eight)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    std::uint64_t word = 0;
    std::memcpy(&word, eight, sizeof word);
    const auto quotes = word ^ (ones * '"');
    const auto escapes = word ^ (ones * '\\');
    return ((word | (word - ones * 0x20) | (quotes - ones) | (escapes - ones)) & tops) != 0;
}

const char* skip_plain(const char* at, const char* end)
{
    while (end - at >= 8 && !any_special(at)) at += 8;
    while (at != end && !is_special(*at)) ++at;
    return at;
}

// The length of the UTF-8 sequence at `at`, 0 when it is none (Unicode 15, table 3-7).
std::size_t utf8_length(const char* at, const char* end)
{
    const auto lead = byte_of(*at);
    const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || static_cast<std::size_t>(end - at) < length) return 0;
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte_of(at[1]) < low || byte_of(at[1]) > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte_of(at[i]) & 0xC0U) != 0x80) return 0;
    }
    return length;
}

void append_utf8(std::string& out, unsigned point)
{
    const auto put = [&](unsigned bits) { out += static_cast<char>(bits); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | point >> 6U);
        put(0x80 | (point & 0x3FU));
    } else if (point < 0x10000) {
        put(0xE0 | point >> 12U);
        put(0x80 | (point >> 6U & 0x3FU));
        put(0x80 | (point & 0x3FU));
    } else {
        put(0xF0 | point >> 18U);
        put(0x80 | (point >> 12U & 0x3FU));
        put(0x80 | (point >> 6U & 0x3FU));
        put(0x80 | (point & 0x3FU));
    }
}

// What a letter after a backslash stands for; 0 when it is no escape (or \u).
constexpr char simple_escape(char letter)
{
    switch (letter) {
    case '"':
    case '\\':
    case '/':
        return letter;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

// Whether a number that from_chars calls out of range is too large, rather than too small:
// the place of its first significant digit decides.
bool is_huge(std::string_view number)
{
    const auto exponent_at = std::min(number.find_first_of("eE"), number.size());
    const auto mantissa = number.substr(0, exponent_at);
    const auto first = mantissa.find_first_of("123456789");
    if (first == std::string_view::npos) return false;
    const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
    auto place = point - static_cast<std::int64_t>(first);
    if (exponent_at != number.size()) {
        auto spelled = number.substr(exponent_at + 1);
        const bool is_negative = spelled.front() == '-';
        if (!is_digit(spelled.front())) spelled.remove_prefix(1);
        std::int64_t exponent = 0;
        const auto read = std::from_chars(spelled.data(), spelled.data() + spelled.size(), exponent);
        constexpr std::int64_t beyond_any_mantissa = std::int64_t{1} << 40U;
        if (read.ec != std::errc{} || exponent > beyond_any_mantissa) exponent = beyond_any_mantissa;
        place += is_negative ? -exponent : exponent;
    }
    return place > 0;
}

bool is_finite(std::string_view number)
{
    constexpr std::size_t digits_always_finite = 300;
    if (number.size() < digits_always_finite && number.find_first_of("eE") == std::string_view::npos)
        return true;
    double ignored = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), ignored);
    return read.ec == std::errc{} || !is_huge(number);
}

} // namespace

Reader::Step Reader::read_number()
{
    const char* const begin = at_;
    if (peek() == '-') ++at_;
    const bool leads_with_zero = peek() == '0';
    const char* const integer = at_;
    if (!read_digits()) return Step::fault;
    if (leads_with_zero && at_ - integer > 1) {
        refuse("json-number", "a number has a leading zero", begin);
        return Step::fault;
    }
    if (peek() == '.') {
        ++at_;
        if (!read_digits()) return Step::fault;
    }
    if (peek() == 'e' || peek() == 'E') {
        ++at_;
        if (peek() == '+' || peek() == '-') ++at_;
        if (!read_digits()) return Step::fault;
    }
    if (!is_finite({begin, static_cast<std::size_t>(at_ - begin)})) {
        refuse("json-range", "a number is beyond the range of finite doubles", begin);
        return Step::fault;
    }
    add(Kind::number, begin);
    return Step::follow;
}

// One or more.
bool Reader::read_digits()
{
    if (!is_digit(peek())) return refuse("json-number", "a digit is missing in a number");
    while (is_digit(peek())) ++at_;
    return true;
}

// A string or a member name; its text is decoded only where it has an escape.
bool Reader::read_string()
{
    auto& decoded = document_.decoded_;
    const char* const begin = at_++;
    const char* copied = at_;
    const auto link = decoded.size();
    bool is_decoded = false;
    for (;;) {
        at_ = skip_plain(at_, end_);
        if (at_ == end_) return refuse("json-syntax", "the text ends inside a string");
        if (*at_ == '"') break;
        if (*at_ == '\\') {
            is_decoded = true;
            decoded.append(copied, at_);
            if (!read_escape()) return false;
            copied = at_;
        } else if (byte_of(*at_) < 0x20) {
            return refuse("json-control", "a control character stands unescaped in a string");
        } else if (const auto length = utf8_length(at_, end_); length != 0) {
            at_ += length;
        } else {
            return refuse("json-utf8", "a string is not valid UTF-8");
        }
    }
    if (is_decoded) decoded.append(copied, at_);
    ++at_;
    auto& node = document_.nodes_[add(Kind::string, begin)];
    if (is_decoded) {
        node.link = static_cast<std::uint32_t>(link);
        node.count = static_cast<std::uint32_t>(decoded.size() - link);
    }
    return true;
}

bool Reader::read_escape()
{
    const char* const begin = at_++;
    if (const char simple = simple_escape(peek()); simple != '\0') {
        document_.decoded_ += simple;
        ++at_;
        return true;
    }
    if (peek() != 'u') return refuse("json-syntax", "an unknown escape in a string", begin);
    const auto lone = [&] { return refuse("json-surrogate", "an escaped surrogate stands alone", begin); };
    unsigned point = 0;
    if (!read_code_unit(point)) return false;
    if (point >= 0xDC00 && point <= 0xDFFF) return lone();
    if (point >= 0xD800 && point <= 0xDBFF) {
        unsigned low = 0;
        if (end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') return lone();
        ++at_;
        if (!read_code_unit(low)) return false;
        if (low < 0xDC00 || low > 0xDFFF) return lone();
        point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
    }
    append_utf8(document_.decoded_, point);
    return true;
}

// From the u on.
bool Reader::read_code_unit(unsigned& unit)
{
    constexpr std::ptrdiff_t letters = 5;
    if (end_ - at_ >= letters) {
        const auto [stop, error] = std::from_chars(at_ + 1, at_ + letters, unit, 16);
        if (error == std::errc{} && stop == at_ + letters) {
            at_ += letters;
            return true;
        }
    }
    return refuse("json-syntax", "an escape needs four hexadecimal digits");
}

} // namespace a2a::json
