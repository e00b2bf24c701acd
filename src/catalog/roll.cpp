// SPDX-License-Identifier: Apache-2.0
#include "catalog/roll.hpp"

#include <algorithm>

namespace a2a {

Roll Roll::sorted() const
{
    auto agents = between(0, records_.size());
    std::ranges::sort(agents, {}, [](const RecordPtr& agent) { return agent->first_revision; });
    Records records;
    for (auto& agent : agents) records.push_back(std::move(agent));
    return {revision_, agents_, std::move(records)};
}

bool Roll::shares_group(std::size_t at, const Roll& other) const
{
    const auto end = std::min(records_.size(), (at + 1) * kGroupMax);
    for (auto number = at * kGroupMax; number < end; number += Records::kShared)
        if (!records_.shares(number, other.records_)) return false;
    return true;
}

std::vector<RecordPtr> Roll::between(std::size_t begin, std::size_t end) const
{
    end = std::min(end, records_.size());
    std::vector<RecordPtr> agents;
    agents.reserve(end - begin);
    for (auto number = begin; number < end; ++number)
        if (const auto& agent = records_[number]) agents.push_back(agent);
    return agents;
}

} // namespace a2a
