// SPDX-License-Identifier: Apache-2.0
// Promise P8: one card cannot hurt another. In the Python registry one card with 1e400, a lone
// surrogate or "skills": null makes list or search answer 500 for everybody.
//
// A2A_POISON=<n> in the environment: so many registrations instead of a few.
#include "base/text.hpp"
#include "observe/log.hpp"
#include "poison/checks.hpp"
#include "poison/odd_cards.hpp"
#include "support/server_fixture.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <optional>
#include <vector>

namespace a2a::poison {
namespace {

using support::Answer;
using support::RawClient;
using support::request;
using support::request_with;
using Json = nlohmann::json;

constexpr std::size_t kAlive = 100;
constexpr std::size_t kCrowd = 10'000;
constexpr std::size_t kCrowdEvery = 1'000;
constexpr std::size_t kTogether = 30; // fewer than may be pipelined
constexpr std::size_t kTogetherBytes = 32 * 1024;

std::size_t registrations()
{
    const char* const wanted = std::getenv("A2A_POISON");
    return wanted == nullptr ? A2A_POISON_COUNT : std::stoul(wanted);
}

// A different question each time: by text, by facets, with reasons, by what the cards themselves say.
std::string search(std::size_t nth)
{
    constexpr const char* kSearches[]{
        R"({})",
        R"({"query":"odd","explain":true,"facets":["skills","tags","provider","input_modes"]})",
        R"({"query":"__proto__ search","relax":true})",
        R"({"query":"\u202e","sort":"name"})",
        R"({"skills":["__proto__"],"tags_any":["..","\u0000"]})",
        R"({"query":"o","sort":"updated","fields":["name","skills","__proto__"]})",
        R"({"query":"nbody-hs-ths","not":{"capabilities":["streaming"]}})",
        R"({"facets":["capabilities","transport","protocol_version","extensions","output_modes"],"limit":1})",
    };
    return kSearches[nth % std::size(kSearches)];
}

// A registry, and who is known to be in it, the oldest first.
class Patient {
public:
    Patient()
    {
        Config config;
        config.listen.port = 0;
        config.listen.worker_count = 1;
        config.store.storage = Config::Storage::memory;
        config.agents.max_agents = 0;
        config.http.keepalive_requests = 0;
        config.http.keepalive_timeout = std::chrono::hours{1}; // the crowd waits for its turn
        config.http.header_timeout = std::chrono::hours{1};    // and all of it may be stopped for a while
        config.http.body_timeout = std::chrono::hours{1};
        config.http.body_rate_min = 0;
        config.http.write_rate_min = 0;
        config.observe.access_log = Config::AccessLog::off;
        application_.emplace(config);
        application_->start();
        client_.emplace(application_->port());
    }
    ~Patient()
    {
        client_.reset();
        application_->stop();
    }
    Patient(const Patient&) = delete;
    Patient& operator=(const Patient&) = delete;

    // Registers one more, after the oldest have made room for it, and asks for everything else: all in
    // one go, for round trips would be most of the time. Whether the card was accepted.
    bool survives(const std::string& line, const std::string& body, std::size_t agents_max, std::size_t nth)
    {
        std::vector<std::string> messages;
        while (alive_.size() >= agents_max) {
            messages.push_back(request("DELETE /agents/" + text::percent_encode(alive_.front())));
            if (latest_ == alive_.front()) latest_.clear();
            alive_.pop_front();
        }
        const auto own = messages.size();
        messages.push_back(request_with(line, body, "Content-Type: application/json\r\n"));
        for (const auto* path : {"/agents", "/skills", "/tags", "/health", "/health/detailed"})
            messages.push_back(request(std::string{"GET "} + path));
        messages.push_back(request_with("POST /agents/search", search(nth)));
        if (!latest_.empty()) messages.push_back(request("GET /agents/" + text::percent_encode(latest_)));
        messages.push_back(request("GET /metrics"));

        const auto answers = ask(messages);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (i != own) {
                EXPECT_EQ(answers[i].status, 200) << messages[i] << answers[i].body.substr(0, 500);
            }
            EXPECT_EQ(i + 1 == answers.size() ? fault_in_metrics(answers[i].body)
                                              : fault_in_json(answers[i].body),
                      "")
                << messages[i];
        }
        const bool is_accepted = note(answers[own]);
        const auto count = R"("count":)" + std::to_string(alive_.size()) + ",";
        EXPECT_NE(answers[own + 1].body.find(count), std::string::npos) << "the list does not have " << count;
        return is_accepted;
    }

