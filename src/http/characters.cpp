// SPDX-License-Identifier: Apache-2.0
#include "http/characters.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace a2a::http {
namespace {

constexpr std::array<bool, 256> make_table(std::string_view allowed)
{
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c) table.at(c) = true;
    for (unsigned c = 'a'; c <= 'z'; ++c) table.at(c) = true;
    for (unsigned c = 'A'; c <= 'Z'; ++c) table.at(c) = true;
    for (const char c : allowed) table.at(static_cast<unsigned char>(c)) = true;
    return table;
}

constexpr auto kTokenChars = make_table("!#$%&'*+-.^_`|~");
constexpr auto kHostChars = make_table("-._~!$&'()*+,;=%");

// Eight characters as a number.
using Eight = std::uint64_t;

constexpr Eight all(unsigned char byte)
{
    return 0x0101'0101'0101'0101 * Eight{byte};
}

// The upper bit of a byte is set when there may be a control character (tab and DEL among them)
// there or before, and of no byte when there is none.
constexpr Eight controls_in(Eight text)
{
    const auto del_is_zero = text ^ all(0x7f);
    return ((text - all(0x20)) & ~text) | ((del_is_zero - all(1)) & ~del_is_zero);
}

constexpr Eight unprintable_in(Eight text)
{
    return controls_in(text) | text;
}

// The last eight are looked at even where some of them were before.
template <Eight (*marks)(Eight)>
bool has_upper_bit(std::string_view text)
{
    Eight marked = 0, eight = 0;
    if (text.size() < sizeof eight) {
        for (const auto c : text) marked |= marks(all(static_cast<unsigned char>(c)));
    } else {
        const auto last = text.size() - sizeof eight;
        for (std::size_t at = 0; at < last; at += sizeof eight) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            marked |= marks(eight);
        }
        std::memcpy(&eight, text.data() + last, sizeof eight);
        marked |= marks(eight);
    }
    return (marked & all(0x80)) != 0;
}

// Without an early end: most texts are what they should be.
bool are_all(std::string_view text, const std::array<bool, 256>& allowed)
{
    bool are = true;
    for (const auto c : text) are &= allowed[static_cast<unsigned char>(c)];
    return are;
}

} // namespace

bool is_printable_ascii(std::string_view text)
{
    return !has_upper_bit<unprintable_in>(text);
}

bool is_field_value(std::string_view text)
{
    return !has_upper_bit<controls_in>(text) || std::ranges::all_of(text, is_field_char); // a tab is one
}

bool is_token_char(char c)
{
    return kTokenChars[static_cast<unsigned char>(c)];
}

bool is_token(std::string_view text)
{
    return !text.empty() && are_all(text, kTokenChars);
}

bool is_host_name(std::string_view text)
{
    return are_all(text, kHostChars);
}

} // namespace a2a::http
