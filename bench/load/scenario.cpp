// SPDX-License-Identifier: Apache-2.0
#include "load/scenario.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "cards/cards.hpp"
#include "cards/random.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

namespace a2a::bench {
namespace {

std::string quoted(std::string_view text)
{
    std::string out;
    json::quote(out, text);
    return out;
}

std::string request(const client::BaseUrl& url, std::string_view method, std::string_view path,
                    std::string_view body = {})
{
    std::string bytes{method};
    bytes.append(" ").append(url.prefix).append(path).append(" HTTP/1.1\r\nHost: ").append(url.authority);
    if (!body.empty())
        bytes.append("\r\nContent-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()));
    return bytes.append("\r\n\r\n").append(body);
}

// What people look for, in turn: an agent by its name, a skill, a tag with text.
std::string search_for(const MadeCard& card, std::uint64_t turn)
{
    switch (turn % 3) {
    case 0:
        return R"({"query":)" + quoted(card.name) + R"(,"limit":20})";
    case 1:
        return R"({"skills":[)" + quoted(card.skill_ids.front()) + R"(],"limit":20})";
    default:
        return R"({"tags":[)" + quoted(card.tag) + R"(],"query":)" +
               quoted(card.name.substr(0, card.name.find(' '))) + R"(,"limit":20})";
    }
}

MadeCard card_of(const Population& population, std::uint64_t agent)
{
    return population.real_like ? real_like_card(population.seed, agent) : guide_card(agent);
}

// The card as it was first registered, or with something added.
std::string edition_of(const std::string& card, std::uint64_t round)
{
    if (round % 2 == 1) return card;
    return R"({"x-edition":2,)" + card.substr(1);
}

constexpr std::uint64_t kMixed = 20;
Scenario mixed(std::uint64_t turn)
{
    constexpr std::array kParts{std::pair{12U, Scenario::get}, std::pair{3U, Scenario::search},
                                std::pair{2U, Scenario::list}, std::pair{2U, Scenario::replace}};
    auto at = turn % kMixed;
    for (const auto& [count, scenario] : kParts) {
        if (at < count) return scenario;
        at -= count;
    }
    return Scenario::health;
}

struct Turn {
    std::uint64_t nth = 0; // of its round
    std::uint64_t round = 0;
};

Call call_for(Scenario scenario, const MadeCard& card, Turn turn, const client::BaseUrl& url)
{
    const auto path = "/agents/" + text::percent_encode(card.name);
    const auto has_id = "\"agent_id\":" + quoted(card.name);
    switch (scenario) {
    case Scenario::get:
        return {request(url, "GET", path), {200}, "\"id\":" + quoted(card.name)};
    case Scenario::search:
        return {request(url, "POST", "/agents/search", search_for(card, turn.nth)), {200}, R"("agents":[{)"};
    case Scenario::register_:
        return {request(url, "POST", "/agents", R"({"agent_card":)" + card.json + '}'), {200, 201}, has_id};
    case Scenario::replace:
        return {request(url, "PUT", path, edition_of(card.json, turn.round)), {200}, has_id};
    case Scenario::remove:
        return {request(url, "DELETE", path), {200}, R"("success":true)"};
    case Scenario::health:
        return {request(url, "GET", "/health"), {200}, R"("healthy")"};
    case Scenario::list:
        return {request(url, "GET", "/agents"), {200}, R"("agents":[{)"};
    case Scenario::mix:
        if (mixed(turn.nth) != Scenario::list) return call_for(mixed(turn.nth), card, turn, url);
        return {request(url, "GET", "/agents?limit=20"), {200}, R"("agents":[{)"};
    }
    return {};
}

template <class T>
void shuffle(std::vector<T>& values, Random& random)
{
    for (auto i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[random.below(static_cast<std::uint32_t>(i))]);
}

} // namespace

std::optional<Scenario> scenario_named(std::string_view name)
{
    const auto* const found = std::ranges::find(kScenarioNames, name);
    if (found == kScenarioNames.end()) return std::nullopt;
    return static_cast<Scenario>(found - kScenarioNames.begin());
}

bool needs_agents(Scenario scenario)
{
    return scenario != Scenario::health && scenario != Scenario::register_;
}

std::uint64_t requests_of(Scenario scenario, const Population& population)
{
    const bool once = scenario == Scenario::register_ || scenario == Scenario::remove;
    return once ? population.agents : 0;
}

std::vector<Call> calls_of(Scenario scenario, const Population& population, const client::BaseUrl& url)
{
    const bool one_will_do = scenario == Scenario::health || scenario == Scenario::list;
    const bool replaces = scenario == Scenario::replace || scenario == Scenario::mix;
    const auto calls_a_round = one_will_do                 ? 1
                               : scenario == Scenario::mix ? std::max(population.agents, kMixed)
                                                           : population.agents;
    Random random{population.seed};
    std::vector<Call> calls;
    for (std::uint64_t round = 0; round < (replaces ? 2U : 1U); ++round) {
        std::vector<Call> next;
        for (std::uint64_t i = 0; i < calls_a_round; ++i) {
            const auto card = card_of(population, i % population.agents);
            next.push_back(call_for(scenario, card, {.nth = i, .round = round}, url));
        }
        shuffle(next, random);
        std::ranges::move(next, std::back_inserter(calls));
    }
    return calls;
}

std::vector<Call> searches_of(std::string_view bodies, const client::BaseUrl& url)
{
    std::vector<Call> calls;
    while (!bodies.empty()) {
        const auto end = std::min(bodies.find('\n'), bodies.size());
        if (const auto body = bodies.substr(0, end); !body.empty())
            calls.push_back({request(url, "POST", "/agents/search", body), {200}, R"("agents":[)"});
        bodies.remove_prefix(std::min(end + 1, bodies.size()));
    }
    return calls;
}

} // namespace a2a::bench
