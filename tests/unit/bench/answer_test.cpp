// SPDX-License-Identifier: Apache-2.0
#include "load/answer.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::bench {
namespace {

using Step = AnswerReader::Step;

constexpr std::string_view kAnswer =
    "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\ncontent-LENGTH:  5 \r\n\r\nhello";

TEST(AnswerReader, FindsTheEndHoweverTheBytesArrive)
{
    for (std::size_t cut = 0; cut < kAnswer.size(); ++cut) {
        AnswerReader reader;
        EXPECT_EQ(reader.add(kAnswer.substr(0, cut)), Step::more) << cut;
        EXPECT_EQ(reader.add(kAnswer.substr(cut)), Step::whole) << cut;
        EXPECT_EQ(reader.answer().status, 200U);
        EXPECT_EQ(reader.answer().body, "hello");
        EXPECT_FALSE(reader.answer().closes);
    }
}

TEST(AnswerReader, CanBeUsedAgain)
{
    AnswerReader reader;
    EXPECT_EQ(reader.add(kAnswer), Step::whole);
    reader.reset();
    EXPECT_EQ(reader.add("HTTP/1.1 304 Not Modified\r\nConnection: Close\r\n\r\n"), Step::whole);
    EXPECT_EQ(reader.answer().status, 304U);
    EXPECT_EQ(reader.answer().body, "");
    EXPECT_TRUE(reader.answer().closes);
}

struct Row {
    const char* name;
    std::string_view bytes;
    Step step;
};
void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.name;
}
class Framing : public testing::TestWithParam<Row> {};

TEST_P(Framing, IsStrict)
{
    EXPECT_EQ(AnswerReader{}.add(GetParam().bytes), GetParam().step);
}

INSTANTIATE_TEST_SUITE_P(
    Answers, Framing,
    testing::Values(Row{"NoBody", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Step::whole},
                    Row{"NoContent", "HTTP/1.1 204 No Content\r\n\r\n", Step::whole},
                    Row{"NoReason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", Step::whole},
                    Row{"BodyMissing", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", Step::more},
                    Row{"BodyTooLong", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab", Step::malformed},
                    Row{"NoLength", "HTTP/1.1 200 OK\r\n\r\n", Step::malformed},
                    Row{"LengthOfLetters", "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n", Step::malformed},
                    Row{"LengthNegative", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", Step::malformed},
                    Row{"Interim", "HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n", Step::malformed},
                    Row{"StatusOfLetters", "HTTP/1.1 2xx OK\r\nContent-Length: 0\r\n\r\n", Step::malformed},
                    Row{"OldVersion", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", Step::malformed},
                    Row{"NotHttp", "SSH-2.0-x\r\n\r\n", Step::malformed}),
    [](const auto& test) { return test.param.name; });

TEST(AnswerReader, AHeaderHasAnEnd)
{
    AnswerReader reader;
    const std::string blank(1024, 'x');
    for (int i = 0; i < 64; ++i) ASSERT_EQ(reader.add(blank), Step::more) << i;
    EXPECT_EQ(reader.add("x"), Step::malformed);
}

} // namespace
} // namespace a2a::bench
