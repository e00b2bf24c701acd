// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/hits.hpp"

#include <utility>
#include <vector>

namespace a2a::catalog {

Hits only(const Hits& hits, const Numbers& among)
{
    std::vector<Number> numbers;
    numbers.reserve(hits.size());
    for (const auto& hit : hits) numbers.push_back(hit.agent);
    const auto common = intersect(Numbers::of_sorted(std::move(numbers)), among);
    Hits kept;
    kept.reserve(common.size());
    auto at = hits.begin();
    common.for_each([&](Number agent) {
        while (at->agent != agent) ++at;
        kept.push_back(*at);
    });
    return kept;
}

} // namespace a2a::catalog
