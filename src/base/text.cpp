// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace a2a::text {

namespace {

struct Decoded {
    char32_t code_point = 0;
    std::size_t length = 0; // 0 = not UTF-8 here
};

// The length of the ASCII run at the start of `text`, eight bytes at a time.
std::size_t ascii_run(std::string_view text)
{
    std::size_t at = 0;
    for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((word & 0x8080808080808080) != 0) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

constexpr bool is_printing_ascii(char byte) // but not the space
{
    return byte > ' ' && byte < 0x7F;
}

// Where the first byte that is none of them stands from `at` on, or the end; eight bytes at a time.
std::size_t after_printing_ascii(std::string_view text, std::size_t at)
{
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHighBits = kOnes << 7U;
    if constexpr (std::endian::native == std::endian::little) {
        for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
            std::memcpy(&word, text.data() + at, sizeof word);
            // Borrows and carries go up: the lowest bit is right.
            const auto others = ((word - kOnes * (' ' + 1)) | (word + kOnes)) & kHighBits;
            if (others != 0) return at + static_cast<std::size_t>(std::countr_zero(others)) / 8;
        }
    }
    while (at < text.size() && is_printing_ascii(text[at])) ++at;
    return at;
}

constexpr bool is_continuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

// The first character, strictly: shortest form only, no surrogates, nothing above U+10FFFF.
Decoded first_of(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};

    auto code_point = static_cast<char32_t>(lead & (0x7f >> length));
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[i])) return {};
        code_point = code_point << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
    }
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    if (code_point < kSmallest[length] || surrogate || code_point > 0x10ffff) return {};
    return {code_point, length};
}

constexpr char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

std::string to_nfc(std::string_view text)
{
    static const auto* const normalizer = [] {
        UErrorCode fault = U_ZERO_ERROR;
        return icu::Normalizer2::getNFCInstance(fault);
    }();
    UErrorCode error = U_ZERO_ERROR;
    std::string normal;
    if (normalizer != nullptr) {
        icu::StringByteSink<std::string> sink{&normal};
        normalizer->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr,
                                  error);
    }
    return normalizer != nullptr && U_SUCCESS(error) ? normal : std::string{text};
}

// Letters that stand in words of several: not those of scripts without spaces.
bool joins(char32_t code_point)
{
    if (code_point < 0x80) return detail::is_ascii_alnum(static_cast<unsigned char>(code_point));
    const auto letter = static_cast<UChar32>(code_point);
    if (u_hasBinaryProperty(letter, UCHAR_IDEOGRAPHIC) != 0) return false;
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(letter, &error)) {
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return false;
    default:
        return u_isalnum(letter) != 0 || u_charType(letter) == U_NON_SPACING_MARK;
    }
}

} // namespace

bool is_utf8(std::string_view text)
{
    for (;;) {
        text.remove_prefix(ascii_run(text));
        if (text.empty()) return true;
        const auto [code_point, length] = first_of(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
}

std::string fold(std::string_view text)
{
    std::string folded;
    append_folded(folded, text);
    return folded;
}

void append_folded(std::string& folded, std::string_view text)
{
    if (ascii_run(text) == text.size()) {
        const auto begin = folded.size();
        folded.append(text);
        std::transform(text.begin(), text.end(), folded.begin() + static_cast<std::ptrdiff_t>(begin), lower);
        return;
    }
    const auto normal = to_nfc(text);
    folded.reserve(folded.size() + normal.size());
    for (std::string_view rest = normal; !rest.empty();) {
        const auto [code_point, length] = first_of(rest);
        if (length == 0) {
            folded += rest[0]; // not UTF-8 after all: kept as it is
        } else {
            append(folded,
                   static_cast<char32_t>(u_foldCase(static_cast<UChar32>(code_point), U_FOLD_CASE_DEFAULT)));
        }
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
}

std::string lower_ascii(std::string_view text)
{
    std::string lowered{text};
    for (char& letter : lowered) letter = lower(letter);
    return lowered;
}

bool equal_ignoring_ascii_case(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> found;
    append_words(found, text);
    return found;
}

void append_words(std::vector<std::string_view>& found, std::string_view text)
{
    std::size_t start = 0;
    const auto end_word = [&](std::size_t at) {
        if (at > start) found.push_back(text.substr(start, at - start));
    };
    for (auto at = after_printing_ascii(text, 0); at < text.size(); at = after_printing_ascii(text, at)) {
        if (text[at] == ' ') {
            end_word(at);
            start = ++at;
            continue;
        }
        const auto [code_point, length] = first_of(text.substr(at));
        const auto next = at + std::max<std::size_t>(length, 1);
        if (length > 0 && u_isUWhiteSpace(static_cast<UChar32>(code_point)) != 0) {
            end_word(at);
            start = next;
        }
        at = next;
    }
    end_word(text.size());
}

bool detail::is_border_beyond_ascii(std::string_view text, std::size_t at)
{
    auto before = at - 1;
    while (before > 0 && is_continuation(text[before])) --before;
    return !joins(first_of(text.substr(before)).code_point) || !joins(first_of(text.substr(at)).code_point);
}

std::string_view cut(std::string_view text, std::size_t bytes_max)
{
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && is_continuation(text[bytes_max])) --bytes_max;
    return text.substr(0, bytes_max);
}

void append(std::string& text, char32_t code_point)
{
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (code_point >> shift & 0x3f)); };
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        text += static_cast<char>(0xc0 | code_point >> 6);
        tail(0);
    } else if (code_point < 0x10000) {
        text += static_cast<char>(0xe0 | code_point >> 12);
        tail(6), tail(0);
    } else {
        text += static_cast<char>(0xf0 | code_point >> 18);
        tail(12), tail(6), tail(0);
    }
}

std::u32string letters_of(std::string_view text)
{
    std::u32string letters;
    letters.reserve(text.size());
    while (!text.empty()) {
        const auto [code_point, length] = first_of(text);
        letters += code_point;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return letters;
}

} // namespace a2a::text
