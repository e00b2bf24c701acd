// SPDX-License-Identifier: Apache-2.0
// What a registry that was started again says, held against what its clients were told; and
// one way of asking it held against the others.
#pragma once

#include "fault/ledger/scribe.hpp"
#include "fault/ledger/tally.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace a2a::fault {

// Cards that are registered once and never touched, so that there is something to load.
using Ballast = std::map<std::string, std::string>; // id, card

struct Books {
    std::vector<Scribe>& scribes;
    const Ballast& ballast;
    std::uint64_t revision_floor = 0; // the greatest that any client was given
};

// While nobody writes. Takes what it finds for known; answers the registry's revision.
std::uint64_t audit(std::uint16_t port, Books books, Random& random, Tally& tally);

} // namespace a2a::fault
