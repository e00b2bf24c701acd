// SPDX-License-Identifier: Apache-2.0
// Agents by new numbers.
#pragma once

#include "catalog/numbers.hpp"

#include <cstddef>
#include <vector>

namespace a2a::catalog {

struct Renumbering {
    std::vector<Number> renamed; // by old number
    std::size_t agents = 0;      // numbered anew, from zero on
    bool keeps_order = true;     // of one number to another

    // Numbers with so many bits below them that stay; gives them in order of the new ones.
    void rename(std::vector<Number>& numbers, unsigned bits_below) const;
};

} // namespace a2a::catalog
