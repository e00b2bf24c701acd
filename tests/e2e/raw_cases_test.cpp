// SPDX-License-Identifier: Apache-2.0
// Every raw request, however its bytes are cut: the wanted answers, and not one more.
#include "e2e/raw_case.hpp"
#include "support/server_fixture.hpp"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <thread>

namespace a2a::support {
namespace {

enum class Way { whole, byte_by_byte, cut_anywhere };

struct Run {
    const char* topic;
    Way way;
};
void PrintTo(const Run& run, std::ostream* out)
{
    *out << run.topic;
}

constexpr std::string_view kSentinel =
    "GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: sentinel\r\nConnection: close\r\n\r\n";
constexpr std::size_t kShort = 400;         // bytes; cut at each of them
constexpr std::size_t kCutsOfLong = 40;     // of others
constexpr std::size_t kDrained = 64 * 1024; // after a refusal; who has sent more may be reset
constexpr std::size_t kSingles = 20'000;    // sent one by one; of longer cases some at a time

class RawRequests : public ServerFixture, public testing::WithParamInterface<Run> {
protected:
    RawRequests()
    {
        config_.http.header_timeout = config_.http.body_timeout =
            std::chrono::minutes{1}; // machines are slow
        start();
        EXPECT_EQ(
            ask(request_with("PUT /agents/canary", card("Canary"), "Content-Type: application/json\r\n"))
                .status,
            201);
    }

    void send(const RawCase& raw, Way way)
    {
        if (way == Way::cut_anywhere) {
            const std::size_t step =
                raw.bytes.size() <= kShort ? A2A_CUT_EVERY : raw.bytes.size() / kCutsOfLong;
            for (auto cut = step; cut < raw.bytes.size(); cut += step) {
                SCOPED_TRACE("cut before byte " + std::to_string(cut));
                send_in_pieces(raw, {std::string_view{raw.bytes}.substr(0, cut),
                                     std::string_view{raw.bytes}.substr(cut)});
                if (HasFailure()) return;
            }
            return;
        }
        const auto piece = way == Way::whole ? raw.bytes.size() : 1 + raw.bytes.size() / kSingles * 97;
        std::vector<std::string_view> pieces;
        for (std::size_t at = 0; at < raw.bytes.size(); at += piece)
            pieces.push_back(std::string_view{raw.bytes}.substr(at, piece));
        send_in_pieces(raw, pieces);
    }

private:
    void send_in_pieces(const RawCase& raw, const std::vector<std::string_view>& pieces)
    {
        RawClient client{port()};
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (i == 1 && pieces.size() == 2) // or both may arrive as one
                std::this_thread::sleep_for(std::chrono::microseconds{100});
            if (!client.send(pieces[i])) break;
        }
        client.send(kSentinel);
        if (raw.never_ends) client.half_close();
        expect_answers(raw, client);
    }

    static void expect_answers(const RawCase& raw, RawClient& client)
    {
        bool lives_on = true;
        for (const auto& wanted : raw.answers) {
            auto answer = client.read(wanted.head);
            if (answer.status == 100) answer = client.read(wanted.head); // the body came later than its head
            EXPECT_EQ(answer.status, wanted.status);
            EXPECT_TRUE(answer.is_whole);
            EXPECT_NE(answer.field("X-Request-Id"), "sentinel");
            if (answer.status >= 400) {
                EXPECT_EQ(answer.field("Content-Type"), "application/problem+json");
            }
            lives_on = answer.field("Connection") != "close";
            const bool is_last = &wanted == &raw.answers.back();
            if (!wanted.may_close) {
                EXPECT_EQ(lives_on, !(is_last && raw.closes));
            }
            if (HasFailure()) return;
            if (!lives_on) break;
        }
        if (lives_on && !raw.never_ends) {
            EXPECT_EQ(client.read().field("X-Request-Id"), "sentinel");
        }
        EXPECT_EQ(client.read_to_end(), "");
        EXPECT_TRUE(!client.was_reset() || raw.bytes.size() > kDrained);
    }
};

TEST_P(RawRequests, AreAnsweredAsWantedAndNothingIsSmuggled)
{
    for (const auto& raw : raw_cases(GetParam().topic)) {
        SCOPED_TRACE(raw.name + " (RFC " + raw.rfc + ")");
        send(raw, GetParam().way);
        ASSERT_EQ(status_of("GET /agents/canary"), 200) << "the canary is gone";
        ASSERT_FALSE(HasFailure());
    }
}

std::vector<Run> runs()
{
    std::vector<Run> runs;
    for (const auto* topic :
         {"request_line", "target", "host", "fields", "length", "coding", "chunks", "message", "pipeline"})
        for (const auto way : {Way::whole, Way::byte_by_byte, Way::cut_anywhere})
            runs.push_back({topic, way});
    return runs;
}

std::string name_of(const testing::TestParamInfo<Run>& info)
{
    constexpr const char* kWays[] = {"whole", "byte_by_byte", "cut_anywhere"};
    return std::string{info.param.topic} + "_" + kWays[static_cast<int>(info.param.way)];
}
INSTANTIATE_TEST_SUITE_P(Cases, RawRequests, testing::ValuesIn(runs()), name_of);

// The cases can fail: what they look for is seen when it is there.
TEST_F(ServerFixture, RawRequestsWouldSeeASmuggledDelete)
{
    start();
    ask(request_with("PUT /agents/canary", card("Canary"), "Content-Type: application/json\r\n"));
    RawClient client{port()};
    client.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\nDELETE /agents/canary HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(status_of("GET /agents/canary"), 404);
}

} // namespace
} // namespace a2a::support
