// SPDX-License-Identifier: Apache-2.0
// Unicode text for search, and small text tools: UTF-8 in, UTF-8 out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::text {

bool is_utf8(std::string_view text);

// Normalised to NFC, then simple case folding of each code point (ICU u_foldCase), so
// that equal-ignoring-case texts become equal bytes. Never fails: `text` must be UTF-8.
std::string fold(std::string_view text);
void append_folded(std::string& folded, std::string_view text);

// ASCII letters lowered; everything else as it is. For tokens of protocols.
std::string lower_ascii(std::string_view text);
bool equal_ignoring_ascii_case(std::string_view a, std::string_view b);

// The runs between Unicode White_Space characters; views into `text`.
std::vector<std::string_view> words(std::string_view text);
void append_words(std::vector<std::string_view>& found, std::string_view text);

// Whether a word may begin at this byte of UTF-8, or end before it: at the borders of the text,
// beside what is no letter, digit or mark, and around every letter of a script that does not
// put spaces between words (ideographs, kana, Thai).
inline bool is_word_border(std::string_view text, std::size_t at);

// Cut to at most `bytes_max` bytes, never inside a character.
std::string_view cut(std::string_view text, std::size_t bytes_max);

// Percent-decoding (RFC 3986 section 2.1), once. Nothing when an escape is invalid. '+' stays '+'.
std::optional<std::string> percent_decode(std::string_view text);

// Everything but unreserved characters is escaped, so the result is one path segment.
std::string percent_encode(std::string_view text);

// URL-safe base64 without padding (RFC 4648 section 5). Decoding refuses everything else.
std::string base64url_encode(std::string_view bytes);
void append_base64url(std::string& out, std::string_view bytes);
char* write_base64url(char* to, std::string_view bytes); // returns where it ended
std::optional<std::string> base64url_decode(std::string_view text);

// The code points of UTF-8, and one of them put behind a text.
std::u32string letters_of(std::string_view text);
void append(std::string& text, char32_t letter);

// Edits that make one word the other: insert, delete, replace, swap two neighbours (optimal
// string alignment). Takes time in the product of their lengths.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b);

// The candidate nearest to `word` by edit distance (transpositions count as one), when it
// is near enough to be a likely slip of the hand; for "unknown option --prot, did you mean --port".
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates);

namespace detail {

constexpr bool is_ascii_alnum(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z');
}
bool is_border_beyond_ascii(std::string_view text, std::size_t at);

} // namespace detail

// Here because a search asks it for every chunk of a large vocabulary.
inline bool is_word_border(std::string_view text, std::size_t at)
{
    if (at == 0 || at >= text.size()) return true;
    const auto before = static_cast<unsigned char>(text[at - 1]);
    const auto after = static_cast<unsigned char>(text[at]);
    if (before < 0x80 && after < 0x80)
        return !detail::is_ascii_alnum(before) || !detail::is_ascii_alnum(after);
    return detail::is_border_beyond_ascii(text, at);
}

} // namespace a2a::text
