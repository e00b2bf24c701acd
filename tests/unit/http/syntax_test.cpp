// SPDX-License-Identifier: Apache-2.0
#include "http/syntax.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace a2a::http {
namespace {

std::vector<std::string> elements(std::string_view list)
{
    std::vector<std::string> found;
    while (const auto element = next_element(list)) found.emplace_back(*element);
    return found;
}

// They are looked at eight at a time.
TEST(Syntax, OneCharacterAnywhereDecides)
{
    for (int c = 0; c < 256; ++c) {
        const auto byte = static_cast<char>(c);
        for (std::size_t size = 1; size < 20; ++size) {
            for (std::size_t at = 0; at < size; ++at) {
                std::string text(size, at % 2 == 0 ? '~' : ' ');
                text[at] = byte;
                ASSERT_EQ(is_field_value(text), is_field_char(byte)) << c << " at " << at << " of " << size;
                ASSERT_EQ(is_printable_ascii(text), c >= 0x20 && c < 0x7f)
                    << c << " at " << at << " of " << size;
            }
        }
    }
    EXPECT_TRUE(is_field_value(""));
}

TEST(Syntax, CutsListsAtCommasOutsideQuotes)
{
    using List = std::vector<std::string>;
    EXPECT_EQ(elements(""), List{});
    EXPECT_EQ(elements(" , ,\t"), List{});
    EXPECT_EQ(elements("a"), List{"a"});
    EXPECT_EQ(elements("a, b ,,c"), (List{"a", "b", "c"}));
    EXPECT_EQ(elements(R"("a,b", c)"), (List{R"("a,b")", "c"}));
    EXPECT_EQ(elements(R"("a\",b", c)"), (List{R"("a\",b")", "c"}));
    EXPECT_EQ(elements(R"("open, b)"), List{R"("open, b)"});
    EXPECT_EQ(elements(R"("open\)"), List{R"("open\)"});
}

TEST(Syntax, FindsATokenInAList)
{
    EXPECT_TRUE(has_token("Close", "close"));
    EXPECT_TRUE(has_token("x, close;y", "close"));
    EXPECT_FALSE(has_token("closed", "close"));
    EXPECT_FALSE(has_token("\"close\"", "close"));
    EXPECT_FALSE(has_token("", "close"));
}

TEST(Syntax, ReadsContentLengthsStrictly)
{
    EXPECT_EQ(parse_content_length("0"), 0U);
    EXPECT_EQ(parse_content_length("9223372036854775807"), 9223372036854775807U);
    for (const auto* text :
         {"", "+1", "-1", "1 ", "1,1", "0x1", "9223372036854775808", "99999999999999999999"})
        EXPECT_EQ(parse_content_length(text), std::nullopt) << text;
}

TEST(Syntax, WeighsCodings)
{
    struct Row {
        std::string_view field;
        std::optional<unsigned> weight;
    };
    for (const auto& row : {Row{"", std::nullopt}, Row{"br", std::nullopt}, Row{"gzip", 1000},
                            Row{"GZip", 1000}, Row{"br, gzip;q=0.5", 500}, Row{"gzip ; Q=0.123", 123},
                            Row{"gzip;q=0", 0}, Row{"gzip;q=0.000", 0}, Row{"gzip;q=1.000", 1000},
                            Row{"*", 1000}, Row{"*;q=0", 0}, Row{"*;q=0, gzip", 1000}, Row{"gzip;q=0, *", 0},
                            // What is no qvalue is not taken for a wish.
                            Row{"gzip;q=", 0}, Row{"gzip;q=2", 0}, Row{"gzip;q=1.001", 0},
                            Row{"gzip;q=0.1234", 0}, Row{"gzip;q=x", 0}, Row{"gzip;q=-1", 0},
                            Row{"gzip;q=.5", 0}, Row{"gzip;x=1", 1000}, Row{"xgzip", std::nullopt}})
        EXPECT_EQ(coding_weight(row.field, "gzip"), row.weight) << row.field;
}

TEST(Syntax, AcceptsMediaTypesByTheMostSpecificRange)
{
    struct Row {
        std::string_view accept;
        bool accepted;
    };
    for (const auto& row :
         {Row{"", true}, Row{"*/*", true}, Row{"*", true}, Row{"application/*", true},
          Row{"application/json", true}, Row{"Application/JSON", true}, Row{"application/json;v=1", true},
          Row{"text/html, */*;q=0.1", true}, Row{"text/html", false}, Row{"text/*", false},
          Row{"app/*", false}, Row{"application/jso", false}, Row{"application/json;q=0", false},
          Row{"application/json;q=0, */*", false}, Row{"*/*, application/json;q=0", false},
          Row{"*/*;q=0, application/*", true}, Row{"application/*;q=0, */*", false},
          Row{"application", false}})
        EXPECT_EQ(accepts_media_type(row.accept, "application/json; charset=utf-8"), row.accepted)
            << row.accept;
}

TEST(Syntax, ComparesEntityTags)
{
    struct Row {
        std::string_view list;
        bool weak, strong;
    };
    for (const auto& row :
         {Row{R"("a")", true, true}, Row{R"(W/"a")", true, false}, Row{"*", true, true},
          Row{R"("b", "a")", true, true}, Row{R"("b", W/"a")", true, false}, Row{R"("x,y","a")", true, true},
          Row{R"("b")", false, false}, Row{"a", false, false}, Row{R"("a)", false, false},
          Row{R"(w/"a")", false, false}, Row{"", false, false}, Row{R"("a-gzip")", false, false}}) {
        EXPECT_EQ(etag_matches(row.list, R"("a")", Comparison::weak), row.weak) << row.list;
        EXPECT_EQ(etag_matches(row.list, R"("a")", Comparison::strong), row.strong) << row.list;
    }
}

TEST(Syntax, KnowsHosts)
{
    for (const auto* host : {"a", "a.example", "a:", "a:1", "a:65535", "127.0.0.1:8000", "[::1]", "[::1]:80",
                             "[::ffff:1.2.3.4]", "a_b", "x%20y"})
        EXPECT_TRUE(is_valid_host(host)) << host;
    for (const auto* host : {"",
                             ":1",
                             "a:b",
                             "a:123456",
                             "a b",
                             "a/b",
                             "a@b",
                             "a:1:2",
                             "[]",
                             "[:]x",
                             "[::1",
                             "[::1]80",
                             "[g::1]",
                             "a\x80",
                             "a?b",
                             "a#b",
                             "a\\b",
                             "::1",
                             "a:65536",
                             "a%",
                             "a%2",
                             "a%zz",
                             "a%2gb",
                             "[:::::]",
                             "[1:2:3:4:5:6:7:8:9]",
                             "[::12345]",
                             "[fe80::1%25eth0]"})
        EXPECT_FALSE(is_valid_host(host)) << host;
}

TEST(Syntax, KnowsWhichBytesMayStandWhere)
{
    for (int c = 0; c < 256; ++c) {
        const auto byte = static_cast<char>(c);
        EXPECT_EQ(is_field_char(byte), c == '\t' || (c >= 0x20 && c != 0x7f)) << c;
        EXPECT_EQ(is_printable_ascii(std::string{byte}), c >= 0x20 && c < 0x7f) << c;
        const bool is_token = c > 0x20 && c < 0x7f &&
                              std::string_view{"\"(),/:;<=>?@[\\]{}"}.find(byte) == std::string_view::npos;
        EXPECT_EQ(is_token_char(byte), is_token) << c;
    }
}

} // namespace
} // namespace a2a::http
