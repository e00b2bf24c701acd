// SPDX-License-Identifier: Apache-2.0
#include "http/body_reader.hpp"
#include "http/chunk_decoder.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace a2a::http {
namespace {

// The body, "(more)" when it did not end, or the status it was refused with.
std::string decoded(std::string_view bytes, std::size_t step, const Limits& limits = {})
{
    ChunkDecoder decoder{limits};
    std::string out;
    for (std::size_t at = 0; at < bytes.size() && !decoder.done(); at += step) {
        const auto piece = bytes.substr(at, step);
        const auto used = decoder.feed(piece, out);
        if (decoder.refusal()) return std::to_string(static_cast<int>(decoder.refusal()->status));
        EXPECT_TRUE(decoder.done() || used == piece.size());
    }
    return decoder.done() ? out : "(more)";
}

struct Case {
    const char* name;
    std::string bytes;
    std::string says;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}
class ChunkDecoderSays : public testing::TestWithParam<Case> {};

TEST_P(ChunkDecoderSays, TheSameHoweverTheBytesAreCut)
{
    const auto& [name, bytes, says] = GetParam();
    for (std::size_t step = 1; step <= bytes.size(); ++step)
        EXPECT_EQ(decoded(bytes, step), says) << "by " << step;
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, ChunkDecoderSays,
    testing::Values(
        Case{"Empty", "0\r\n\r\n", ""}, Case{"One", "3\r\nabc\r\n0\r\n\r\n", "abc"},
        Case{"Two", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde"},
        Case{"HexOfEitherCase", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"},
        Case{"LeadingZeros", "003\r\nabc\r\n000\r\n\r\n", "abc"},
        Case{"AnyByteInData", std::string{"4\r\n\0\r\n\x7f\r\n0\r\n\r\n", 14}, std::string{"\0\r\n\x7f", 4}},
        Case{"SixteenDigits", "0000000000000001\r\na\r\n0\r\n\r\n", "a"},
        Case{"SeventeenDigits", "00000000000000001\r\na\r\n0\r\n\r\n", "400"},
        Case{"TwoToThe63", "8000000000000000\r\na", "400"}, Case{"NoSize", "\r\nabc", "400"},
        Case{"Minus", "-1\r\n", "400"}, Case{"Plus", "+1\r\na\r\n", "400"},
        Case{"Prefix0x", "0x1\r\na\r\n", "400"}, Case{"BlankBeforeSize", " 1\r\na\r\n", "400"},
        Case{"BlankAfterSize", "1 \r\na\r\n", "400"}, Case{"NotHex", "g\r\n", "400"},
        Case{"BareLfAfterSize", "1\na\r\n0\r\n\r\n", "400"},
        Case{"CrWithoutLfAfterSize", "1\ra\r\n0\r\n\r\n", "400"},
        Case{"BareLfAfterData", "1\r\na\n0\r\n\r\n", "400"}, Case{"CrWithoutLfAfterData", "1\r\na\rb", "400"},
        Case{"DataTooLong", "1\r\nab\r\n", "400"}, Case{"BareLfAtTheEnd", "0\r\n\n", "400"},
        Case{"CrWithoutLfAtTheEnd", "0\r\n\rx", "400"}, Case{"NotYet", "3\r\nabc\r\n0\r\n", "(more)"},
        Case{"EndsAtItsCr", "0\r\n\r", "(more)"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Extensions, ChunkDecoderSays,
    testing::Values(Case{"Name", "1;a\r\nx\r\n0\r\n\r\n", "x"},
                    Case{"Value", "1;a=b;c=d\r\nx\r\n0;e=f\r\n\r\n", "x"},
                    Case{"Blanks", "1 ; a\t= b ;c\r\nx\r\n0\r\n\r\n", "x"},
                    Case{"Quoted", "1;a=\"b;\\\"c\\\\ \t\"\r\nx\r\n0\r\n\r\n", "x"},
                    Case{"QuotedHighByte", "1;a=\"\xc3\xa4\"\r\nx\r\n0\r\n\r\n", "x"},
                    Case{"NoName", "1;\r\nx\r\n", "400"}, Case{"NoValue", "1;a=\r\nx\r\n", "400"},
                    Case{"NoMark", "1 a\r\nx\r\n", "400"}, Case{"TrailingBlank", "1;a \r\nx\r\n", "400"},
                    Case{"Open", "1;a=\"b\r\nx\r\n", "400"}, Case{"OpenEscape", "1;a=\"b\\\r\nx\r\n", "400"},
                    Case{"BehindQuoted", "1;a=\"b\"c\r\nx\r\n", "400"}, Case{"BareLf", "1;a\nx\r\n", "400"},
                    Case{"QuotedLf", "1;a=\"\n\"\r\nx\r\n", "400"},
                    Case{"QuotedCr", "1;a=\"\r\"\r\nx\r\n", "400"},
                    Case{"Nul", std::string{"1;a=\"\0\"\r\nx\r\n", 12}, "400"},
                    Case{"Control", "1;a\x01\r\nx\r\n", "400"}, Case{"NotAToken", "1;a(b\r\nx\r\n", "400"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(Trailers, ChunkDecoderSays,
                         testing::Values(Case{"One", "0\r\nX: y\r\n\r\n", ""},
                                         Case{"Dropped", "1\r\na\r\n0\r\nAuthorization: b\r\n\r\n", "a"},
                                         Case{"EmptyValue", "0\r\nX:\r\n\r\n", ""},
                                         Case{"NoColon", "0\r\nX\r\n\r\n", "400"},
                                         Case{"NoName", "0\r\n: y\r\n\r\n", "400"},
                                         Case{"BlankBeforeColon", "0\r\nX : y\r\n\r\n", "400"},
                                         Case{"Folded", "0\r\nX: y\r\n z\r\n\r\n", "400"},
                                         Case{"BareLf", "0\r\nX: y\n\r\n", "400"},
                                         Case{"Control", "0\r\nX: \x02\r\n\r\n", "400"}),
                         [](const auto& test) { return test.param.name; });

TEST(ChunkDecoder, LeavesWhatIsBehindTheMessage)
{
    const std::string message = "3\r\nabc\r\n0\r\nX: y\r\n\r\n";
    const Limits limits;
    ChunkDecoder decoder{limits};
    std::string out;
    EXPECT_EQ(decoder.feed(message + "GET /", out), message.size());
    EXPECT_TRUE(decoder.done());
}

struct Limit {
    const char* name;
    std::string (*body)(std::size_t size);
    std::size_t Limits::*limit;
    std::size_t standard;
    std::string refusal;
};
void PrintTo(const Limit& l, std::ostream* out)
{
    *out << l.name;
}
class ChunkDecoderLimits : public testing::TestWithParam<Limit> {};

TEST_P(ChunkDecoderLimits, HoldToTheByte)
{
    const auto& [name, body, limit, standard, refusal] = GetParam();
    const Limits limits;
    ASSERT_EQ(limits.*limit, standard);
    for (const std::size_t step : {1UL, 13UL, 1'000'000UL}) {
        EXPECT_NE(decoded(body(standard - 1), step, limits), refusal);
        EXPECT_NE(decoded(body(standard), step, limits), refusal);
        EXPECT_EQ(decoded(body(standard + 1), step, limits), refusal);
    }
}

std::string of_chunks(std::size_t count)
{
    std::string body;
    for (std::size_t i = 0; i < count; ++i) body += "1\r\na\r\n";
    return body + "0\r\n\r\n";
}
std::string of_one_extension(std::size_t bytes)
{
    return "1;" + std::string(bytes - 1, 'e') + "\r\na\r\n0\r\n\r\n";
}
std::string of_extensions(std::size_t bytes)
{
    std::string body;
    for (std::size_t left = bytes; left > 0;) {
        const auto now = left > 200 ? std::size_t{100} : left;
        body += "1;" + std::string(now - 1, 'e') + "\r\na\r\n";
        left -= now;
    }
    return body + "0\r\n\r\n";
}
std::string of_trailers(std::size_t bytes) // with the ends of lines
{
    std::string body = "0\r\n";
    for (std::size_t left = bytes; left > 0;) {
        const auto now = left > 200 ? std::size_t{100} : left;
        body += "X:" + std::string(now - 4, 't') + "\r\n";
        left -= now;
    }
    return body + "\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    All, ChunkDecoderLimits,
    testing::Values(Limit{"Chunks", of_chunks, &Limits::chunks, 16'384, "400"},
                    Limit{"Extension", of_one_extension, &Limits::chunk_extension_bytes, 256, "400"},
                    Limit{"Extensions", of_extensions, &Limits::chunk_extension_bytes_all, 4'096, "400"},
                    Limit{"Trailers", of_trailers, &Limits::trailer_bytes, 4'096, "431"}),
    [](const auto& test) { return test.param.name; });

TEST(ChunkDecoder, RefusesALineThatNeverEnds)
{
    EXPECT_EQ(decoded("1;" + std::string(1'000, 'e'), 1), "400");
    EXPECT_EQ(decoded("0\r\nX: " + std::string(5'000, 't'), 1), "431");
}

TEST(BodyReader, TakesExactlyTheAnnouncedLength)
{
    const Limits limits;
    BodyReader reader{Framing::length, 5, limits};
    EXPECT_EQ(reader.take("abc").piece, "abc");
    EXPECT_FALSE(reader.done());
    const auto taken = reader.take("deGET /");
    EXPECT_EQ(taken.bytes, 2U);
    EXPECT_EQ(taken.piece, "de");
    EXPECT_TRUE(reader.done());
}

TEST(BodyReader, AsksForRoomInReason)
{
    const Limits limits;
    EXPECT_EQ((BodyReader{Framing::length, 1, limits}.wanted()), 1'024U);
    EXPECT_EQ((BodyReader{Framing::length, 5'000, limits}.wanted()), 5'000U);
    EXPECT_EQ((BodyReader{Framing::length, 1ULL << 62, limits}.wanted()), 16'384U);
    EXPECT_EQ((BodyReader{Framing::chunked, 0, limits}.wanted()), 16'384U);
}

} // namespace
} // namespace a2a::http
