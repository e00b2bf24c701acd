// SPDX-License-Identifier: Apache-2.0
// A catalog with so many real-like agents, filled once for all benchmarks of that size.
#pragma once

#include "catalog/catalog.hpp"
#include "search/fleet.hpp"
#include "search/sample.hpp"

#include <cstdint>

namespace a2a::bench {

struct Filled {
    Fleet fleet;
    Sample sample;
    Catalog catalog;

    explicit Filled(std::uint64_t agents);
};

// The benchmarks of one size run after one another, so only the last is kept.
Filled& filled(std::uint64_t agents);

} // namespace a2a::bench
