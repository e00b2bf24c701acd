// SPDX-License-Identifier: Apache-2.0
#include "config/nginx_check.hpp"
#include "config/nginx_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace a2a::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct NginxCase {
    const char* name;
    std::string_view text;
    std::string_view complaint; // "" when there is none
};
void PrintTo(const NginxCase& c, std::ostream* out)
{
    *out << c.name;
}
class CheckNginx : public testing::TestWithParam<NginxCase> {};

TEST_P(CheckNginx, SeesWhatItMustNotBeTold)
{
    const auto found = check_nginx({{"site", std::string{GetParam().text}}}, {});
    if (GetParam().complaint.empty()) {
        EXPECT_THAT(found, IsEmpty());
    } else {
        EXPECT_THAT(found, ElementsAre(HasSubstr(std::string{GetParam().complaint})));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Sites, CheckNginx,
    testing::Values(
        NginxCase{"One", "upstream r { server 127.0.0.1:8000; }", ""},
        NginxCase{"TheGuides",
                  "upstream registry_backend {\n    least_conn;\n"
                  "    server registry-1:8000 max_fails=3 fail_timeout=30s;\n"
                  "    server registry-2:8000 max_fails=3 fail_timeout=30s;\n}",
                  "site:1: upstream registry_backend has 2 active servers"},
        NginxCase{"WithinHttp", "http {\n upstream r { server a; server b; }\n}", "site:2: upstream r has 2"},
        NginxCase{"Standby", "upstream r { server a:1; server b:1 max_fails=1 backup; }", ""},
        NginxCase{"TwoAndStandby", "upstream r { server a; server b; server c backup; }", "has 2 active"},
        NginxCase{"Down", "upstream r { server a; server b down; }", ""},
        NginxCase{"CommentedOut", "upstream r { server a; # server b;\n #server c;\n }", ""},
        NginxCase{"AServerBlockIsNoServer",
                  "upstream r { server a; } server { listen 80; } server { listen 81; }", ""},
        NginxCase{"Tenants", "upstream a { server a; } upstream b { server b; }", ""},
        NginxCase{"NoUpstream", "server { listen 80; }", "no upstream in these files"},
        NginxCase{"Nothing", "", "no upstream in these files"},
        NginxCase{"KeepAliveBelow", "upstream r { server a; keepalive 8; keepalive_timeout 4999ms; }", ""},
        NginxCase{"KeepAliveEqual", "upstream r { server a; keepalive 8;\nkeepalive_timeout 5s; }",
                  "site:2: upstream r must have a keepalive_timeout below the registry's (5s)"},
        NginxCase{"KeepAliveByDefault", "upstream r { server a; keepalive 8; }", "below the registry's (5s)"},
        NginxCase{"KeepAliveOff", "upstream r { server a; keepalive_timeout 60s; }", ""},
        NginxCase{"Path", "upstream r { server a; } server { location / { proxy_pass http://r/; } }",
                  "decodes %2F"},
        NginxCase{"NoPath", "upstream r { server a; } server { location /a/ { proxy_pass http://r; } }", ""},
        NginxCase{"Variable", "upstream r { server a; } location / { proxy_pass http://$r; }", ""},
        NginxCase{"PathOnSocket", "upstream r { server a; } location / { proxy_pass http://unix:/run/r:/; }",
                  "decodes %2F"},
        NginxCase{"NoPathOnSocket", "upstream r { server a; } location / { proxy_pass http://unix:/run/r; }",
                  ""},
        NginxCase{"Unclosed", "upstream r { server a;\n", "site:2: a '{' is not closed"},
        NginxCase{"Closed", "}", "site:1: a '}' closes nothing"},
        NginxCase{"Unended", "upstream r { server a }", "site:1: 'server' does not end in ';'"},
        NginxCase{"UnendedLast", "upstream r { server a; } user x", "'user' does not end in ';'"},
        NginxCase{"Nameless", ";", "a directive without a name"},
        NginxCase{"Quotation", "upstream r { server \"a; }", "a quotation is not closed"}),
    [](const auto& test) { return test.param.name; });

TEST(CheckNginx, KnowsTheRegistrysTimeout)
{
    Config config;
    config.http.keepalive_timeout = std::chrono::seconds{75};
    EXPECT_THAT(check_nginx({{"s", "upstream r { server a; keepalive 8; }"}}, config), IsEmpty());
}

TEST(CheckNginx, TakesSeveralFiles)
{
    EXPECT_THAT(check_nginx({{"a", "upstream r { server a; server b; }"}, {"b", "upstream s { server"}}, {}),
                ElementsAre(StartsWith("a:1: "), StartsWith("b:1: ")));
}

TEST(ParseNginx, TakesWordsApart)
{
    const auto file = parse_nginx("map $a \"b; {\\\"\" { \"~^x{2}$\" '#'; }\nreturn 200 ${c}d\\;e;");
    ASSERT_FALSE(file.fault) << *file.fault;
    ASSERT_EQ(file.directives.size(), 2u);
    EXPECT_THAT(file.directives[0].words, ElementsAre("map", "$a", "b; {\""));
    ASSERT_EQ(file.directives[0].block.size(), 1u);
    EXPECT_THAT(file.directives[0].block[0].words, ElementsAre("~^x{2}$", "#"));
    EXPECT_THAT(file.directives[1].words, ElementsAre("return", "200", "${c}d\\;e"));
    EXPECT_EQ(file.directives[1].line, 2u);
}

TEST(ParseNginx, RefusesBottomlessNesting)
{
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "a {";
    EXPECT_THAT(parse_nginx(text).fault.value_or(""), HasSubstr("too deep"));
}

// What is shipped is what is checked: every way to answer beside the site.
TEST(CheckNginx, HasNoComplaintAboutWhatIsShipped)
{
    const auto read = [](const std::string& name) {
        std::ifstream file{A2A_SOURCE_DIR "/config/nginx/" + name};
        std::stringstream text;
        text << file.rdbuf();
        return NamedText{name, text.str()};
    };
    for (const auto* variant : {"single", "standby", "tenants"}) {
        const auto name = "snippets/a2a-registry-" + std::string{variant} + ".conf";
        EXPECT_THAT(check_nginx({read("a2a-registry.conf"), read(name)}, {}), IsEmpty()) << name;
    }
}

} // namespace
} // namespace a2a::config
