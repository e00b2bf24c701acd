// SPDX-License-Identifier: Apache-2.0
#include "relevance/figures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace a2a::bench {
namespace {

double discounted(const std::vector<int>& grades)
{
    double sum = 0;
    for (std::size_t i = 0; i < std::min(grades.size(), kRanks); ++i)
        sum += (std::exp2(grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
    return sum;
}

int grade_of(const std::string& agent, const Grades& grades)
{
    const auto found = grades.find(agent);
    return found == grades.end() ? 0 : found->second;
}

double share(double part, std::size_t whole)
{
    return whole == 0 ? 0 : part / static_cast<double>(whole);
}

} // namespace

double ndcg(std::span<const std::string> ranking, const Grades& grades)
{
    std::vector<int> got;
    for (const auto& agent : ranking) got.push_back(grade_of(agent, grades));
    std::vector<int> best;
    for (const auto& [agent, grade] : grades) best.push_back(grade);
    std::ranges::sort(best, std::greater{});
    const auto ideal = discounted(best);
    if (ideal > 0) return discounted(got) / ideal;
    return ranking.empty() ? 1 : 0;
}

double reciprocal_rank(std::span<const std::string> ranking, const Grades& grades)
{
    for (std::size_t i = 0; i < std::min(ranking.size(), kRanks); ++i)
        if (grade_of(ranking[i], grades) >= kRight) return 1 / static_cast<double>(i + 1);
    return 0;
}

int best_grade(const Grades& grades)
{
    int best = 0;
    for (const auto& [agent, grade] : grades) best = std::max(best, grade);
    return best;
}

void Scorer::add(std::span<const std::string> ranking, const Grades& grades)
{
    const auto best = best_grade(grades);
    if (best == 0) return;
    ++queries_;
    ndcg_ += ndcg(ranking, grades);
    zero_hits_ += ranking.empty() ? 1U : 0U;
    if (best < kRight) return;
    ++with_right_answer_;
    reciprocal_ranks_ += reciprocal_rank(ranking, grades);
}

Figures Scorer::figures() const
{
    return {.ndcg = share(ndcg_, queries_),
            .mrr = share(reciprocal_ranks_, with_right_answer_),
            .zero_hits = share(static_cast<double>(zero_hits_), queries_),
            .queries = queries_};
}

} // namespace a2a::bench
