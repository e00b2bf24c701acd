// SPDX-License-Identifier: Apache-2.0
// A remembered head means what it would mean if it were read anew, whatever came before it.
#include "http/head_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace a2a::http {
namespace {

// Everything that a section says.
std::string told(const std::optional<Refusal>& refusal, const RequestHead& head)
{
    if (refusal) return "refused: " + std::string{refusal->detail};
    const auto& request = head.request;
    std::string all;
    for (const auto part :
         {request.method, request.target, request.path, request.query, request.host, request.body})
        all.append(part).append("|");
    for (const auto& [name, value] : request.fields) all.append(name).append("=").append(value).append("|");
    for (const auto number :
         {static_cast<std::uint64_t>(request.verb), static_cast<std::uint64_t>(request.version_minor),
          static_cast<std::uint64_t>(head.framing), head.content_length, std::uint64_t{head.keep_alive},
          std::uint64_t{head.expects_continue}})
        all.append(std::to_string(number)).append("|");
    return all;
}

const std::vector<std::string> kLines{"GET /a?b HTTP/1.1\r\n",    "GET /c HTTP/1.1\r\n",
                                      "HEAD /c HTTP/1.0\r\n",     "POST http://wins/x HTTP/1.1\r\n",
                                      "CONNECT a:1 HTTP/1.1\r\n", "GET / HTTP/2.0\r\n"};
const std::vector<std::string> kFields{"Host: a\r\n\r\n",
                                       "\r\n",
                                       "Host: b\r\nContent-Length: 7\r\nExpect: 100-continue\r\n\r\n",
                                       "Host: b\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                                       "Host: b\r\nContent-Length: 7\r\nContent-Length: 7\r\n\r\n",
                                       "Host: a b\r\n\r\n"};

TEST(HeadReader, ReadsEveryHeadAfterEveryOtherAsIfItWereTheFirst)
{
    std::vector<std::string> sections;
    for (const auto& line : kLines)
        for (const auto& fields : kFields) sections.push_back(line + fields);
    for (const auto& before : sections)
        for (const auto& section : sections) {
            RequestHead fresh;
            const auto expected = told(read_head(section, fresh), fresh);
            HeadReader reader;
            reader.read(before);
            reader.head().request.body = "of the request before";
            const auto copy = section; // what it views into is its own
            EXPECT_EQ(told(reader.read(std::string{copy}), reader.head()), expected) << before << section;
            EXPECT_EQ(told(reader.read(std::string{copy}), reader.head()), expected) << "again " << section;
        }
}

TEST(HeadReader, KnowsTheFieldsOfAGoodSectionOnly)
{
    HeadReader reader;
    EXPECT_EQ(reader.known(), "");
    EXPECT_FALSE(reader.read(kLines[0] + kFields[0]));
    EXPECT_EQ(reader.known(), kFields[0]);
    EXPECT_TRUE(reader.read(kLines[0] + kFields[4]));
    EXPECT_EQ(reader.known(), "");
    EXPECT_FALSE(reader.read(kLines[0] + kFields[0]));
    reader.forget();
    EXPECT_EQ(reader.known(), "");
    EXPECT_EQ(reader.head().request.method, "");
    EXPECT_FALSE(reader.read(kLines[0] + kFields[0]));
    EXPECT_EQ(reader.head().request.host, "a");
}

} // namespace
} // namespace a2a::http
