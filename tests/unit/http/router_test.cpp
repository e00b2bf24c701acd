// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"
#include "request_text.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::http {
namespace {

Router router()
{
    const auto route = [](Verb verb, std::string_view pattern) {
        return Route{.verb = verb, .pattern = pattern};
    };
    return Router{{route(Verb::get, "/"), route(Verb::get, "/agents"), route(Verb::get, "/agents/{id}"),
                   route(Verb::put, "/agents/{id}"), route(Verb::get, "/agents/self"),
                   route(Verb::post, "/agents/search"), route(Verb::get, "/agents/{id}/card"),
                   route(Verb::get, "/pairs/{a}/{b}"), route(Verb::post, "/agents:import")}};
}

struct Case {
    const char* name;
    std::string line;    // "GET /path"
    std::string pattern; // "" when no route
    std::string params;  // joined with '|'
    std::string allow = {};
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}
class RouterFinds : public testing::TestWithParam<Case> {};

TEST_P(RouterFinds, TheRouteAndItsParameters)
{
    const auto& c = GetParam();
    static const auto routes = router();
    const auto request = made(c.line + " HTTP/1.1\r\n");
    auto& exchange = request->exchange;
    routes.route(exchange);
    std::string params;
    for (const auto& param : exchange.params) params += (params.empty() ? "" : "|") + param;
    EXPECT_EQ(exchange.route == nullptr ? "" : exchange.route->pattern, c.pattern);
    EXPECT_EQ(params, c.params);
    EXPECT_EQ(exchange.allow, c.allow);
    EXPECT_EQ(exchange.is_known_path, !c.pattern.empty() || !c.allow.empty());
    EXPECT_FALSE(exchange.has_invalid_path);
}

INSTANTIATE_TEST_SUITE_P(
    Paths, RouterFinds,
    testing::Values(Case{"Root", "GET /", "/", ""}, Case{"Literal", "GET /agents", "/agents", ""},
                    Case{"Query", "GET /agents?x=/y", "/agents", ""},
                    Case{"Colon", "POST /agents:import", "/agents:import", ""},
                    Case{"Parameter", "GET /agents/a", "/agents/{id}", "a"},
                    Case{"Two", "GET /pairs/a/b", "/pairs/{a}/{b}", "a|b"},
                    Case{"LiteralFirst", "GET /agents/self", "/agents/self", ""},
                    Case{"MethodFirst", "GET /agents/search", "/agents/{id}", "search"},
                    Case{"MethodFirstToo", "PUT /agents/self", "/agents/{id}", "self"},
                    Case{"Head", "HEAD /agents/a", "/agents/{id}", "a"},
                    Case{"Behind", "GET /agents/a/card", "/agents/{id}/card", "a"},
                    Case{"DecodedOnce", "GET /agents/a%252Fb", "/agents/{id}", "a%2Fb"},
                    Case{"SlashInside", "GET /agents/a%2Fb/card", "/agents/{id}/card", "a/b"},
                    Case{"SlashInsideLowerCase", "GET /agents/a%2fb", "/agents/{id}", "a/b"},
                    Case{"DotsInside", "GET /agents/%2e%2E", "/agents/{id}", ".."},
                    Case{"Dots", "GET /agents/..", "/agents/{id}", ".."},
                    Case{"Plus", "GET /agents/a+b", "/agents/{id}", "a+b"},
                    Case{"Utf8", "GET /agents/%C3%A4", "/agents/{id}", "\xc3\xa4"},
                    Case{"Absolute", "GET http://x/agents/a", "/agents/{id}", "a"},
                    Case{"Unknown", "GET /nobody", "", ""}, Case{"EmptyParameter", "GET /agents/", "", ""},
                    Case{"EmptyFirst", "GET //agents", "", ""}, Case{"OtherCase", "GET /Agents", "", ""},
                    Case{"EightSegments", "GET /1/2/3/4/5/6/7/8", "", ""},
                    Case{"NineSegments", "GET /1/2/3/4/5/6/7/8/9", "", ""},
                    Case{"WrongMethod", "DELETE /agents/a", "", "", "GET, HEAD, PUT, OPTIONS"},
                    Case{"UnknownMethod", "BREW /agents/a", "", "", "GET, HEAD, PUT, OPTIONS"},
                    Case{"Options", "OPTIONS /agents/search", "", "", "GET, HEAD, POST, PUT, OPTIONS"},
                    Case{"HeadOfPost", "HEAD /agents:import", "", "", "POST, OPTIONS"},
                    Case{"Star", "OPTIONS *", "", ""}),
    [](const auto& test) { return test.param.name; });

TEST(Router, RefusesEscapesThatAreNone)
{
    const auto routes = router();
    for (const auto* path :
         {"/agents/%", "/agents/%2", "/agents/%2g", "/agents/a%", "/agents/%FF", "/agents/%C3"}) {
        const auto request = made(std::string{"GET "} + path + " HTTP/1.1\r\n");
        routes.route(request->exchange);
        EXPECT_TRUE(request->exchange.has_invalid_path) << path;
    }
}

TEST(Router, LabelsComeFromAClosedSet)
{
    const auto routes = router();
    const auto label = [&](const std::string& line) {
        const auto request = made(line + " HTTP/1.1\r\n");
        routes.route(request->exchange);
        return request->exchange.label;
    };
    EXPECT_EQ(label("GET /agents/a"), 2U);
    EXPECT_EQ(label("HEAD /agents/b"), 2U);
    EXPECT_EQ(label("GET /nobody"), routes.unknown_path());
    EXPECT_EQ(label("DELETE /agents/a"), routes.unknown_method());
    EXPECT_EQ(label("BREW /nobody"), routes.unknown_method());
}

} // namespace
} // namespace a2a::http
