// SPDX-License-Identifier: Apache-2.0
#include "http/gates/gates.hpp"
#include "http/problem.hpp"
#include "http/route.hpp"
#include "http/waiting_line.hpp"
#include "request_text.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::http {
namespace {

// The status a gate answers a request for `route` with; 0 when it lets it pass.
int status_of(const Gate& gate, const Route& route, const std::string& head)
{
    const auto request = made(head);
    request->exchange.route = &route;
    const auto response = gate(request->exchange);
    return response ? static_cast<int>(response->status) : 0;
}

TEST(RequestIdGate, KeepsASaneIdAndDrawsOneOtherwise)
{
    const auto id_of = [](const std::string& given) {
        const auto request = get("X-Request-Id: " + given + "\r\n");
        EXPECT_FALSE(request_id()(request->exchange));
        return std::string{request->exchange.request_id};
    };
    const auto longest = std::string(128, 'a');
    for (const auto& sane : {std::string{"a"}, std::string{"A-z_0.9:+/=@"}, longest})
        EXPECT_EQ(id_of(sane), sane);
    for (const auto& odd : {std::string{}, std::string{"a b"}, std::string{"a\"b"}, std::string{"<x>"},
                            std::string{"\xc3\xa4"}, std::string{"a,b"}, longest + 'a'}) {
        const auto id = id_of(odd);
        EXPECT_EQ(id.size(), 16U) << odd;
        EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    }
    EXPECT_NE(id_of(""), id_of(""));
}

TEST(StillLoadingGate, LetsOnlyEarlyRoutesPassUntilEverythingIsLoaded)
{
    const auto loaded = std::make_shared<std::atomic<bool>>(false);
    const auto gate = still_loading(loaded);
    const Route late{};
    const Route early{.early = true};
    const std::string head = "GET / HTTP/1.1\r\n";
    EXPECT_EQ(status_of(gate, late, head), 503);
    EXPECT_EQ(status_of(gate, early, head), 0);

    const auto request = made(head);
    request->exchange.route = &late;
    const auto refusal = gate(request->exchange);
    EXPECT_EQ(refusal->fields.back(), (std::pair<std::string_view, std::string>{"Retry-After", "1"}));
    loaded->store(true);
    EXPECT_EQ(status_of(gate, late, head), 0);
}

TEST(NotOverloadedGate, LetsEverythingPassThatCostsLittle)
{
    const Limits limits{.requests = 1, .request_bytes = 100};
    Load load{limits};
    observe::WorkerStats stats{1};
    const WaitingLine line{load, limits, stats, [](const WaitingLine::Work&) {}};
    const auto status = [&](const Route& route, const std::string& head) {
        const auto request = made(head);
        request->exchange.route = &route;
        request->exchange.line = &line;
        request->exchange.stats = &stats;
        const auto response = not_overloaded()(request->exchange);
        return response ? static_cast<int>(response->status) : 0;
    };
    const Route cheap{};
    const Route costly{.body_bytes_max = 1'000, .costly = true};
    const Route streamed{.costly = true};
    const std::string head = "POST / HTTP/1.1\r\n";
    const auto large = head + "Content-Length: 101\r\n";
    EXPECT_EQ(status(costly, head), 0);
    EXPECT_EQ(status(costly, large), 503);
    EXPECT_EQ(status(streamed, large), 0) << "it is never held as a whole";
    const UnderWay other{load};
    EXPECT_EQ(status(costly, head), 503);
    EXPECT_EQ(status(cheap, head), 0);
}

TEST(Overloaded, IsTheProblemThatAnyOtherIs)
{
    auto prepared = overloaded("id-1", kTooMuchAsked);
    auto made = answer(
        {Status::service_unavailable, "overloaded", "too much is asked of this server at once"}, "id-1");
    EXPECT_EQ(prepared.body.ready().front().view(), made.body.ready().front().view());
    EXPECT_EQ(prepared.content_type, made.content_type);
    EXPECT_EQ(prepared.status, made.status);
}

struct MediaCase {
    const char* name;
    std::string fields;
    int refusal;
};
void PrintTo(const MediaCase& c, std::ostream* out)
{
    *out << c.name;
}
class MediaTypeGate : public testing::TestWithParam<MediaCase> {};

TEST_P(MediaTypeGate, TakesJsonOfAnyName)
{
    const Route route{.verb = Verb::post, .takes = "application/json"};
    EXPECT_EQ(status_of(media_type(), route, "POST / HTTP/1.1\r\nContent-Length: 1\r\n" + GetParam().fields),
              GetParam().refusal);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, MediaTypeGate,
    testing::Values(MediaCase{"None", "", 0}, MediaCase{"Json", "Content-Type: application/json\r\n", 0},
                    MediaCase{"AnyCase", "Content-Type: Application/JSON\r\n", 0},
                    MediaCase{"Charset", "Content-Type: application/json ; charset=utf-8\r\n", 0},
                    MediaCase{"Suffix", "Content-Type: application/a2a+json\r\n", 0},
                    MediaCase{"Form", "Content-Type: application/x-www-form-urlencoded\r\n", 415},
                    MediaCase{"Text", "Content-Type: text/plain\r\n", 415},
                    MediaCase{"Prefix", "Content-Type: application/jsonx\r\n", 415},
                    MediaCase{"OnlySuffix", "Content-Type: +json\r\n", 415},
                    MediaCase{"Gzip", "Content-Encoding: gzip\r\n", 415},
                    MediaCase{"Identity", "Content-Encoding: Identity\r\n", 0}),
    [](const auto& test) { return test.param.name; });

TEST(MediaTypeGate, SaysWhatToSendInstead)
{
    const Route route{.verb = Verb::post, .takes = "application/x-ndjson, text/plain"};
    const auto request = made("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Type: image/png\r\n");
    request->exchange.route = &route;
    auto response = media_type()(request->exchange);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->fields.at(0).first, "Accept");
    EXPECT_EQ(response->fields.at(0).second, "application/x-ndjson, text/plain");
    EXPECT_NE(response->body.ready().at(0).view().find("Content-Type: application/x-ndjson"),
              std::string_view::npos);
    EXPECT_EQ(status_of(media_type(), route,
                        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Type: TEXT/plain\r\n"),
              0);
    EXPECT_EQ(status_of(media_type(), route,
                        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Type: application/json\r\n"),
              415);
}

TEST(MediaTypeGate, MindsNoBodyAndNoRouteWithoutUseForOne)
{
    EXPECT_EQ(
        status_of(media_type(), {.takes = "application/json"}, "POST / HTTP/1.1\r\nContent-Type: text/x\r\n"),
        0);
    EXPECT_EQ(status_of(media_type(), {}, "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Type: text/x\r\n"),
              0);
}

TEST(AcceptGate, RefusesWhenNothingAcceptableIsGiven)
{
    const Route json{};
    const Route text{.gives = "text/plain; version=0.0.4"};
    const auto head = [](const std::string& fields) { return "GET / HTTP/1.1\r\n" + fields; };
    EXPECT_EQ(status_of(acceptable(), json, head("")), 0);
    EXPECT_EQ(status_of(acceptable(), json, head("Accept: application/json\r\n")), 0);
    EXPECT_EQ(status_of(acceptable(), json, head("Accept: application/a2a+json\r\n")), 0);
    EXPECT_EQ(status_of(acceptable(), json, head("Accept: text/html\r\n")), 406);
    EXPECT_EQ(status_of(acceptable(), json, head("Accept: text/html\r\nAccept: application/json\r\n")), 0);
    EXPECT_EQ(status_of(acceptable(), text, head("Accept: text/plain\r\n")), 0);
    EXPECT_EQ(status_of(acceptable(), text, head("Accept: application/a2a+json\r\n")), 406);
}

TEST(KnownRouteGate, AnswersWhatNoRouteDoes)
{
    struct Row {
        std::string line, allow;
        int status;
    };
    for (const auto& row :
         {Row{"GET /x", "", 404}, Row{"DELETE /x", "GET, OPTIONS", 405}, Row{"TRACE /x", "GET, OPTIONS", 405},
          Row{"BREW /x", "GET, OPTIONS", 501}, Row{"OPTIONS /x", "GET, OPTIONS", 204},
          Row{"OPTIONS /x", "", 404}, Row{"OPTIONS *", "", 204}}) {
        const auto request = made(row.line + " HTTP/1.1\r\n");
        request->exchange.allow = row.allow;
        request->exchange.is_known_path = !row.allow.empty();
        const auto response = known_route()(request->exchange);
        ASSERT_TRUE(response);
        EXPECT_EQ(static_cast<int>(response->status), row.status) << row.line;
        const bool tells = row.status == 405 || row.status == 204;
        EXPECT_EQ(!response->fields.empty() && response->fields[0].first == "Allow", tells) << row.line;
    }
    const auto request = get();
    request->exchange.has_invalid_path = true;
    EXPECT_EQ(known_route()(request->exchange)->status, Status::bad_request);
}

TEST(TrustedProxies, ReadsAddressesAndNetworks)
{
    std::string fault;
    for (const auto* good :
         {"127.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "::1", "fd00::/8", "1.2.3.4/32", "::/128"})
        EXPECT_TRUE(TrustedProxies::parse({good}, fault)) << good;
    for (const auto* bad :
         {"", "x", "1.2.3", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/8x", "::1/129", "/8"}) {
        EXPECT_FALSE(TrustedProxies::parse({"::1", bad}, fault)) << bad;
        EXPECT_EQ(fault, bad);
    }
}

TEST(TrustedProxies, BelievesFromTheRightAsFarAsItTrusts)
{
    std::string fault;
    const auto proxies = *TrustedProxies::parse({"10.0.0.0/9", "::1"}, fault);
    struct Row {
        std::string_view peer, field, client;
    };
    for (const auto& row :
         {Row{"192.0.2.1", "203.0.113.9", "192.0.2.1"}, // not ours: nothing it says counts
          Row{"10.1.1.1", "", "10.1.1.1"}, Row{"10.1.1.1", "203.0.113.9", "203.0.113.9"},
          Row{"10.1.1.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"},
          Row{"10.1.1.1", "6.6.6.6, 203.0.113.9, 10.2.2.2", "203.0.113.9"},
          Row{"10.1.1.1", "10.3.3.3 , 10.2.2.2", "10.3.3.3"},
          Row{"10.1.1.1", "203.0.113.9, nonsense", "10.1.1.1"},
          Row{"10.128.1.1", "203.0.113.9", "10.128.1.1"}, // just outside the network
          Row{"::ffff:10.1.1.1", "203.0.113.9", "203.0.113.9"}, Row{"::1", "2001:db8::1", "2001:db8::1"},
          Row{"::2", "2001:db8::1", "::2"}, Row{"unix", "203.0.113.9", "unix"}})
        EXPECT_EQ(proxies.client_of(row.peer, row.field), row.client) << row.peer << " <- " << row.field;
}

TEST(TrustedProxies, BelieveAUnixSocketWhenTold)
{
    std::string fault;
    const auto proxies = *TrustedProxies::parse({"unix", "10.0.0.1"}, fault);
    EXPECT_FALSE(proxies.empty());
    EXPECT_EQ(proxies.client_of("unix", "6.6.6.6, 203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(proxies.client_of("unix", "6.6.6.6, 203.0.113.9, 10.0.0.1"), "203.0.113.9");
    EXPECT_EQ(proxies.client_of("unix", ""), "unix");
    EXPECT_EQ(proxies.client_of("unix", "203.0.113.9, unix"), "unix"); // a client can claim that
    EXPECT_EQ(proxies.client_of("192.0.2.1", "203.0.113.9"), "192.0.2.1");
}

TEST(ClientAddressGate, ReadsSeveralFieldsAsOneListFromItsEnd)
{
    std::string fault;
    const auto proxies =
        std::make_shared<const TrustedProxies>(*TrustedProxies::parse({"192.0.2.1", "10.0.0.1"}, fault));
    const auto client_of = [&](const std::string& fields) {
        const auto request = get(fields);
        EXPECT_FALSE(client_address(proxies)(request->exchange));
        return std::string{request->exchange.client};
    };
    EXPECT_EQ(client_of(""), "192.0.2.1");
    EXPECT_EQ(client_of("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 203.0.113.9\r\n"), "203.0.113.9");
    EXPECT_EQ(client_of("X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-For: 10.0.0.1\r\n"), "203.0.113.9");
    EXPECT_EQ(client_of("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: nonsense\r\n"), "192.0.2.1");
}

} // namespace
} // namespace a2a::http
