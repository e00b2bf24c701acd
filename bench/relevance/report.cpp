// SPDX-License-Identifier: Apache-2.0
#include "relevance/report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

namespace a2a::bench {
namespace {

std::string fixed(double number)
{
    std::array<char, 32> buffer{};
    const auto length = std::snprintf(buffer.data(), buffer.size(), "%.3f", number);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

int grade_in(const Grades& grades, const std::string& agent)
{
    const auto found = grades.find(agent);
    return found == grades.end() ? 0 : found->second;
}

double ndcg_of(const Ranked& ranked)
{
    return ndcg(ranked.ranking, ranked.judged.grades);
}

void tell(std::string& text, const Ranked& ranked)
{
    const auto& [judged, ranking] = ranked;
    text.append(fixed(ndcg_of(ranked))).append("  ").append(judged.query).append("\n");
    for (std::size_t i = 0; i < std::min<std::size_t>(ranking.size(), 5); ++i)
        text.append("       ")
            .append(std::to_string(grade_in(judged.grades, ranking[i])))
            .append("  ")
            .append(ranking[i])
            .append("\n");
    if (ranking.empty()) text.append("       (no answer)\n");

    std::vector<std::pair<int, std::string>> missing;
    for (const auto& [agent, grade] : judged.grades)
        if (grade > 0 && std::ranges::find(ranking, agent) == ranking.end())
            missing.emplace_back(grade, agent);
    std::ranges::sort(missing, std::greater{});
    for (const auto& [grade, agent] : missing)
        text.append("       missing: ").append(std::to_string(grade)).append("  ").append(agent).append("\n");
}

} // namespace

std::string markdown(const std::vector<Outcome>& outcomes)
{
    std::string text = "| ranking | nDCG@10 | MRR | zero hits |\n| --- | --- | --- | --- |\n";
    for (const auto& [system, figures, rankings] : outcomes)
        text += "| " + system + " | " + fixed(figures.ndcg) + " | " + fixed(figures.mrr) + " | " +
                fixed(figures.zero_hits) + " |\n";
    return text;
}

std::string json(const std::vector<Outcome>& outcomes)
{
    auto all = nlohmann::ordered_json::array();
    for (const auto& [system, figures, rankings] : outcomes)
        all.push_back({{"ranking", system},
                       {"queries", figures.queries},
                       {"ndcg", figures.ndcg},
                       {"mrr", figures.mrr},
                       {"zero_hits", figures.zero_hits}});
    return all.dump(2) + '\n';
}

std::string worst(const Outcome& outcome, std::size_t count)
{
    std::vector<const Ranked*> ranked;
    for (const auto& each : outcome.rankings)
        if (best_grade(each.judged.grades) > 0) ranked.push_back(&each);
    std::ranges::stable_sort(ranked, {}, [](const Ranked* each) { return ndcg_of(*each); });
    ranked.resize(std::min(ranked.size(), count));

    std::string text = "\nWorst of \"" + outcome.system + "\":\n";
    for (const auto* each : ranked) tell(text, *each);
    return text;
}

} // namespace a2a::bench
