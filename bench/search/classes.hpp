// SPDX-License-Identifier: Apache-2.0
// The kinds of search that are measured, each with what it may cost.
#pragma once

#include "catalog/query.hpp"
#include "search/fleet.hpp"
#include "search/sample.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace a2a::bench {

enum class Kind : std::uint8_t {
    two_skills,
    rare_word,
    inner_part,
    common_word,
    three_words,
    facets_of_skill,
    facets_of_word,
    typo,
    relaxed,
    short_word,
    by_name,
    deep_page,
    all_by_name,
    all_by_time,
    all_facets,
    all_explained,
    broad_not,
    broad_relaxed
};

// The limits are for p95, in microseconds; where a class has none of its own, it is the ceiling of
// any search that is accepted: 10 ms at 100,000 agents, 50 ms at a million.
struct QueryClass {
    Kind kind;
    std::string_view name;  // for machines
    std::string_view label; // for people
    double us_at_10k;       // 0, both: only the ceiling
    double us_at_1m;
};
std::span<const QueryClass> query_classes();
std::optional<QueryClass> class_named(std::string_view name);

// The limit for a number of agents: growing evenly (on logarithms) between the two that are given.
double limit_us(const QueryClass& queries, std::size_t agents);

// `count` queries drawn from the seed of the fleet, as different as it has words for.
std::vector<Query> queries_of(Kind kind, const Fleet& fleet, const Sample& sample, std::size_t count);

} // namespace a2a::bench
