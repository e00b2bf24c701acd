// SPDX-License-Identifier: Apache-2.0
#include "card/card.hpp"
#include "card/url.hpp"
#include "support/cards.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace a2a::card {
namespace {

struct Origin {
    std::string_view url;
    std::string_view origin; // "" = not absolute
};

TEST(CardUrl, IsAbsoluteWithSchemeAndHost)
{
    for (const auto& [url, origin] : std::vector<Origin>{
             {"https://a.example", "https://a.example"},
             {"HTTPS://A.Example:8443/Path?q#f", "https://a.example:8443"},
             {"http://a:80/", "http://a"},
             {"https://a:443", "https://a"},
             {"https://a:80", "https://a:80"},
             {"http://a:/", "http://a"},
             {"grpc://a:50051", "grpc://a:50051"},
             {"x+y-z.1://h", "x+y-z.1://h"},
             {"http://user:pass@host:1/p@q", "http://host:1"},
             {"http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080"},
             {"http://bücher.example", "http://bücher.example"},
             {"http://h?u=http://other", "http://h"},
             {"https://<HOST>/a", "https://<host>"},
             {"", ""},
             {"/a2a", ""},
             {"a.example/a2a", ""},
             {"a.example:443", ""},
             {"//a.example", ""},
             {"https:/a.example", ""},
             {"https:a.example", ""},
             {"https://", ""},
             {"https:///a", ""},
             {"https://?q", ""},
             {"https://#f", ""},
             {"https://:80", ""},
             {"https://user@", ""},
             {"://a", ""},
             {"1http://a", ""},
             {"ht tp://a", ""},
             {" https://a", ""},
             {"/redirect?to=https://a", ""},
             {"https://a b/", ""},
             {"https://a:x/", ""},
             {"http://[::1/", ""},
             {"http://[]/", ""},
             {"http://a:1:2/", ""},
             {"http://a:65535/", "http://a:65535"},
             {"http://a:65536/", ""},
             {"http://a:99999999999999999999/", ""},
             {"https://a.example/\r\nX-Evil: 1", ""},
             {"https://a.example/\x7F", ""},
             {"https://a.example/a b", "https://a.example"},
         }) {
        EXPECT_EQ(is_absolute_url(url), !origin.empty()) << url;
        EXPECT_EQ(origin_of(url), origin) << url;
    }
}

TEST(EndpointHost, IsOfTheFirstAbsoluteInterface)
{
    const auto host_of = [](test::CardBuilder card) { return endpoint_host(project(card.dump())); };
    EXPECT_EQ(host_of(test::card("A").url("https://A.example:8443/a2a")), "https://a.example:8443");
    EXPECT_EQ(host_of(test::card("A").url("/a2a").interface("http://b.example", "GRPC")), "http://b.example");
    EXPECT_EQ(host_of(test::card("A").url("/a2a")), "");
    EXPECT_EQ(endpoint_host(AgentCard{}), "");
}

TEST(AgentId, MayBeAnythingReadable)
{
    for (const std::string& id :
         {std::string{"a"}, std::string{"a/b c:d"}, std::string{"天気"}, std::string{"..."},
          std::string{".a"}, std::string{"\u00A0"}, std::string{"\u200F"}, std::string{"\u2065"},
          std::string{"\u206A"}, std::string{"\u2029"}, std::string{"\u202F"}, std::string(255, 'a'),
          std::string(256, 'a')}) {
        EXPECT_EQ(fault_of_id(id), std::nullopt) << id;
    }
}

TEST(AgentId, IsRefusedWhenItDeceives)
{
    using namespace std::string_literals;
    for (const auto& id : {""s, "."s, ".."s, std::string(257, 'a'), "a\0b"s, "a\nb"s, "\x1F"s, "\x7F"s,
                           "a\u0080"s, "\u009F"s, "\u0085x"s, "\u202Aa"s, "a\u202E"s, "\u2066"s, "\u2069"s,
                           "\xFF"s, "\xC2"s, "a\xC2"s, "\xED\xA0\x80"s}) {
        EXPECT_NE(fault_of_id(id), std::nullopt) << id;
    }
}

} // namespace
} // namespace a2a::card
