// SPDX-License-Identifier: Apache-2.0
#include "http/head_scanner.hpp"

#include "http/syntax.hpp"

#include <algorithm>

namespace a2a::http {
namespace {

// TLS, or noise: said as soon as it is seen, and of a line that came as a whole just the same.
constexpr std::string_view kNotHttp = "this is not HTTP";

// One request line: how long is its target, for the right refusal when the line is too long.
bool target_is_longer_than(std::string_view line, std::size_t bytes)
{
    const auto space = line.find(' ');
    return space != std::string_view::npos &&
           std::min(line.find(' ', space + 1), line.size()) - space - 1 > bytes;
}

} // namespace

bool HeadScanner::scan(std::string_view bytes, std::string_view known)
{
    if (refusal_) return false;
    for (;;) {
        const auto newline = bytes.find('\n', scanned_);
        if (newline == std::string_view::npos) {
            scanned_ = bytes.size();
            check_open_line(bytes);
            return false;
        }
        if (newline == line_begin_ || bytes[newline - 1] != '\r')
            return refuse(Status::bad_request, "bad-request", "a line ends without CR");
        const auto line = bytes.substr(line_begin_, newline - 1 - line_begin_);
        const bool leading_empty_line = line.empty() && lines_ == 0;
        if (leading_empty_line && begin_ != 0)
            return refuse(Status::bad_request, "bad-request",
                          "more than one empty line before the request line");
        if (!line.empty() && !take_line(line)) return false;
        line_begin_ = scanned_ = newline + 1;
        if (leading_empty_line) begin_ = line_begin_;              // RFC 9112 section 2.2: one is skipped
        const bool is_request_line = lines_ == 1 && !line.empty(); // nothing behind the empty line is a field
        const bool are_known =
            is_request_line && !known.empty() && bytes.substr(line_begin_).starts_with(known);
        if (are_known) line_begin_ += known.size();
        if (is_too_large()) return false;
        if (are_known || (line.empty() && !leading_empty_line)) return true;
    }
}

bool HeadScanner::is_too_large()
{
    return line_begin_ - begin_ > limits_->header_bytes &&
           !refuse(Status::header_fields_too_large, "header-too-large", "the header section is too large");
}

bool HeadScanner::take_line(std::string_view line)
{
    if (++lines_ == 1) {
        if (!is_token_char(line.front())) return refuse(Status::bad_request, "bad-request", kNotHttp);
        if (target_is_longer_than(line, limits_->target_bytes))
            return refuse(Status::uri_too_long, "uri-too-long", "the request target is too long");
        if (!is_printable_ascii(line))
            return refuse(Status::bad_request, "bad-request",
                          "the request line has a character that is not allowed");
        return true;
    }
    if (line.size() > limits_->header_line_bytes)
        return refuse(Status::header_fields_too_large, "header-too-large", "a header field is too large");
    if (lines_ - 1 > limits_->header_fields)
        return refuse(Status::header_fields_too_large, "header-too-large", "too many header fields");
    if (line.front() == ' ' || line.front() == '\t')
        return refuse(Status::bad_request, "bad-request", "a header field is folded over two lines");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return refuse(Status::bad_request, "bad-request", "a header field has no valid name");
    if (!is_field_value(line.substr(colon + 1)))
        return refuse(Status::bad_request, "bad-request", "a header field has a control character");
    return true;
}

// The line has no end yet: refuse at once what no further byte can mend.
bool HeadScanner::check_open_line(std::string_view bytes)
{
    const auto rest = bytes.substr(line_begin_);
    const auto line = rest.substr(0, rest.find('\r'));
    if (line.size() + 1 < rest.size()) return refuse(Status::bad_request, "bad-request", "a CR without LF");
    if (lines_ == 0 && !line.empty() && !is_token_char(line.front()))
        return refuse(Status::bad_request, "bad-request", kNotHttp);
    if (lines_ == 0 && target_is_longer_than(line, limits_->target_bytes))
        return refuse(Status::uri_too_long, "uri-too-long", "the request target is too long");
    if (lines_ > 0 && line.size() > limits_->header_line_bytes)
        return refuse(Status::header_fields_too_large, "header-too-large", "a header field is too large");
    if (bytes.size() - begin_ > limits_->header_bytes)
        return refuse(Status::header_fields_too_large, "header-too-large", "the header section is too large");
    return true;
}

bool HeadScanner::refuse(Status status, std::string_view slug, std::string_view detail)
{
    refusal_ = Refusal{status, slug, detail};
    return false;
}

} // namespace a2a::http
