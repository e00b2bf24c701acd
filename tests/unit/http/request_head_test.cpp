// SPDX-License-Identifier: Apache-2.0
// What a header section means for the message and the connection: SAFETY's framing rules, a row each.
#include "http/request_head.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace a2a::http {
namespace {

struct Case {
    const char* name;
    std::string head; // without the empty line
    int refusal;      // 0: none
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}
std::string name_of_case(const testing::TestParamInfo<Case>& test)
{
    return test.param.name;
}

class ReadHead : public testing::TestWithParam<Case> {};

TEST_P(ReadHead, RefusesWhatCouldBeReadInTwoWays)
{
    const auto section = GetParam().head + "\r\n";
    RequestHead head;
    const auto refusal = read_head(section, head);
    EXPECT_EQ(refusal ? static_cast<int>(refusal->status) : 0, GetParam().refusal)
        << (refusal ? refusal->detail : "accepted");
}

Case get(const char* name, const std::string& request_line, int refusal)
{
    return {name, request_line + "\r\nHost: a\r\n", refusal};
}
Case post(const char* name, const std::string& fields, int refusal)
{
    return {name, "POST / HTTP/1.1\r\nHost: a\r\n" + fields, refusal};
}

INSTANTIATE_TEST_SUITE_P(
    ContentLength, ReadHead,
    testing::Values(post("Zero", "Content-Length: 0\r\n", 0), post("Blanks", "Content-Length: \t5 \r\n", 0),
                    post("LeadingZeros", "Content-Length: 0005\r\n", 0),
                    post("Largest", "Content-Length: 9223372036854775807\r\n", 0),
                    post("TwoToThe63", "Content-Length: 9223372036854775808\r\n", 400),
                    post("TwoToThe64", "Content-Length: 18446744073709551616\r\n", 400),
                    post("Empty", "Content-Length:\r\n", 400), post("Plus", "Content-Length: +5\r\n", 400),
                    post("Minus", "Content-Length: -5\r\n", 400), post("Hex", "Content-Length: 0x5\r\n", 400),
                    post("List", "Content-Length: 5, 5\r\n", 400),
                    post("Inner", "Content-Length: 5 5\r\n", 400),
                    post("RepeatedEqual", "Content-Length: 5\r\nContent-Length: 5\r\n", 400),
                    post("RepeatedDifferent", "Content-Length: 5\r\nContent-Length: 6\r\n", 400),
                    post("RepeatedInOtherCase", "Content-Length: 5\r\ncontent-LENGTH: 5\r\n", 400)),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    TransferEncoding, ReadHead,
    testing::Values(post("Chunked", "Transfer-Encoding: chunked\r\n", 0),
                    post("AnyCaseAndBlanks", "Transfer-Encoding:  ChUnKeD\t \r\n", 0),
                    post("Gzip", "Transfer-Encoding: gzip\r\n", 501),
                    post("XChunked", "Transfer-Encoding: xchunked\r\n", 501),
                    post("Identity", "Transfer-Encoding: identity\r\n", 501),
                    post("ChunkedIdentity", "Transfer-Encoding: chunked, identity\r\n", 400),
                    post("GzipChunked", "Transfer-Encoding: gzip, chunked\r\n", 400),
                    post("ChunkedChunked", "Transfer-Encoding: chunked, chunked\r\n", 400),
                    post("EmptyElement", "Transfer-Encoding: ,chunked\r\n", 400),
                    post("Parameter", "Transfer-Encoding: chunked;q=1\r\n", 400),
                    post("Quoted", "Transfer-Encoding: \"chunked\"\r\n", 400),
                    post("Empty", "Transfer-Encoding:\r\n", 400),
                    post("Repeated", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400),
                    post("RepeatedIdentity", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                         400),
                    post("BesideLength", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400),
                    post("BehindLength", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400),
                    post("GzipBesideLength", "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n", 400),
                    Case{"OnOld", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n", 400},
                    Case{"GzipOnOld", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: gzip\r\n", 400}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Host, ReadHead,
    testing::Values(Case{"None", "GET / HTTP/1.1\r\n", 400}, Case{"NoneOnOld", "GET / HTTP/1.0\r\n", 0},
                    Case{"Two", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n", 400},
                    Case{"TwoOnOld", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n", 400},
                    Case{"Empty", "GET / HTTP/1.1\r\nHost:\r\n", 400},
                    Case{"List", "GET / HTTP/1.1\r\nHost: a, b\r\n", 400},
                    Case{"Path", "GET / HTTP/1.1\r\nHost: a/b\r\n", 400},
                    Case{"User", "GET / HTTP/1.1\r\nHost: me@a\r\n", 400},
                    Case{"BadPort", "GET / HTTP/1.1\r\nHost: a:8x\r\n", 400},
                    Case{"V6", "GET / HTTP/1.1\r\nHost: [::1]:8000\r\n", 0},
                    Case{"BadWithAbsoluteTarget", "GET http://a/ HTTP/1.1\r\nHost: b/c\r\n", 400},
                    Case{"NoneWithAbsoluteTarget", "GET http://a/ HTTP/1.1\r\n", 400}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    RequestLine, ReadHead,
    testing::Values(get("Origin", "GET /a/b?c=d HTTP/1.1", 0), get("Absolute", "GET http://b/c HTTP/1.1", 0),
                    get("AbsoluteHttps", "GET HTTPS://b:1/c HTTP/1.1", 0),
                    get("AbsoluteWithoutHost", "GET http:///c HTTP/1.1", 400),
                    get("AbsoluteWithUser", "GET http://me@b/ HTTP/1.1", 400),
                    get("OtherScheme", "GET ftp://b/c HTTP/1.1", 400), get("Star", "GET * HTTP/1.1", 400),
                    get("OptionsStar", "OPTIONS * HTTP/1.1", 0), get("Fragment", "GET /a#b HTTP/1.1", 400),
                    get("NoSlash", "GET a HTTP/1.1", 400), get("Authority", "GET a:80 HTTP/1.1", 400),
                    get("Connect", "CONNECT a:80 HTTP/1.1", 501),
                    get("ConnectPath", "CONNECT /a HTTP/1.1", 501), get("TwoSpaces", "GET  / HTTP/1.1", 400),
                    get("SpaceInTarget", "GET /a b HTTP/1.1", 400),
                    get("TrailingSpace", "GET / HTTP/1.1 ", 400), get("NoTarget", "GET HTTP/1.1", 400),
                    get("NoVersion", "GET /", 400), get("OnlyMethod", "GET", 400),
                    get("MethodNotAToken", "G(T / HTTP/1.1", 400),
                    get("LowerCaseMethod", "get / HTTP/1.1", 0)),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Version, ReadHead,
    testing::Values(get("One0", "GET / HTTP/1.0", 0), get("One2", "GET / HTTP/1.2", 505),
                    get("Zero9", "GET / HTTP/0.9", 505), get("Two", "GET / HTTP/2.0", 505),
                    get("LowerCase", "GET / http/1.1", 400), get("Short", "GET / HTTP/1", 400),
                    get("Long", "GET / HTTP/1.10", 400), get("Other", "GET / SIP/2.0", 400)),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Expect, ReadHead,
    testing::Values(post("Continue", "Expect: 100-Continue\r\nContent-Length: 1\r\n", 0),
                    post("Other", "Expect: magic\r\n", 417),
                    post("List", "Expect: 100-continue, magic\r\n", 417),
                    post("OtherBefore", "Expect: magic\r\nExpect: 100-continue\r\n", 417),
                    post("Empty", "Expect:\r\n", 0),
                    Case{"OtherOnOld", "POST / HTTP/1.0\r\nExpect: magic\r\nContent-Length: 0\r\n", 0}),
    name_of_case);

TEST(ReadHead, TellsWhatTheTargetMeans)
{
    struct Row {
        std::string line;
        std::string_view target, path, query, host;
    };
    for (const auto& row : {Row{"GET /a/b?c=d?e HTTP/1.1", "/a/b?c=d?e", "/a/b", "c=d?e", "field"},
                            Row{"GET /? HTTP/1.1", "/?", "/", "", "field"},
                            Row{"GET http://wins:1/a?b HTTP/1.1", "/a?b", "/a", "b", "wins:1"},
                            Row{"GET http://wins HTTP/1.1", "/", "/", "", "wins"},
                            Row{"GET http://wins?q HTTP/1.1", "/", "/", "q", "wins"},
                            Row{"OPTIONS * HTTP/1.1", "*", "*", "", "field"}}) {
        const auto section = row.line + "\r\nHost: field\r\n\r\n";
        RequestHead head;
        ASSERT_FALSE(read_head(section, head)) << row.line;
        EXPECT_EQ(head.request.target, row.target) << row.line;
        EXPECT_EQ(head.request.path, row.path) << row.line;
        EXPECT_EQ(head.request.query, row.query) << row.line;
        EXPECT_EQ(head.request.host, row.host) << row.line;
    }
}

TEST(ReadHead, TellsHowTheBodyIsFramedAndWhetherTheConnectionStays)
{
    struct Row {
        std::string head;
        Framing framing;
        std::uint64_t length;
        bool keep_alive, expects_continue;
    };
    const std::string now = "POST / HTTP/1.1\r\nHost: a\r\n";
    const std::string old = "POST / HTTP/1.0\r\n";
    for (const auto& row :
         {Row{now, Framing::none, 0, true, false},
          Row{now + "Content-Length: 0\r\n", Framing::none, 0, true, false},
          Row{now + "Content-Length: 7\r\n", Framing::length, 7, true, false},
          Row{now + "Transfer-Encoding: chunked\r\n", Framing::chunked, 0, true, false},
          Row{now + "Connection: x, Close\r\n", Framing::none, 0, false, false},
          Row{now + "Connection: keep-alive\r\nConnection: close\r\n", Framing::none, 0, false, false},
          Row{now + "Expect: 100-continue\r\nContent-Length: 7\r\n", Framing::length, 7, true, true},
          Row{now + "Expect: 100-continue\r\n", Framing::none, 0, true, false},
          Row{old, Framing::none, 0, false, false},
          Row{old + "Connection: Keep-Alive\r\n", Framing::none, 0, true, false},
          Row{old + "Connection: keep-alive, close\r\n", Framing::none, 0, false, false},
          Row{old + "Expect: 100-continue\r\nContent-Length: 7\r\n", Framing::length, 7, false, false}}) {
        const auto section = row.head + "\r\n";
        RequestHead head;
        ASSERT_FALSE(read_head(section, head)) << row.head;
        EXPECT_EQ(head.framing, row.framing) << row.head;
        EXPECT_EQ(head.content_length, row.length) << row.head;
        EXPECT_EQ(head.keep_alive, row.keep_alive) << row.head;
        EXPECT_EQ(head.expects_continue, row.expects_continue) << row.head;
    }
}

TEST(ReadHead, KeepsEveryFieldInOrderWithoutItsBlanks)
{
    std::string section = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 99; ++i) section += "X" + std::to_string(i) + ": \t v" + std::to_string(i) + " \r\n";
    section += "\r\n";
    RequestHead head;
    ASSERT_FALSE(read_head(section, head));
    ASSERT_EQ(head.request.fields.size(), 100U);
    EXPECT_EQ(head.request["x98"], "v98");
    EXPECT_EQ(head.request["X98"], "v98");
    EXPECT_EQ(head.request["absent"], "");
}

TEST(Fields, AreFoundInAnyCaseAndTheFirstOfThem)
{
    Fields fields;
    EXPECT_EQ(fields["x"], "");
    for (const auto& [name, value] :
         {Field{"Accept", "1"}, Field{"aCCEPT", "2"}, Field{"X-~", "3"}, Field{"x-^", "4"}})
        fields.push_back({name, value});
    EXPECT_EQ(fields["accept"], "1");
    EXPECT_EQ(fields["ACCEPT"], "1");
    EXPECT_EQ(fields["x-~"], "3");
    EXPECT_EQ(fields["x-^"], "4"); // no letter: it differs from ~ in the bit that a letter's case is in
    fields.clear();
    EXPECT_EQ(fields["accept"], "");
}

} // namespace
} // namespace a2a::http
