// SPDX-License-Identifier: Apache-2.0
#include "http/outbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::http {
namespace {

class OutboxTest : public testing::Test {
protected:
    Outbox::Context context(bool keep_alive = true)
    {
        return {.opening = opening_, .request_id = "id", .keep_alive = keep_alive};
    }

    // Everything that is sent when the socket takes at most `step` bytes at a time.
    std::string sent(std::size_t step = 1'000'000)
    {
        std::string all;
        while (!outbox_.empty()) {
            auto room = step;
            for (const auto& piece : next()) {
                const auto taken = std::min(room, piece.iov_len);
                all.append(static_cast<const char*>(piece.iov_base), taken);
                room -= taken;
                if (room == 0) break;
            }
            outbox_.sent(step - room);
        }
        return all;
    }

    std::span<const iovec> next() { return outbox_.next(room_); }

    std::array<iovec, 3> room_{}; // fewer than some answers have pieces
    Limits limits_;
    Opening opening_{limits_};
    Outbox outbox_;
};

std::string without_date(std::string head)
{
    const auto at = head.find("Date: ");
    return head.erase(at, head.find("\r\n", at) + 2 - at);
}

TEST_F(OutboxTest, WritesAWholeAnswerInOnePiece)
{
    Response response{.body = Body{std::string{"{}"}}, .etag = "\"v\""};
    response.with("Vary", "Origin");
    const auto bytes = outbox_.add(response, context());
    EXPECT_EQ(next().size(), 1U);
    const auto all = sent();
    EXPECT_EQ(all.size(), bytes);
    EXPECT_EQ(without_date(all),
              "HTTP/1.1 200 OK\r\nServer: a2a-registry\r\n"
              "Connection: keep-alive\r\nKeep-Alive: timeout=5, max=1000\r\nX-Request-Id: id\r\n"
              "Content-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n"
              "ETag: \"v\"\r\nVary: Origin\r\nContent-Length: 2\r\n\r\n{}");
    const auto date = all.substr(all.find("Date: ") + 6, 29);
    EXPECT_TRUE(date.ends_with(" GMT")) << date;
}

TEST_F(OutboxTest, LeavesTheMaximumOutWhenThereIsNone)
{
    limits_.keepalive_requests = 0;
    Opening opening{limits_};
    EXPECT_THAT(std::string{opening.lines(true)}, testing::HasSubstr("\r\nKeep-Alive: timeout=5\r\n"));
}

TEST_F(OutboxTest, TellsTheLengthOfABodyItDoesNotSend)
{
    Response response{.body = Body{std::string{"four"}}};
    auto head_only = context(false);
    head_only.head_only = true;
    outbox_.add(response, head_only);
    const auto all = sent();
    EXPECT_TRUE(all.ends_with("Content-Length: 4\r\n\r\n"));
    EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos);
    EXPECT_EQ(all.find("Keep-Alive"), std::string::npos);
}

TEST_F(OutboxTest, TellsNoLengthWhereNoneMayStand)
{
    for (const auto status : {Status::not_modified, Status::no_content}) {
        Response response{.status = status, .content_type = {}, .etag = "\"v\""};
        outbox_.add(response, context());
        const auto all = sent();
        outbox_.clear();
        EXPECT_EQ(all.find("Content-"), std::string::npos);
        EXPECT_TRUE(all.ends_with("ETag: \"v\"\r\n\r\n"));
    }
}

TEST_F(OutboxTest, LetsNoValueSmuggleALineIn)
{
    using namespace std::string_literals;
    for (const auto& value :
         {"a\r\nSet-Cookie: x"s, "a\nSet-Cookie: x"s, "a\rSet-Cookie: x"s, "a\0Set-Cookie: x"s}) {
        Response response{.etag = value};
        response.with("X", value);
        outbox_.add(response, context());
        const auto all = sent();
        outbox_.clear();
        EXPECT_EQ(all.find("Set-Cookie"), std::string::npos);
        EXPECT_NE(all.find("X: a\r\n"), std::string::npos);
        EXPECT_NE(all.find("ETag: a\r\n"), std::string::npos);
    }
}

TEST_F(OutboxTest, SendsPipelinedAnswersInOrderHoweverTheyAreCut)
{
    std::string expected;
    const auto fill = [&] {
        for (const std::size_t size : {10U, 5'000U, 2'048U, 2'049U, 0U, 9'000U}) {
            Response response;
            response.body = Body{std::string(size, static_cast<char>('a' + size % 26))};
            outbox_.add(response, context());
        }
    };
    fill();
    expected = sent();
    outbox_.clear();
    for (const std::size_t step : {1U, 7U, 1'000U, 4'096U}) {
        fill();
        EXPECT_EQ(sent(step), expected);
        outbox_.clear();
        EXPECT_TRUE(outbox_.empty());
    }
}

TEST_F(OutboxTest, OffersNoMorePiecesThanThereIsRoomFor)
{
    Response response;
    std::string body;
    for (int i = 0; i < 200; ++i) {
        response.body.pieces.emplace_back(std::string(3'000, static_cast<char>('a' + i % 26)));
        body += response.body.pieces.back().view();
    }
    outbox_.add(response, context());
    EXPECT_EQ(next().size(), room_.size());
    EXPECT_TRUE(sent().ends_with("\r\n\r\n" + body));
}

TEST_F(OutboxTest, FramesStreamsByTheVersion)
{
    const Response response{.content_type = "application/x-ndjson"};
    outbox_.add_stream_head(response, context());
    outbox_.add_chunk("0123456789abcdef");
    outbox_.add_chunk("x");
    outbox_.add_last_chunk();
    const auto chunked = sent();
    outbox_.clear();
    EXPECT_TRUE(
        chunked.ends_with("Transfer-Encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n1\r\nx\r\n0\r\n\r\n"));
    EXPECT_EQ(chunked.find("Content-Length"), std::string::npos);

    auto old = context(false);
    old.http_1_0 = true;
    outbox_.add_stream_head(response, old);
    EXPECT_EQ(sent().find("Transfer-Encoding"), std::string::npos);
}

} // namespace
} // namespace a2a::http
