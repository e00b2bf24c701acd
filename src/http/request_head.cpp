// SPDX-License-Identifier: Apache-2.0
#include "http/request_head.hpp"

#include "base/text.hpp"
#include "http/syntax.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/container/small_vector.hpp>

#include <algorithm>

namespace a2a::http {
namespace {

namespace beast = boost::beast;
using Code = beast::error_code;
using BeastView = beast::string_view;

// What Beast is shown: the request line and the fields that frame the message.
using Excerpt = boost::container::small_vector<char, 512>;

void append(Excerpt& excerpt, std::string_view text)
{
    excerpt.insert(excerpt.end(), text.begin(), text.end());
}

// Beast's request parser, for an excerpt of so many bytes that begins with this line.
class LineParser final : public beast::http::basic_parser<true> {
public:
    LineParser(std::string_view line, std::size_t bytes, Request& request) : line_{line}, request_{request}
    {
        header_limit(static_cast<std::uint32_t>(bytes) + 1); // HeadScanner has counted already
        body_limit(boost::none);                             // bodies are read elsewhere
    }

private:
    void on_request_impl(beast::http::verb, BeastView method, BeastView target, int version, Code&) override
    {
        request_.method = line_.substr(0, method.size());
        request_.verb = verb_named(request_.method);
        request_.target = line_.substr(method.size() + 1, target.size());
        request_.version_minor = version % 10;
    }
    void on_field_impl(beast::http::field, BeastView, BeastView, Code&) override {}
    void on_response_impl(int, BeastView, int, Code&) override {}
    void on_header_impl(Code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
    std::size_t on_body_impl(BeastView, Code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, BeastView, Code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, BeastView, Code&) override { return 0; }
    void on_finish_impl(Code&) override {}

    std::string_view line_;
    Request& request_;
};

Refusal bad(std::string_view detail)
{
    return {Status::bad_request, "bad-request", detail};
}

// The version, before Beast's own less telling complaint (RFC 9112 section 2.3).
std::optional<Refusal> check_version(std::string_view line)
{
    line.remove_suffix(kLineEnd.size());
    const auto space = line.rfind(' ');
    if (space == std::string_view::npos || line.find(' ') == space)
        return bad("the request line is malformed");
    const auto version = line.substr(space + 1);
    if (version == "HTTP/1.1" || version == "HTTP/1.0") return std::nullopt;
    const bool is_version = version.size() == 8 && version.starts_with("HTTP/") && version[5] >= '0' &&
                            version[5] <= '9' && version[6] == '.' && version[7] >= '0' && version[7] <= '9';
    if (!is_version) return bad("the request line is malformed");
    return Refusal{Status::version_not_supported, "http-version-not-supported",
                   "only HTTP/1.0 and HTTP/1.1 are spoken here"};
}

// RFC 9112 section 6.3, strictly: whatever could be read in two ways is refused.
std::optional<Refusal> decide_framing(const DecidingFields& seen, RequestHead& head)
{
    if (seen.codings > 0) {
        if (seen.lengths > 0) return bad("both Transfer-Encoding and Content-Length");
        if (seen.codings > 1 || head.request.version_minor == 0)
            return bad("Transfer-Encoding is not acceptable");
        const auto coding = trim(seen.coding);
        const bool is_chunked = text::equal_ignoring_ascii_case(coding, "chunked");
        if (!is_chunked && is_token(coding))
            return Refusal{Status::not_implemented, "transfer-coding-unknown",
                           "the only transfer coding understood is chunked"};
        if (!is_chunked) return bad("Transfer-Encoding is not acceptable");
        head.framing = Framing::chunked;
    } else if (seen.lengths > 0) {
        const auto length = parse_content_length(seen.length);
        if (seen.lengths > 1 || !length) return bad("Content-Length is not one number");
        head.framing = *length > 0 ? Framing::length : Framing::none;
        head.content_length = *length;
    }
    return std::nullopt;
}

// RFC 9112 section 3.2: origin-form, absolute-form (its authority wins), "*" for OPTIONS.
std::optional<Refusal> read_target(Request& request)
{
    auto target = request.target;
    if (target.find('#') != std::string_view::npos) return bad("the request target has a fragment");
    if (target == "*") {
        if (request.verb != Verb::options) return bad("the request target * is for OPTIONS");
        request.path = target;
        return std::nullopt;
    }
    if (!target.starts_with('/')) {
        const auto scheme = target.find("://");
        if (scheme == std::string_view::npos) return bad("the request target is neither a path nor a URI");
        const auto name = target.substr(0, scheme);
        if (!text::equal_ignoring_ascii_case(name, "http") && !text::equal_ignoring_ascii_case(name, "https"))
            return bad("the request target has another scheme");
        target.remove_prefix(scheme + 3);
        const auto path = std::min(target.find_first_of("/?"), target.size());
        request.host = target.substr(0, path);
        target.remove_prefix(path);
        if (!is_valid_host(request.host)) return bad("the request target has no valid authority");
    }
    const auto mark = std::min(target.find('?'), target.size());
    request.path = mark == 0 ? std::string_view{"/"} : target.substr(0, mark);
    request.query = target.substr(std::min(mark + 1, target.size()));
    request.target = target.starts_with('/') ? target : request.path;
    return std::nullopt;
}

std::optional<Refusal> read_host(const DecidingFields& seen, Request& request)
{
    if (seen.hosts > 1 || (seen.hosts == 0 && request.version_minor == 1))
        return bad("exactly one Host field is needed");
    if (seen.hosts == 0) return std::nullopt;
    if (!seen.host_is_valid) return bad("the Host field is not valid");
    if (request.host.empty()) request.host = seen.host;
    return std::nullopt;
}

std::optional<Refusal> read_expectation(const DecidingFields& seen, RequestHead& head)
{
    if (head.request.version_minor == 0) return std::nullopt; // RFC 9110 section 10.1.1: ignored there
    if (seen.expects_else)
        return Refusal{Status::expectation_failed, "expectation-failed",
                       "the only expectation understood is 100-continue"};
    head.expects_continue = seen.expects_continue && head.framing != Framing::none;
    return std::nullopt;
}

void forget_all_but_fields(RequestHead& head)
{
    auto& request = head.request;
    request.verb = Verb::unknown;
    request.method = request.target = request.path = request.query = request.host = request.body = {};
    request.version_minor = 1;
    head.framing = Framing::none;
    head.content_length = 0;
    head.keep_alive = true;
    head.expects_continue = false;
}

} // namespace

std::optional<Refusal> read_head(std::string_view section, RequestHead& head)
{
    const auto line = take_line(section);
    return read_line(line, read_fields(section, head.request.fields), head);
}

std::optional<Refusal> read_line(std::string_view line, const DecidingFields& seen, RequestHead& head)
{
    forget_all_but_fields(head);
    auto& request = head.request;
    if (auto refusal = check_version(line)) return refusal;
    Excerpt excerpt;
    append(excerpt, line);
    append(excerpt, {seen.lines.data(), seen.lines.size()});
    append(excerpt, kLineEnd);
    Code error;
    LineParser parser{line, excerpt.size(), request};
    parser.put(boost::asio::buffer(excerpt.data(), excerpt.size()), error);
    if (auto refusal = decide_framing(seen, head)) return refusal;
    if (error && error != beast::http::error::need_more) return bad("the header section is malformed");
    if (!parser.is_header_done()) return bad("the header section is malformed");
    if (request.verb == Verb::connect)
        return Refusal{Status::not_implemented, "method-not-implemented", "CONNECT is not implemented"};
    if (auto refusal = read_target(request)) return refusal;
    if (auto refusal = read_host(seen, request)) return refusal;
    if (auto refusal = read_expectation(seen, head)) return refusal;
    head.keep_alive = !seen.close && (request.version_minor == 1 || seen.keep_alive);
    return std::nullopt;
}

} // namespace a2a::http
