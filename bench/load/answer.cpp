// SPDX-License-Identifier: Apache-2.0
#include "load/answer.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace a2a::bench {
namespace {

constexpr std::size_t kHeaderBytesMax = 64 * 1024;

template <class Number>
std::optional<Number> number_in(std::string_view digits)
{
    Number number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

// The value of the first field of that name.
std::optional<std::string_view> field(std::string_view header, std::string_view name)
{
    for (auto at = header.find("\r\n"); at + 2 < header.size(); at = header.find("\r\n", at + 2)) {
        const auto line = header.substr(at + 2, header.find("\r\n", at + 2) - at - 2);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && text::equal_ignoring_ascii_case(line.substr(0, colon), name))
            return trimmed(line.substr(colon + 1));
    }
    return std::nullopt;
}

} // namespace

AnswerReader::Step AnswerReader::add(std::string_view bytes)
{
    bytes_.append(bytes);
    if (header_bytes_ == 0) {
        const auto step = read_header();
        if (step != Step::whole) return step;
    }
    const auto whole = header_bytes_ + body_bytes_;
    if (bytes_.size() > whole) return Step::malformed;
    return bytes_.size() == whole ? Step::whole : Step::more;
}

AnswerReader::Step AnswerReader::read_header()
{
    const auto end = bytes_.find("\r\n\r\n");
    if (end == std::string::npos) return bytes_.size() > kHeaderBytesMax ? Step::malformed : Step::more;
    const auto header = std::string_view{bytes_}.substr(0, end + 2);
    if (!header.starts_with("HTTP/1.1 ") || header.size() < 14) return Step::malformed;

    const auto status = number_in<unsigned>(header.substr(9, 3));
    if (!status || *status < 200) return Step::malformed;
    const bool bodiless = *status == 204 || *status == 304;
    const auto length = number_in<std::size_t>(field(header, "content-length").value_or("none"));
    if (!bodiless && !length) return Step::malformed;

    status_ = *status;
    closes_ = text::equal_ignoring_ascii_case(field(header, "connection").value_or(""), "close");
    body_bytes_ = bodiless ? 0 : *length;
    header_bytes_ = end + 4;
    return Step::whole;
}

Answer AnswerReader::answer() const
{
    return {.status = status_, .closes = closes_, .body = std::string_view{bytes_}.substr(header_bytes_)};
}

void AnswerReader::reset()
{
    bytes_.clear();
    header_bytes_ = 0;
}

} // namespace a2a::bench
