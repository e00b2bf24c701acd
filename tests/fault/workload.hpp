// SPDX-License-Identifier: Apache-2.0
// Random batches of registrations, replacements and removals over a small set of agents; the
// same seed gives the same ones.
#pragma once

#include "journal/journal.hpp"

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace a2a::fault {

class Workload {
public:
    explicit Workload(std::uint64_t seed) : chance_{seed} {}

    std::vector<Intent> batch(std::size_t intents_max);
    std::size_t below(std::size_t bound)
    {
        return std::uniform_int_distribution<std::size_t>{0, bound - 1}(chance_);
    }
    std::mt19937_64& chance() { return chance_; }

private:
    std::mt19937_64 chance_;
};

} // namespace a2a::fault
