// SPDX-License-Identifier: Apache-2.0
// Which form of a representation is sent, under which ETag, and whether it is sent at all.
#include "http/conditional.hpp"
#include "http/filters/filters.hpp"
#include "request_text.hpp"

#include <gtest/gtest.h>
#include <libdeflate.h>

#include <ostream>

namespace a2a::http {
namespace {

constexpr std::size_t kBytesMin = 100;

std::string plain()
{
    return std::string(500, 'x');
}

std::string unzipped(std::string_view bytes)
{
    std::string out(10'000, '\0');
    std::size_t size = 0;
    auto* const inflate = libdeflate_alloc_decompressor();
    const auto result =
        libdeflate_gzip_decompress(inflate, bytes.data(), bytes.size(), out.data(), out.size(), &size);
    libdeflate_free_decompressor(inflate);
    out.resize(result == LIBDEFLATE_SUCCESS ? size : 0);
    return out;
}

std::string_view field(const Response& response, std::string_view name)
{
    for (const auto& [given, value] : response.fields)
        if (given == name) return value;
    return {};
}

struct Case {
    const char* name;
    std::string fields; // of the request
    int status;
    std::string etag;
    bool zipped;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}
class Variant : public testing::TestWithParam<Case> {};

TEST_P(Variant, IsChosenWithItsEtag)
{
    const auto& [name, fields, status, etag, zipped] = GetParam();
    const auto filter = variant_and_304({.bytes_min = kBytesMin}, std::make_shared<BodyCache>(10'000));
    bool was_made = false;
    Response response{.body = Body{[&] {
                          was_made = true;
                          return Body::Pieces{Bytes{plain()}};
                      }},
                      .etag = R"("v1")"};
    response.modified =
        std::chrono::sys_seconds{std::chrono::seconds{784'111'777}}; // Sun, 06 Nov 1994 08:49:37 GMT
    filter(get(fields)->exchange, response);

    EXPECT_EQ(static_cast<int>(response.status), status);
    EXPECT_EQ(response.etag, etag);
    EXPECT_EQ(field(response, "Vary"), "Accept-Encoding");
    EXPECT_EQ(field(response, "Content-Encoding"), zipped ? "gzip" : "");
    if (status == 304) {
        EXPECT_FALSE(was_made);
        EXPECT_EQ(response.body.size(), 0U);
        EXPECT_EQ(response.content_type, "");
        return;
    }
    const auto bytes = std::string{response.body.ready().at(0).view()};
    EXPECT_EQ(zipped ? unzipped(bytes) : bytes, plain());
}

INSTANTIATE_TEST_SUITE_P(
    Encoding, Variant,
    testing::Values(
        Case{"NotAsked", "", 200, R"("v1")", false},
        Case{"Asked", "Accept-Encoding: gzip\r\n", 200, R"("v1-gzip")", true},
        Case{"AmongOthers", "Accept-Encoding: deflate, br;q=1.0, gzip;q=0.2\r\n", 200, R"("v1-gzip")", true},
        Case{"Any", "Accept-Encoding: *\r\n", 200, R"("v1-gzip")", true},
        Case{"Refused", "Accept-Encoding: gzip;q=0\r\n", 200, R"("v1")", false},
        Case{"AnyRefused", "Accept-Encoding: *;q=0\r\n", 200, R"("v1")", false},
        Case{"PlainPreferred", "Accept-Encoding: gzip;q=0.5, identity\r\n", 200, R"("v1")", false},
        Case{"LikedAsMuch", "Accept-Encoding: gzip;q=0.5, identity;q=0.5\r\n", 200, R"("v1-gzip")", true},
        Case{"OthersOnly", "Accept-Encoding: br\r\n", 200, R"("v1")", false}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Condition, Variant,
    testing::Values(
        Case{"Held", "If-None-Match: \"v1\"\r\n", 304, R"("v1")", false},
        Case{"HeldWeakly", "If-None-Match: W/\"v1\"\r\n", 304, R"("v1")", false},
        Case{"Any", "If-None-Match: *\r\n", 304, R"("v1")", false},
        Case{"AmongOthers", "If-None-Match: \"v0\", \"v1\"\r\n", 304, R"("v1")", false},
        Case{"Old", "If-None-Match: \"v0\"\r\n", 200, R"("v1")", false},
        Case{"ZippedHeldAndAsked", "Accept-Encoding: gzip\r\nIf-None-Match: \"v1-gzip\"\r\n", 304,
             R"("v1-gzip")", false},
        Case{"ZippedHeldNotAsked", "If-None-Match: \"v1-gzip\"\r\n", 200, R"("v1")", false},
        Case{"PlainHeldZippedAsked", "Accept-Encoding: gzip\r\nIf-None-Match: \"v1\"\r\n", 304, R"("v1")",
             false},
        Case{"SinceThen", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 304, R"("v1")", false},
        Case{"SinceLater", "If-Modified-Since: Mon, 07 Nov 1994 08:49:37 GMT\r\n", 304, R"("v1")", false},
        Case{"SinceBefore", "If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT\r\n", 200, R"("v1")", false},
        Case{"SinceNonsense", "If-Modified-Since: yesterday\r\n", 200, R"("v1")", false},
        Case{"TagBeatsDate", "If-None-Match: \"v0\"\r\nIf-Modified-Since: Mon, 07 Nov 1994 08:49:37 GMT\r\n",
             200, R"("v1")", false}),
    [](const auto& test) { return test.param.name; });

TEST(Variant, CompressesOncePerVersion)
{
    const auto cache = std::make_shared<BodyCache>(10'000);
    const auto filter = variant_and_304({.bytes_min = kBytesMin}, cache);
    std::size_t made = 0;
    const auto send = [&](std::string etag) {
        Response response{.body = Body{[&] {
                              ++made;
                              return Body::Pieces{Bytes{plain()}};
                          }},
                          .etag = std::move(etag)};
        filter(get("Accept-Encoding: gzip\r\n")->exchange, response);
        EXPECT_EQ(unzipped(response.body.ready().at(0).view()), plain());
    };
    for (int i = 0; i < 3; ++i) send(R"("v1")");
    EXPECT_EQ(made, 1U);
    send(R"("v2")");
    EXPECT_EQ(made, 2U);
    EXPECT_EQ(cache->figures(BodyCache::Kind::compressed).hits, 2U);
}

TEST(Variant, CompressesFromTheSmallestBodyWorthItOn)
{
    const auto filter = variant_and_304({.bytes_min = kBytesMin}, std::make_shared<BodyCache>(10'000));
    for (const auto& [bytes, zipped] :
         {std::pair{kBytesMin - 1, false}, {kBytesMin, true}, {kBytesMin + 1, true}}) {
        Response response{.body = Body{std::string(bytes, 'x')}};
        filter(get("Accept-Encoding: gzip\r\n")->exchange, response);
        EXPECT_EQ(field(response, "Content-Encoding"), zipped ? "gzip" : "") << bytes;
        EXPECT_EQ(field(response, "Vary"), "Accept-Encoding");
    }
}

TEST(Variant, LeavesAloneWhatHasNoBodyOrNoTextOrIsSwitchedOff)
{
    const auto cache = std::make_shared<BodyCache>(10'000);
    const auto asked = get("Accept-Encoding: gzip\r\n");
    Response streamed;
    variant_and_304({.bytes_min = 0}, cache)(asked->exchange, streamed);
    EXPECT_EQ(field(streamed, "Content-Encoding"), "");

    Response image{.content_type = "image/png", .body = Body{plain()}};
    variant_and_304({.bytes_min = kBytesMin}, cache)(asked->exchange, image);
    EXPECT_EQ(image.fields.size(), 0U);

    Response off{.body = Body{plain()}};
    variant_and_304({.enabled = false, .bytes_min = kBytesMin}, cache)(asked->exchange, off);
    EXPECT_EQ(off.fields.size(), 0U);
}

TEST(Variant, Answers304OnlyToGoodReads)
{
    const auto filter = variant_and_304({}, std::make_shared<BodyCache>(10'000));
    const auto status_of = [&](const std::string& line, Status status) {
        const auto request = made(line + "If-None-Match: *\r\n");
        Response response{.status = status, .etag = R"("v1")"};
        filter(request->exchange, response);
        return response.status;
    };
    EXPECT_EQ(status_of("HEAD / HTTP/1.1\r\n", Status::ok), Status::not_modified);
    EXPECT_EQ(status_of("PUT / HTTP/1.1\r\n", Status::ok), Status::ok);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\n", Status::not_found), Status::not_found);
}

TEST(Variant, JoinsPiecesBeforeItCompresses)
{
    const auto filter = variant_and_304({.bytes_min = kBytesMin}, std::make_shared<BodyCache>(10'000));
    Response response;
    for (const auto* piece : {"ab", "cd"}) response.body.pieces.emplace_back(std::string(60, *piece) + piece);
    filter(get("Accept-Encoding: gzip\r\n")->exchange, response);
    ASSERT_EQ(response.body.ready().size(), 1U);
    EXPECT_EQ(unzipped(response.body.ready()[0].view()),
              std::string(60, 'a') + "ab" + std::string(60, 'c') + "cd");
}

// What the maker of an answer compressed is sent as it is, and kept for the next client.
TEST(VariantCompressedBefore, IsNotCompressedAgain)
{
    const auto cache = std::make_shared<BodyCache>(10'000);
    const auto filter = variant_and_304({.bytes_min = kBytesMin}, cache);
    for (const bool first : {true, false}) {
        Response response{.body = Body{plain()}, .etag = R"("v1")"};
        if (first) response.gzipped = Body{Bytes::of_static("made before")};
        filter(get("Accept-Encoding: gzip\r\n")->exchange, response);
        EXPECT_EQ(response.body.ready().at(0).view(), "made before");
        EXPECT_EQ(response.etag, R"("v1-gzip")");
    }
}

TEST(VariantCompressedBefore, IsForThoseWhoAsk)
{
    const auto filter = variant_and_304({.bytes_min = kBytesMin}, std::make_shared<BodyCache>(10'000));
    Response response{
        .body = Body{plain()}, .gzipped = Body{Bytes::of_static("made before")}, .etag = R"("v1")"};
    filter(get("")->exchange, response);
    EXPECT_EQ(response.body.ready().at(0).view(), plain());
    EXPECT_EQ(response.etag, R"("v1")");
}

} // namespace
} // namespace a2a::http
