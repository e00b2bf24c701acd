// SPDX-License-Identifier: Apache-2.0
// Nothing a client makes up becomes a label: hostile paths and methods make no new series.
#include "support/server_fixture.hpp"

#include <algorithm>
#include <random>
#include <set>

namespace a2a::support {
namespace {

constexpr std::size_t kRequests = A2A_HOSTILE_REQUESTS;
constexpr std::size_t kTogether = 30; // fewer than may be pipelined
constexpr std::string_view kBeginnings[]{
    "/agents/", "/", "/metrics/", "/agents/%2e%2e/", "/skills?prefix=", "/agents/a/card/"};

class Series : public ServerFixture {
protected:
    // Names and labels, without the numbers.
    std::set<std::string> series()
    {
        const auto text = ask(request("GET /metrics")).body;
        std::set<std::string> found;
        for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
            if (text[at] != '#') found.insert(text.substr(at, text.rfind(' ', text.find('\n', at)) - at));
        return found;
    }

    // Letters, digits and escapes of anything; bytes that a path may hold as they are.
    std::string segment()
    {
        constexpr std::string_view kMayStand = "abcxyz019-._~!$&'()*+,;=:@{}\"<>|^`";
        std::string text;
        for (auto size = 1 + random_() % 30; size > 0; --size) {
            const auto byte = random_() % 256;
            if (byte % 4 != 0) {
                text += kMayStand[byte % 22];
            } else {
                constexpr std::string_view kDigits = "0123456789abcdef";
                text.append("%") += kDigits[byte / 16];
                text += kDigits[byte % 16];
            }
        }
        return text;
    }
    std::string path()
    {
        auto path = std::string{kBeginnings[random_() % std::size(kBeginnings)]} + segment();
        for (auto more = random_() % 4; more > 0; --more) path += '/' + segment();
        return path;
    }
    // Known ones too, where they do not belong.
    std::string method()
    {
        constexpr std::string_view kOdd[]{"BREW", "get",   "PROPFIND", "G!T",
                                          "A|B",  "PATCH", "OPTIONS",  "TRACE"};
        if (random_() % 3 != 0) return std::string{kOdd[random_() % std::size(kOdd)]};
        std::string token;
        for (auto size = 1 + random_() % 20; size > 0; --size)
            token += "ABCXYZ-_.!#$%&'*+^`|~09z"[random_() % 24];
        return token;
    }

    // Sends them together, on a connection of their own.
    void send(std::size_t count, bool odd_methods)
    {
        std::string all;
        for (std::size_t i = 0; i < count; ++i)
            all += request((odd_methods ? method() : "GET") + " " + path());
        RawClient client{port()};
        client.send(all);
        client.half_close();
        std::size_t answers = 0;
        const auto text = client.read_to_end();
        for (auto at = text.find("HTTP/1.1 "); at != std::string::npos; at = text.find("HTTP/1.1 ", at + 1))
            ++answers;
        if (!odd_methods) {
            EXPECT_EQ(answers, count) << all;
        }
        answered_ += answers;
    }

    std::mt19937 random_{2026}; // NOLINT: the same on every run
    std::size_t answered_ = 0;
};

TEST_F(Series, StayAsManyWhateverIsAskedFor)
{
    start();
    ask(request_with("PUT /agents/a", card("a")));
    // What there is to be counted: each kind of answer once.
    for (std::size_t nth = 0; nth < 2'000; ++nth) send(1, nth % 2 == 1);
    series(); // asking for it is counted, too
    const auto before = series();
    ASSERT_GT(before.size(), 50U);

    answered_ = 0;
    for (std::size_t batch = 0; answered_ < kRequests; ++batch) {
        if (batch % 10 != 0) {
            send(kTogether, false);
        } else {
            for (std::size_t i = 0; i < kTogether; ++i) send(1, true);
        }
    }
    const auto after = series();
    std::vector<std::string> added;
    std::ranges::set_difference(after, before, std::back_inserter(added));
    EXPECT_EQ(added, std::vector<std::string>{});
    EXPECT_EQ(after.size(), before.size());
}

} // namespace
} // namespace a2a::support
