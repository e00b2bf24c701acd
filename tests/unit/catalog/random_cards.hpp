// SPDX-License-Identifier: Apache-2.0
// Random agents and questions from small pools, so that they meet often. The same seed gives
// the same ones.
#pragma once

#include "catalog/query.hpp"

#include <a2a/agent_card.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace a2a::test {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_{seed} {}

    std::size_t below(std::size_t bound)
    {
        return std::uniform_int_distribution<std::size_t>{0, bound - 1}(engine_);
    }
    bool one_in(std::size_t times) { return below(times) == 0; }
    const std::string& one_of(const std::vector<std::string>& pool) { return pool[below(pool.size())]; }
    std::vector<std::string> some_of(const std::vector<std::string>& pool, std::size_t count_max);

private:
    std::mt19937_64 engine_;
};

AgentCard random_card(Dice& dice);

// `now` bounds the times asked for. Sort, text and filters; no paging.
Query random_query(Dice& dice, Revision now);

} // namespace a2a::test
