// SPDX-License-Identifier: Apache-2.0
#include "base/listen_address.hpp"

#include <gtest/gtest.h>

namespace a2a {
namespace {

TEST(ListenAddress, IsAHostWithAPortOrAPath)
{
    EXPECT_EQ(parse_listen_address("127.0.0.1:8000"), (ListenAddress{.host = "127.0.0.1", .port = 8000}));
    EXPECT_EQ(parse_listen_address("registry.example:0"),
              (ListenAddress{.host = "registry.example", .port = 0}));
    EXPECT_EQ(parse_listen_address("[::1]:65535"), (ListenAddress{.host = "::1", .port = 65535}));
    EXPECT_EQ(parse_listen_address("[fe80::1%eth0]:1"), (ListenAddress{.host = "fe80::1%eth0", .port = 1}));
    EXPECT_EQ(parse_listen_address("unix:/run/a:b.sock"), (ListenAddress{.path = "/run/a:b.sock"}));
    const auto longest = "/" + std::string(106, 'x');
    EXPECT_EQ(parse_listen_address("unix:" + longest), (ListenAddress{.path = longest}));
}

TEST(ListenAddress, IsNothingElse)
{
    for (const std::string wrong : {"",
                                    ":",
                                    "8000",
                                    ":8000",
                                    "127.0.0.1",
                                    "127.0.0.1:",
                                    "127.0.0.1:65536",
                                    "127.0.0.1:-1",
                                    "127.0.0.1:8x",
                                    "::1:8000",
                                    "::1",
                                    "[::1]",
                                    "[::1]8000",
                                    "[]:80",
                                    "[127.0.0.1]:80",
                                    "[::1:80",
                                    "::1]:80",
                                    "[[::1]]:80",
                                    "a b:80",
                                    "a/b:80",
                                    "http://a:80",
                                    "unix:",
                                    "unix:/",
                                    "unix:x",
                                    "unix:@x",
                                    "unix:/run/"})
        EXPECT_FALSE(parse_listen_address(wrong)) << wrong;
    EXPECT_FALSE(parse_listen_address("unix:/" + std::string(107, 'x')));
    EXPECT_FALSE(parse_listen_address(std::string_view{"unix:/a\0b", 9}));
}

} // namespace
} // namespace a2a
