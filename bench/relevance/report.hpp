// SPDX-License-Identifier: Apache-2.0
// What came of a comparison, for people and for programs.
#pragma once

#include "relevance/figures.hpp"

#include <string>
#include <utility>
#include <vector>

namespace a2a::bench {

struct Ranked {
    Judged judged;
    std::vector<std::string> ranking;
};

struct Outcome {
    std::string system;
    Figures figures;
    std::vector<Ranked> rankings; // one a query
};

std::string markdown(const std::vector<Outcome>& outcomes);
std::string json(const std::vector<Outcome>& outcomes);

// The queries with the least nDCG, what was answered and what should have been, with grades.
std::string worst(const Outcome& outcome, std::size_t count);

} // namespace a2a::bench