    // Odd cards, until there are so many; the last hundred at least are new.
    void gather(std::uint64_t seed, std::size_t agents)
    {
        std::vector<std::string> farewells;
        for (; alive_.size() + kAlive > agents; alive_.pop_front())
            farewells.push_back(request("DELETE /agents/" + text::percent_encode(alive_.front())));
        for (const auto& answer : ask(farewells)) EXPECT_EQ(answer.status, 200) << answer.body;
        OddCards odd{seed};
        std::size_t made = 0;
        while (alive_.size() < agents) {
            std::vector<std::string> messages;
            while (messages.size() < std::min(kTogether, agents - alive_.size()))
                messages.push_back(
                    request_with("PUT /agents/" + std::to_string(seed) + '-' + std::to_string(made++),
                                 odd.next(), "Content-Type: application/json\r\n"));
            for (const auto& answer : ask(messages)) note(answer);
        }
    }

private:
    // A refusal may end the connection: then the rest is asked on another. What is long is sent alone:
    // a server that refuses it reads only some of it away, and the reset may destroy answers.
    std::vector<Answer> ask(const std::vector<std::string>& messages)
    {
        std::vector<Answer> answers;
        while (answers.size() < messages.size()) {
            std::string together;
            auto end = answers.size();
            do {
                together += messages[end++];
            } while (end < messages.size() && together.size() + messages[end].size() < kTogetherBytes);
            client_->send(together);
            bool is_open = true;
            while (is_open && answers.size() < end) {
                answers.push_back(client_->read());
                is_open = answers.back().field("Connection") != "close";
            }
            if (!is_open) client_.emplace(application_->port());
        }
        return answers;
    }

    // Keeps account of what was answered to a registration.
    bool note(const Answer& answer)
    {
        if (answer.status != 200 && answer.status != 201) {
            EXPECT_TRUE(answer.status == 400 || answer.status == 413) << answer.status << answer.body;
            return false;
        }
        latest_ = Json::parse(answer.body).at("agent_id").get<std::string>();
        if (answer.status == 201) alive_.push_back(latest_);
        return true;
    }

    std::optional<Application> application_;
    std::optional<RawClient> client_;
    std::deque<std::string> alive_;
    std::string latest_; // of those that were accepted
};

TEST(Poison, NoCardHurtsAnother)
{
    a2a::log::set_level(a2a::log::Level::error);
    Patient few;
    std::optional<Patient> crowd;
    OddCards odd{2'026};
    std::size_t accepted = 0;
    const auto wanted = registrations();
    for (std::size_t nth = 1; nth <= wanted; ++nth) {
        const auto body = odd.next();
        const auto line =
            nth % 4 == 0 ? "PUT /agents/" + text::percent_encode(odd.next_id()) : "POST /agents";
        accepted += few.survives(line, body, kAlive, nth) ? 1U : 0U;
        if (nth % kCrowdEvery == 0) {
            if (!crowd) crowd.emplace();
            crowd->gather(nth, kCrowd - 1);
            crowd->survives(line, body, kCrowd, nth / kCrowdEvery);
        }
        ASSERT_FALSE(testing::Test::HasFailure())
            << "after registration " << nth << ": " << body.substr(0, 4'000);
    }
    std::cout << wanted << " registrations, " << accepted << " accepted\n";
    // Neither half is idle.
    EXPECT_GT(accepted, wanted / 5);
    EXPECT_LT(accepted, wanted - wanted / 5);
}

// The control: a check that lets everything pass finds nothing.
TEST(Poison, WouldBeNoticed)
{
    for (const std::string body : {"{", "{}{}", "[1e400]", "\"\\ud800\"", "\"\xC0\xAF\"", "[NaN]", "\"\n\""})
        EXPECT_NE(fault_in_json(body), "") << body;
    EXPECT_NE(fault_in_json(std::string{"{}\0", 3}), "");
    EXPECT_EQ(fault_in_json(R"({"a":[1.5e300,"\u00e9",null]})"), "");

    EXPECT_EQ(fault_in_metrics(
                  "# HELP a b\n# TYPE a counter\na 1\nb_total{c=\"d\\\"\\n\",e=\"\"} 1.5e-3\nx +Inf\n"),
              "");
    for (const std::string text : {"", "a 1", "a\n", "a one\n", "a{b} 1\n", "a{b=\"c} 1\n",
                                   "a{b=\"\"x\"} 1\n", "1a 1\n", "a{b=\"\\x\"} 1\n", "\n"})
        EXPECT_NE(fault_in_metrics(text), "") << text;
}

TEST(Poison, IsTheSameForTheSameSeed)
{
    OddCards one{7}, same{7}, other{8};
    std::string all, again, others;
    for (int i = 0; i < 100; ++i) all += one.next(), again += same.next(), others += other.next();
    EXPECT_EQ(all, again);
    EXPECT_NE(all, others);
}

} // namespace
} // namespace a2a::poison
