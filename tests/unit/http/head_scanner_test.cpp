// SPDX-License-Identifier: Apache-2.0
#include "http/head_scanner.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace a2a::http {
namespace {

// What a scanner says of bytes that arrive `step` at a time: "complete", "more", or a status.
std::string scanned(std::string_view bytes, std::size_t step, const Limits& limits = {})
{
    HeadScanner scanner{limits};
    for (std::size_t end = std::min(step, bytes.size());; end = std::min(end + step, bytes.size())) {
        if (scanner.scan(bytes.substr(0, end))) return "complete";
        if (scanner.refusal()) return std::to_string(static_cast<int>(scanner.refusal()->status));
        if (end == bytes.size()) return "more";
    }
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
class HeadScannerSays : public testing::TestWithParam<Case> {};

TEST_P(HeadScannerSays, TheSameHoweverTheBytesAreCut)
{
    const auto& [name, bytes, says] = GetParam();
    for (std::size_t step = 1; step <= bytes.size(); ++step)
        EXPECT_EQ(scanned(bytes, step), says) << "by " << step;
}

const std::string kLine = "GET / HTTP/1.1\r\n";

INSTANTIATE_TEST_SUITE_P(
    Heads, HeadScannerSays,
    testing::Values(Case{"Smallest", kLine + "\r\n", "complete"},
                    Case{"OneField", kLine + "Host: a\r\n\r\n", "complete"},
                    Case{"EmptyValue", kLine + "Host:\r\n\r\n", "complete"},
                    Case{"OneEmptyLineBefore", "\r\n" + kLine + "Host: a\r\n\r\n", "complete"},
                    Case{"BytesBeyond125", kLine + "X: \x80\xff\t end\r\n\r\n", "complete"},
                    Case{"NoEmptyLine", kLine + "Host: a\r\n", "more"}, Case{"OnlyCr", kLine + "\r", "more"},
                    Case{"TwoEmptyLinesBefore", "\r\n\r\n" + kLine + "\r\n", "400"},
                    Case{"BareLfAfterRequestLine", "GET / HTTP/1.1\nHost: a\r\n\r\n", "400"},
                    Case{"BareLfAfterField", kLine + "Host: a\nX: b\r\n\r\n", "400"},
                    Case{"BareLfAtTheEnd", kLine + "Host: a\r\n\n", "400"},
                    Case{"BareLfFirst", "\n" + kLine + "\r\n", "400"},
                    Case{"BareCrInRequestLine", "GET /\rx HTTP/1.1\r\n\r\n", "400"},
                    Case{"BareCrInValue", kLine + "X: a\rb\r\n\r\n", "400"},
                    Case{"TwoCr", kLine + "X: a\r\r\n\r\n", "400"},
                    Case{"NulInValue", kLine + std::string{"X: a\0b\r\n\r\n", 11}, "400"},
                    Case{"ControlInValue", kLine + "X: a\x01\r\n\r\n", "400"},
                    Case{"DelInValue", kLine + "X: a\x7f\r\n\r\n", "400"},
                    Case{"ControlInTarget", "GET /\x01 HTTP/1.1\r\n\r\n", "400"},
                    Case{"BlankBeforeTheRequestLine", " " + kLine, "400"},
                    Case{"TabInRequestLine", "GET\t/ HTTP/1.1\r\n\r\n", "400"},
                    Case{"HighByteInTarget", "GET /\xc3\xa4 HTTP/1.1\r\n\r\n", "400"},
                    Case{"Folded", kLine + "X: a\r\n b\r\n\r\n", "400"},
                    Case{"FoldedWithTab", kLine + "X: a\r\n\tb\r\n\r\n", "400"},
                    Case{"BlankBeforeTheFirstField", kLine + " X: a\r\n\r\n", "400"},
                    Case{"SpaceBeforeColon", kLine + "X : a\r\n\r\n", "400"},
                    Case{"TabBeforeColon", kLine + "X\t: a\r\n\r\n", "400"},
                    Case{"NoName", kLine + ": a\r\n\r\n", "400"},
                    Case{"NoColon", kLine + "Host\r\n\r\n", "400"},
                    Case{"NameNotAToken", kLine + "X(y): a\r\n\r\n", "400"},
                    Case{"NameWithHighByte", kLine + "X\xc3\xa4: a\r\n\r\n", "400"},
                    Case{"Tls", std::string{"\x16\x03\x01\x02\x00\x01", 6}, "400"}),
    [](const auto& test) { return test.param.name; });

TEST(HeadScanner, SaysWhereTheSectionBeginsAndEnds)
{
    const Limits limits;
    const std::string head = "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (std::size_t cut = 0; cut <= head.size(); ++cut) {
        HeadScanner scanner{limits};
        const auto bytes = head + "body\r\n\r\n";
        EXPECT_TRUE(scanner.scan(std::string_view{bytes}.substr(0, cut)) || scanner.scan(bytes)) << cut;
        EXPECT_EQ(scanner.begin(), 2U);
        EXPECT_EQ(scanner.end(), head.size());
    }
}

TEST(HeadScanner, PassesOverKnownFieldsAndNoOthers)
{
    const Limits limits;
    const std::string known = "Host: a\r\nX: y\r\n\r\n";
    for (const std::string line : {"GET / HTTP/1.1\r\n", "\r\nPUT /b HTTP/1.1\r\n"}) {
        const auto head = line + known;
        for (std::size_t cut = 0; cut <= head.size(); ++cut) {
            HeadScanner scanner{limits};
            const auto bytes = head + "body";
            EXPECT_TRUE(scanner.scan(std::string_view{bytes}.substr(0, cut), known) ||
                        scanner.scan(bytes, known))
                << cut;
            EXPECT_EQ(scanner.end(), head.size()) << cut;
        }
    }
    HeadScanner other{limits};
    EXPECT_FALSE(other.scan(kLine + "Host: a\r\nX: \x01\r\n\r\n", known));
    EXPECT_TRUE(other.refusal());
    HeadScanner dirty_line{limits};
    EXPECT_FALSE(dirty_line.scan("GET /\x01 HTTP/1.1\r\n" + known, known));
    EXPECT_TRUE(dirty_line.refusal());
}

TEST(HeadScanner, KnownFieldsBehindTheEmptyLineAreNoneOfThisRequest)
{
    const Limits limits;
    const std::string known = "Host: a\r\n\r\n", head = "GET / HTTP/1.0\r\n\r\n";
    HeadScanner scanner{limits};
    ASSERT_TRUE(scanner.scan(head + known, known));
    EXPECT_EQ(scanner.end(), head.size());
}

TEST(HeadScanner, CountsTheBytesOfKnownFields)
{
    const std::string known = "Host: " + std::string(100, 'a') + "\r\n\r\n";
    const Limits limits{.header_bytes = kLine.size() + known.size()};
    HeadScanner fits{limits};
    EXPECT_TRUE(fits.scan(kLine + known, known));
    HeadScanner does_not{limits};
    EXPECT_FALSE(does_not.scan("GET /b HTTP/1.1\r\n" + known, known));
    ASSERT_TRUE(does_not.refusal());
    EXPECT_EQ(does_not.refusal()->status, Status::header_fields_too_large);
}

struct Limit {
    const char* name;
    std::string (*head)(std::size_t size); // a head that takes `size` of what is limited
    std::size_t Limits::*limit;
    std::string refusal;
};
void PrintTo(const Limit& l, std::ostream* out)
{
    *out << l.name;
}
class HeadScannerLimits : public testing::TestWithParam<Limit> {};

TEST_P(HeadScannerLimits, HoldToTheByte)
{
    const auto& [name, head, limit, refusal] = GetParam();
    constexpr std::size_t kLimit = 40;
    Limits limits;
    limits.*limit = kLimit;
    for (const std::size_t step : {1U, 7U, 100'000U}) {
        EXPECT_EQ(scanned(head(kLimit - 1), step, limits), "complete");
        EXPECT_EQ(scanned(head(kLimit), step, limits), "complete");
        EXPECT_EQ(scanned(head(kLimit + 1), step, limits), refusal);
    }
}

std::string of_header_bytes(std::size_t size)
{
    return kLine + "X: " + std::string(size - kLine.size() - 7, 'x') + "\r\n\r\n";
}
std::string of_header_bytes_after_an_empty_line(std::size_t size)
{
    return "\r\n" + of_header_bytes(size);
}
std::string of_line_bytes(std::size_t size)
{
    return kLine + "X: " + std::string(size - 3, 'x') + "\r\n\r\n";
}
std::string of_target_bytes(std::size_t size)
{
    return "GET /" + std::string(size - 1, 'x') + " HTTP/1.1\r\n\r\n";
}
std::string of_target_bytes_without_a_version(std::size_t size)
{
    return "GET /" + std::string(size - 1, 'x') + "\r\n\r\n";
}
std::string of_fields(std::size_t size)
{
    std::string head = kLine;
    for (std::size_t i = 0; i < size; ++i) head += "X:\r\n";
    return head + "\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    All, HeadScannerLimits,
    testing::Values(Limit{"HeaderBytes", of_header_bytes, &Limits::header_bytes, "431"},
                    Limit{"HeaderBytesWithoutTheEmptyLine", of_header_bytes_after_an_empty_line,
                          &Limits::header_bytes, "431"},
                    Limit{"LineBytes", of_line_bytes, &Limits::header_line_bytes, "431"},
                    Limit{"TargetBytes", of_target_bytes, &Limits::target_bytes, "414"},
                    Limit{"TargetBytesWithoutAVersion", of_target_bytes_without_a_version,
                          &Limits::target_bytes, "414"},
                    Limit{"Fields", of_fields, &Limits::header_fields, "431"}),
    [](const auto& test) { return test.param.name; });

TEST(HeadScanner, RefusesALineThatNeverEndsBeforeItEnds)
{
    Limits limits;
    limits.header_line_bytes = 40;
    EXPECT_EQ(scanned(kLine + "X: " + std::string(100, 'x'), 1, limits), "431");
    limits.target_bytes = 40;
    EXPECT_EQ(scanned("GET /" + std::string(100, 'x'), 1, limits), "414");
    limits.header_bytes = 60;
    EXPECT_EQ(scanned(std::string(100, 'G'), 1, limits), "431");
}

} // namespace
} // namespace a2a::http
