// SPDX-License-Identifier: Apache-2.0
// Why an empty CMAKE_BUILD_TYPE must not mean a build without NDEBUG: the segments that
// hardening_test.sh sends to the registry abort a server of Beast 1.81 whose assertions are on. When
// this fails, Boost was mended, and the rule can go. The last chunk must be the first one, too: after
// another there are two bytes more, and the assertion holds.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace a2a {
namespace {

namespace http = boost::beast::http;

// Gives a parser the segments as a socket would: what it did not take comes again with the next.
bool reads(const std::vector<std::string>& segments)
{
    http::request_parser<http::string_body> parser;
    parser.eager(true);
    std::string waiting;
    for (const auto& segment : segments) {
        waiting += segment;
        boost::beast::error_code fault;
        while (!waiting.empty() && !fault && !parser.is_done())
            waiting.erase(0, parser.put(boost::asio::buffer(waiting), fault));
        if (fault && fault != http::error::need_more) return false;
    }
    return parser.is_done();
}

const std::string kHead = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(BeastWithAssertions, ReadsALastChunkInOneSegment)
{
    EXPECT_TRUE(reads({kHead, "0\r\n\r\n"}));
}

TEST(BeastWithAssertionsDeathTest, DiesOfALastChunkInSegments)
{
    EXPECT_DEATH(reads({kHead, "0\r\n", "\r", "\n"}), "Assertion");
}

} // namespace
} // namespace a2a
