// SPDX-License-Identifier: Apache-2.0
// How good rankings are.
#pragma once

#include "relevance/judged.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace a2a::bench {

inline constexpr std::size_t kRanks = 10; // nobody looks further
inline constexpr int kRight = 2;          // the least grade of an answer that will do

// Normalised discounted cumulative gain: gain 2^grade - 1, discount log2(rank + 1), over the first
// ten, by the best that is possible. 1 when there is nothing to find and nothing was found.
double ndcg(std::span<const std::string> ranking, const Grades& grades);

// 1 / the rank of the first right answer among the first ten, 0 without one.
double reciprocal_rank(std::span<const std::string> ranking, const Grades& grades);

int best_grade(const Grades& grades);

struct Figures {
    double ndcg = 0;
    double mrr = 0;       // over the queries that have a right answer
    double zero_hits = 0; // share of the queries that have an answer, and got none
    std::size_t queries = 0;
};

// Adds up the rankings of one system. Queries without any graded answer count for nothing.
class Scorer {
public:
    void add(std::span<const std::string> ranking, const Grades& grades);
    Figures figures() const;

private:
    double ndcg_ = 0;
    double reciprocal_ranks_ = 0;
    std::size_t zero_hits_ = 0;
    std::size_t queries_ = 0;
    std::size_t with_right_answer_ = 0;
};

} // namespace a2a::bench
