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

std::size_t registrations()
{
    const char* const wanted = std::getenv("A2A_POISON");
    return wanted == nullptr ? A2A_POISON_COUNT : std::stoul(wanted);
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

    Answer ask(const std::string& message)
    {
        client_->send(message);
        auto answer = client_->read();
        if (answer.field("Connection") == "close") client_.emplace(application_->port());
        return answer;
    }

    std::vector<Answer> ask_all(const std::vector<std::string>& messages)
    {
        std::string all;
        for (const auto& message : messages) all += message;
        client_->send(all);
        std::vector<Answer> answers;
        for (std::size_t i = 0; i < messages.size(); ++i) answers.push_back(client_->read());
        return answers;
    }

    // Whether it was accepted.
    bool registered(const std::string& line, const std::string& body)
    {
        const auto answer = ask(request_with(line, body, "Content-Type: application/json\r\n"));
        EXPECT_EQ(fault_in_json(answer.body), "") << line << ' ' << body;
        if (answer.status != 200 && answer.status != 201) {
            EXPECT_TRUE(answer.status == 400 || answer.status == 413) << answer.status << ' ' << body;
            return false;
        }
        auto id = Json::parse(answer.body).at("agent_id").get<std::string>();
        if (answer.status == 201) alive_.push_back(id);
        latest_ = std::move(id);
        return true;
    }

    void shrink_to(std::size_t agents)
    {
        for (; alive_.size() > agents; alive_.pop_front())
            EXPECT_EQ(ask(request("DELETE /agents/" + text::percent_encode(alive_.front()))).status, 200)
                << alive_.front();
        if (!alive_.empty() && std::ranges::find(alive_, latest_) == alive_.end()) latest_ = alive_.back();
    }

    std::size_t size() const { return alive_.size(); }
    const std::string& latest() const { return latest_; }

private:
    std::optional<Application> application_;
    std::optional<RawClient> client_;
    std::deque<std::string> alive_;
    std::string latest_;
};

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

// Asked in one go: a round trip each would be most of the time.
void expect_well(Patient& patient, std::size_t nth)
{
    std::vector<std::string> questions{request("GET /metrics"),
                                       request("GET /agents"),
                                       request("GET /skills"),
                                       request("GET /tags"),
                                       request("GET /health"),
                                       request("GET /health/detailed"),
                                       request_with("POST /agents/search", search(nth))};
    if (patient.size() > 0)
        questions.push_back(request("GET /agents/" + text::percent_encode(patient.latest())));
    const auto answers = patient.ask_all(questions);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        EXPECT_EQ(answers[i].status, 200) << questions[i] << answers[i].body.substr(0, 500);
        EXPECT_EQ(i == 0 ? fault_in_metrics(answers[i].body) : fault_in_json(answers[i].body), "")
            << questions[i];
    }
    const auto tail = R"("count":)" + std::to_string(patient.size()) + ",";
    EXPECT_NE(answers[1].body.find(tail), std::string::npos) << "the list does not have " << tail;
}

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
        accepted += few.registered(line, body) ? 1U : 0U;
        few.shrink_to(kAlive);
        expect_well(few, nth);
        if (nth % kCrowdEvery == 0) {
            if (!crowd) crowd.emplace();
            crowd->shrink_to(kCrowd - kAlive); // so that a hundred come anew each time
            for (OddCards more{nth}; crowd->size() < kCrowd;)
                crowd->registered("PUT /agents/" + std::to_string(nth) + '-' + std::to_string(crowd->size()),
                                  more.next());
            crowd->registered(line, body);
            expect_well(*crowd, nth / kCrowdEvery);
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
