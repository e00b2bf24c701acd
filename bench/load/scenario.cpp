// SPDX-License-Identifier: Apache-2.0
#include "load/scenario.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "cards/cards.hpp"
#include "cards/random.hpp"

#include <algorithm>
#include <string>

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

Call call_for(Scenario scenario, const MadeCard& card, std::uint64_t turn, const client::BaseUrl& url)
{
    switch (scenario) {
    case Scenario::get:
        return {request(url, "GET", "/agents/" + text::percent_encode(card.name)),
                {200},
                "\"id\":" + quoted(card.name)};
    case Scenario::search:
        return {request(url, "POST", "/agents/search", search_for(card, turn)), {200}, R"("agents":[{)"};
    case Scenario::register_:
        return {request(url, "POST", "/agents", R"({"agent_card":)" + card.json + '}'),
                {200, 201},
                "\"agent_id\":" + quoted(card.name)};
    case Scenario::health:
        return {request(url, "GET", "/health"), {200}, R"("healthy")"};
    case Scenario::list:
        return {request(url, "GET", "/agents"), {200}, R"("agents":[{)"};
    }
    return {};
}

template <class T>
void shuffle(std::vector<T>& values, Random random)
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

std::vector<Call> calls_of(Scenario scenario, const Population& population, const client::BaseUrl& url)
{
    const bool one_will_do = scenario == Scenario::health || scenario == Scenario::list;
    std::vector<Call> calls;
    for (std::uint64_t i = 0; i < (one_will_do ? 1 : population.agents); ++i) {
        const auto card = population.real_like ? real_like_card(population.seed, i) : guide_card(i);
        calls.push_back(call_for(scenario, card, i, url));
    }
    shuffle(calls, Random{population.seed});
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
