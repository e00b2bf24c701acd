// SPDX-License-Identifier: Apache-2.0
// Fills a catalog as a registry would, and times searches of it, on the calling thread.
#pragma once

#include "catalog/catalog.hpp"
#include "load/histogram.hpp"
#include "search/classes.hpp"
#include "search/fleet.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace a2a::bench {

struct Filling {
    std::uint64_t agents = 0;
    std::size_t card_bytes = 0;     // as stored
    std::size_t resident_bytes = 0; // more than before
    std::chrono::nanoseconds parsing{0};
    std::chrono::nanoseconds applying{0};

    double card_bytes_each() const { return static_cast<double>(card_bytes) / static_cast<double>(agents); }
    double resident_each() const { return static_cast<double>(resident_bytes) / static_cast<double>(agents); }
};

// Registers every agent of the fleet, a batch of changes at a time, as an import does.
Filling fill(Catalog& catalog, const Fleet& fleet, const std::function<void(std::uint64_t)>& progress);

// The change that registers or replaces an agent.
Change change_to(const Fleet& fleet, std::uint64_t agent, std::uint64_t version, Revision revision);

struct Timing {
    Histogram latency;
    std::chrono::nanoseconds cpu{0}; // of all of them
    std::size_t different = 0;       // queries
    std::size_t refused = 0;         // searches too broad to be answered
    double hits = 0;                 // the mean total of those answered

    double cpu_us_each() const
    {
        return std::chrono::duration<double, std::micro>(cpu).count() / static_cast<double>(latency.count());
    }
};

// Asks 0, 1, … `different` - 1 in turn, again and again, until each was asked five times or the
// time is up.
struct Asked {
    std::size_t total = 0;
    bool refused = false;
};
Timing time_each(std::size_t different, std::chrono::nanoseconds at_most,
                 const std::function<Asked(std::size_t)>& ask);
Timing time_queries(const Catalog& catalog, const std::vector<Query>& queries,
                    std::chrono::nanoseconds at_most);

// Query.cursor becomes what stands behind the 49th page.
void turn_to_page_50(const Catalog& catalog, Query& query);

} // namespace a2a::bench
