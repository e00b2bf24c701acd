// SPDX-License-Identifier: Apache-2.0
// Writes and lookups while other threads do nothing but search.
#pragma once

#include "catalog/catalog.hpp"
#include "load/histogram.hpp"
#include "search/fleet.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace a2a::bench {

struct ContentionPlan {
    std::size_t searchers = 4;
    double writes_per_second = 200; // 0: nobody writes
    std::chrono::nanoseconds duration{0};
};

struct Contention {
    Histogram write; // one change, by apply
    Histogram find;  // of a reader who does nothing else
    // The same without those during which the kernel took the processor from the writer, or from
    // the reader: with more threads than processors, that is no fault of theirs. Who waits for a
    // lock whose holder lost its processor is still in them, so measure where nothing else runs.
    Histogram write_undisturbed;
    Histogram find_undisturbed;
    std::uint64_t searches = 0;
    std::chrono::nanoseconds elapsed{0};
};

// Replaces cards of the fleet in the catalog, which must hold all of them, and nobody else
// may write to it.
Contention contend(Catalog& catalog, const Fleet& fleet, const std::vector<Query>& queries,
                   const ContentionPlan& plan);

} // namespace a2a::bench
