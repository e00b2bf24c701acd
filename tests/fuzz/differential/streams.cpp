// SPDX-License-Identifier: Apache-2.0
#include "differential/streams.hpp"

#include <array>
#include <charconv>
#include <string_view>

namespace a2a::fuzz {
namespace {

using Texts = std::initializer_list<std::string_view>;

// What is right comes several times, so that most requests have one oddity at most.
constexpr std::array<std::string_view, 12> kRequestLines{
    "GET / HTTP/1.1",  "GET /agents?limit=1 HTTP/1.1", "POST /agents HTTP/1.1",
    "POST / HTTP/1.1", "PUT /a%2Fb HTTP/1.1",          "DELETE /agents/x HTTP/1.1",
    "HEAD / HTTP/1.1", "OPTIONS * HTTP/1.1",           "GET http://b/ HTTP/1.1",
    "POST / HTTP/1.0", "M-SEARCH / HTTP/1.1",          "GET /\"<>\\^`{|} HTTP/1.1"};
constexpr std::array<std::string_view, 24> kFields{"Accept: */*",
                                                   "X: y",
                                                   "X:",
                                                   "X:\t y \t",
                                                   "User-Agent: \xc3\xa4",
                                                   "Connection: keep-alive",
                                                   "Connection: close",
                                                   "Connection: upgrade",
                                                   "Connection: X, close",
                                                   "Connection: content-length",
                                                   "Upgrade: h2c",
                                                   "Upgrade: websocket",
                                                   "Expect: 100-continue",
                                                   "Proxy-Connection: close",
                                                   "Keep-Alive: timeout=5",
                                                   "TE: trailers",
                                                   "Trailer: Content-Length",
                                                   "Content-Type: a/b",
                                                   "Content-Encoding: gzip",
                                                   "Transfer_Encoding: chunked",
                                                   "Content_Length: 3",
                                                   "X-Content-Length: 3",
                                                   "Sec-WebSocket-Key: a",
                                                   "HTTP2-Settings: a"};
constexpr std::array<std::string_view, 16> kOddFraming{
    "Content-Length: 0\r\nContent-Length: 0",
    "Content-Length: 3, 3",
    "Content-Length: +3",
    "Content-Length: 0x3",
    "Content-Length:",
    "Content-Length: 3 3",
    "Content-Length: 18446744073709551619",
    "Content-Length : 3",
    "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: identity",
    "Transfer-Encoding:\x0b"
    "chunked",
    "Transfer-Encoding: \"chunked\"",
    "Transfer-Encoding: chunked;a=b",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: xchunked"};
constexpr std::array<std::string_view, 8> kExtensions{";a",          ";a=b", " ; a = b", ";a=\"b;c\"",
                                                      ";a=\"\\\"\"", ";",    " ",        ";a="};
constexpr std::array<std::string_view, 6> kTrailers{
    "X: y", "Content-Length: 5", "Transfer-Encoding: chunked", "Host: b", "X", " X: y"};
constexpr std::array<std::string_view, 18> kPieces{"\r",
                                                   "\n",
                                                   "\r\n",
                                                   "\r\n\r\n",
                                                   " ",
                                                   "\t",
                                                   "\0",
                                                   ":",
                                                   ",",
                                                   ";",
                                                   "0",
                                                   "\x0b",
                                                   "\xff",
                                                   "0\r\n\r\n",
                                                   "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                                                   "\r\nContent-Length: 5",
                                                   "\r\nTransfer-Encoding: chunked",
                                                   "\r\n X"};
constexpr std::string_view kSentinel = "GET /sentinel HTTP/1.1\r\nHost: a\r\n\r\n";

std::string in_hex(std::size_t number, std::size_t zeros)
{
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
    return std::string(zeros, '0').append(digits.data(), end);
}

} // namespace

std::string Streams::next()
{
    std::string stream;
    if (!kept_.empty() && one_in(4))
        stream = kept_[below(kept_.size())];
    else
        for (auto left = 1 + below(3); left > 0; --left) stream += request();
    if (one_in(2))
        for (auto left = 1 + below(3); left > 0; --left) change(stream);
    return stream.append(kSentinel); // whoever frames differently before it meets another request here
}

std::string Streams::request()
{
    auto text = std::string{kRequestLines[below(kRequestLines.size())]} + "\r\nHost: a\r\n";
    for (auto left = below(3); left > 0; --left) text.append(kFields[below(kFields.size())]).append("\r\n");
    std::string fields;
    const auto body = framed_body(fields);
    return text + fields + "\r\n" + body;
}

// The body, and into `fields` what frames it: mostly as it should be.
std::string Streams::framed_body(std::string& fields)
{
    switch (below(6)) {
    case 0:
        fields = std::string{kOddFraming[below(kOddFraming.size())]} + "\r\n";
        return one_in(2) ? "abc" : chunks();
    case 1:
        fields = "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n";
        return chunks();
    case 2:
        fields = "Transfer-Encoding: chunked\r\n";
        return chunks();
    case 3: {
        std::string body{one_in(3) ? kSentinel : std::string_view{"abc\r\n\r\n"}};
        fields = "Content-Length: " + std::to_string(body.size() - (one_in(8) ? 1 : 0)) + "\r\n";
        return body;
    }
    default:
        return {};
    }
}

std::string Streams::chunks()
{
    std::string text;
    for (auto left = below(4); left > 0; --left) {
        const std::string data = one_in(4) ? std::string{kSentinel} : std::string(1 + below(20), '0');
        text += in_hex(data.size(), one_in(4) ? below(18) : 0);
        if (one_in(4)) text += kExtensions[below(kExtensions.size())];
        text += one_in(16) ? "\n" : "\r\n";
        text += data;
        text += one_in(16) ? "\n" : "\r\n";
    }
    text += one_in(8) ? "00" : "0";
    if (one_in(8)) text += kExtensions[below(kExtensions.size())];
    text += "\r\n";
    if (one_in(4)) text.append(kTrailers[below(kTrailers.size())]).append("\r\n");
    return text + "\r\n";
}

void Streams::change(std::string& stream)
{
    const auto at = below(stream.size() + 1);
    switch (below(4)) {
    case 0:
        stream.insert(at, kPieces[below(kPieces.size())]);
        break;
    case 1:
        stream.erase(at, 1 + below(3));
        break;
    case 2:
        if (at < stream.size()) stream[at] = static_cast<char>(random_() % 256);
        break;
    default:
        stream.insert(below(stream.size() + 1), stream.substr(at, below(40)));
    }
}

} // namespace a2a::fuzz
