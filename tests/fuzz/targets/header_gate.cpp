// SPDX-License-Identifier: Apache-2.0
// Header sections: the same however they are cut, nothing through that two could read in two ways, and
// within the limits.
#include "base/text.hpp"
#include "cuts.hpp"
#include "http/head_reader.hpp"
#include "http/syntax.hpp"
#include "target.hpp"

#include <algorithm>
#include <string>

namespace a2a::fuzz {
namespace {

using http::Framing;
using http::RequestHead;

constexpr http::Limits kSmall{
    .header_bytes = 220, .header_line_bytes = 60, .target_bytes = 40, .header_fields = 6};

void must_be_clean(std::string_view section, const http::Limits& limits)
{
    must(section.size() <= limits.header_bytes && section.ends_with("\r\n\r\n"), "the section is bounded");
    must(section.find("\r\n\r\n") + 4 == section.size(), "the section ends at its first empty line");
    for (std::size_t at = 0; at < section.size(); ++at) {
        const auto c = section[at];
        const bool is_end = c == '\r' ? section[at + 1] == '\n' : c == '\n' && section[at - 1] == '\r';
        must(is_end || http::is_field_char(c), "no control characters, no bare CR or LF");
    }
}

struct Read {
    bool is_accepted = false, is_refused = false; // neither: it waits for more
    std::size_t begin = 0, end = 0;
    bool operator==(const Read&) const = default;
};

Read read(std::string_view bytes, Cuts* cuts, const http::Limits& limits, RequestHead& head)
{
    http::HeadScanner scanner{limits};
    bool is_complete = false;
    for (std::size_t there = 0; there < bytes.size() && !is_complete && !scanner.refusal();) {
        there = std::min(bytes.size(), cuts != nullptr ? there + cuts->next() : bytes.size());
        is_complete = scanner.scan(bytes.substr(0, there));
    }
    if (!is_complete) return {.is_refused = scanner.refusal().has_value()};
    const auto section = bytes.substr(scanner.begin(), scanner.end() - scanner.begin());
    must_be_clean(section, limits);
    if (http::read_head(section, head)) return {.is_refused = true};
    return {.is_accepted = true, .begin = scanner.begin(), .end = scanner.end()};
}

std::size_t count(const http::Fields& fields, std::string_view name)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        fields, [&](const http::Field& field) { return text::equal_ignoring_ascii_case(field.name, name); }));
}

// RFC 9112 section 6.3, and what the gate promises beyond it.
void must_be_unambiguous(const RequestHead& head, const http::Limits& limits)
{
    const auto& request = head.request;
    const auto codings = count(request.fields, "transfer-encoding");
    const auto lengths = count(request.fields, "content-length");
    must(codings + lengths <= 1, "one field at most frames the message");
    must((head.framing == Framing::chunked) == (codings == 1), "a coding means chunks");
    must(head.framing != Framing::chunked || request.version_minor == 1, "chunks are of HTTP/1.1");
    must((head.framing == Framing::length) == (head.content_length > 0), "a length is one that was told");
    must(head.content_length < std::uint64_t{1} << 63, "a length is below 2^63");
    must(count(request.fields, "host") == 1 || request.version_minor == 0, "one Host");
    must(request.fields.size() <= limits.header_fields, "the number of fields is bounded");
    for (const auto& [name, value] : request.fields) {
        must(http::is_token(name), "names are tokens");
        must(value == http::trim(value), "values have no blanks around them");
    }
    must(request.path.starts_with('/') || (request.path == "*" && request.verb == http::Verb::options),
         "a path begins with /");
    must(request.path.find_first_of("?# ") == std::string_view::npos, "a path is only that");
    must(request.target.size() <= limits.target_bytes, "a target is bounded");
}

// As a proxy would send it on.
std::string printed(const http::Request& request)
{
    auto text = std::string{request.method} + ' ' + std::string{request.path};
    if (!request.query.empty()) text.append("?").append(request.query);
    text.append(" HTTP/1.").append(std::to_string(request.version_minor)).append("\r\n");
    for (const auto& [name, value] : request.fields)
        text.append(name).append(": ").append(value).append("\r\n");
    return text + "\r\n";
}

void must_read_the_same(const RequestHead& head)
{
    const auto again_text = printed(head.request);
    RequestHead again;
    must(!http::read_head(again_text, again), "what is sent on is accepted");
    must(again.framing == head.framing && again.content_length == head.content_length &&
             again.keep_alive == head.keep_alive && again.expects_continue == head.expects_continue,
         "what is sent on frames the same");
    must(again.request.path == head.request.path && again.request.query == head.request.query &&
             again.request.verb == head.request.verb,
         "what is sent on asks the same");
}

// A client that sends it again, and one that sends other fields before it.
void must_mean_the_same_when_remembered(std::string_view section, const RequestHead& head,
                                        const http::Limits& limits)
{
    http::HeadReader reader;
    must(!reader.read("PUT /other HTTP/1.0\r\nX: y\r\nContent-Length: 9\r\n\r\n"), "a plain one is accepted");
    for (int times = 0; times < 2; ++times) {
        http::HeadScanner scanner{limits};
        must(scanner.scan(section, reader.known()) && scanner.end() == section.size(), "it is whole again");
        must(!reader.read(section), "it is accepted again");
        const auto& again = reader.head();
        must(again.framing == head.framing && again.content_length == head.content_length &&
                 again.keep_alive == head.keep_alive && again.expects_continue == head.expects_continue &&
                 again.request.host == head.request.host && printed(again.request) == printed(head.request),
             "it says the same again");
    }
}

} // namespace

void run(std::string_view input)
{
    const auto choice = take_choice(input);
    const auto limits = choice % 2 == 0 ? http::Limits{} : kSmall;
    Cuts cuts{static_cast<std::uint8_t>(choice / 2)};
    RequestHead head;
    const auto whole = read(input, nullptr, limits, head);
    RequestHead head_of_pieces;
    must(read(input, &cuts, limits, head_of_pieces) == whole, "in pieces, the same verdict");
    if (!whole.is_accepted) return;
    must(whole.begin == 0 || (whole.begin == 2 && input.starts_with("\r\n")), "one empty line is skipped");
    must_be_unambiguous(head, limits);
    must_read_the_same(head);
    must_mean_the_same_when_remembered(input.substr(whole.begin, whole.end - whole.begin), head, limits);
}

} // namespace a2a::fuzz
