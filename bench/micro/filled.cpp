// SPDX-License-Identifier: Apache-2.0
#include "micro/filled.hpp"

#include "search/measure.hpp"

#include <memory>

namespace a2a::bench {

Filled::Filled(std::uint64_t agents) : fleet{.agents = agents}, sample{fleet}
{
    fill(catalog, fleet, [](std::uint64_t) {});
}

Filled& filled(std::uint64_t agents)
{
    static std::unique_ptr<Filled> last;
    if (!last || last->fleet.agents != agents) {
        last.reset(); // before the next one takes its room
        last = std::make_unique<Filled>(agents);
    }
    return *last;
}

} // namespace a2a::bench
