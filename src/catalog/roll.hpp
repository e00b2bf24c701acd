// SPDX-License-Identifier: Apache-2.0
// Everybody who was registered at one revision, in order of registration. Taking one copies
// nothing; it keeps its records for as long as it lives.
//
// It comes in groups of agents. Agents that come and go leave the other groups as they are, and a
// group that two rolls share is told without a look at its agents.
#pragma once

#include "catalog/cow_vector.hpp"
#include "catalog/record.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace a2a {

class Roll {
public:
    using Records = catalog::CowVector<RecordPtr>; // by agent number; null where nobody lives any more

    Roll() = default; // of nobody
    // `agents` of the records are not null.
    Roll(Revision revision, std::size_t agents, Records records)
        : revision_{revision}, agents_{agents}, records_{std::move(records)}
    {
    }

    // Of records in any order. Shares no group with another.
    Roll sorted() const;

    Revision revision() const { return revision_; }
    std::size_t size() const { return agents_; }

    static constexpr std::size_t kGroupMax = 2 * Records::kShared;
    std::size_t groups() const { return (records_.size() + kGroupMax - 1) / kGroupMax; }
    std::vector<RecordPtr> group(std::size_t at) const
    {
        return between(at * kGroupMax, (at + 1) * kGroupMax);
    }

    // True when this group is the same in the other, to the last revision. It may be the same and say false.
    bool shares_group(std::size_t at, const Roll& other) const;

private:
    std::vector<RecordPtr> between(std::size_t begin, std::size_t end) const; // those that are not null

    Revision revision_ = 0;
    std::size_t agents_ = 0;
    Records records_;
};

} // namespace a2a
