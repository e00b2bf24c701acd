// SPDX-License-Identifier: Apache-2.0
#include "client/base_url.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::client {
namespace {

struct Good {
    const char* name;
    std::string_view url;
    BaseUrl parts;
};
void PrintTo(const Good& row, std::ostream* out)
{
    *out << row.url;
}
class BaseUrls : public testing::TestWithParam<Good> {};

TEST_P(BaseUrls, AreSplit)
{
    const auto parts = parse_base_url(GetParam().url);
    ASSERT_TRUE(parts) << parts.error().detail;
    EXPECT_EQ(parts->host, GetParam().parts.host);
    EXPECT_EQ(parts->port, GetParam().parts.port);
    EXPECT_EQ(parts->authority, GetParam().parts.authority);
    EXPECT_EQ(parts->prefix, GetParam().parts.prefix);
}

INSTANTIATE_TEST_SUITE_P(
    Urls, BaseUrls,
    testing::Values(Good{"Host", "http://registry", {"registry", "80", "registry", ""}},
                    Good{"Port", "http://127.0.0.1:8000", {"127.0.0.1", "8000", "127.0.0.1:8000", ""}},
                    Good{"Slash", "http://registry:1/", {"registry", "1", "registry:1", ""}},
                    Good{"Prefix", "http://registry/a/b", {"registry", "80", "registry", "/a/b"}},
                    Good{"PrefixSlashes", "http://registry/a//", {"registry", "80", "registry", "/a"}},
                    Good{"Ipv6", "http://[::1]:65535/x", {"::1", "65535", "[::1]:65535", "/x"}},
                    Good{"Ipv6Alone", "http://[2001:db8::7]", {"2001:db8::7", "80", "[2001:db8::7]", ""}},
                    Good{"SchemeAnyCase", "HTTP://registry", {"registry", "80", "registry", ""}}),
    [](const auto& test) { return test.param.name; });

struct Bad {
    const char* name;
    std::string_view url;
    std::string_view says;
};
void PrintTo(const Bad& row, std::ostream* out)
{
    *out << row.url;
}
class BadBaseUrls : public testing::TestWithParam<Bad> {};

TEST_P(BadBaseUrls, AreRefusedWithAReason)
{
    const auto parts = parse_base_url(GetParam().url);
    ASSERT_FALSE(parts);
    EXPECT_EQ(parts.error().code, Errc::query_invalid);
    EXPECT_NE(parts.error().detail.find(GetParam().says), std::string::npos) << parts.error().detail;
}

INSTANTIATE_TEST_SUITE_P(Urls, BadBaseUrls,
                         testing::Values(Bad{"Https", "https://registry", "http only"},
                                         Bad{"NoScheme", "registry:8000", "must start with http://"},
                                         Bad{"Empty", "", "must start with http://"},
                                         Bad{"OtherScheme", "ftp://registry", "must start with http://"},
                                         Bad{"NoHost", "http:///x", "host or port"},
                                         Bad{"PortOnly", "http://:80", "host or port"},
                                         Bad{"PortEmpty", "http://registry:", "host or port"},
                                         Bad{"PortZero", "http://registry:0", "host or port"},
                                         Bad{"PortTooLarge", "http://registry:65536", "host or port"},
                                         Bad{"PortLetters", "http://registry:80a", "host or port"},
                                         Bad{"UserInfo", "http://user:word@registry", "host or port"},
                                         Bad{"Ipv6Open", "http://[::1", "host or port"},
                                         Bad{"Ipv6Trailing", "http://[::1]8", "host or port"},
                                         Bad{"Ipv6Empty", "http://[]:8", "host or port"},
                                         Bad{"HostLineBreak", "http://a\r\nX: y", "host or port"},
                                         Bad{"Query", "http://registry/?x=1", "path prefix"},
                                         Bad{"Fragment", "http://registry/#x", "path prefix"},
                                         Bad{"PrefixLineBreak", "http://registry/\r\n", "path prefix"},
                                         Bad{"PrefixSpace", "http://registry/a b", "path prefix"}),
                         [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a::client
