// SPDX-License-Identifier: Apache-2.0
// From the values of one field (skill ids, tags, …) to the agents that have them. A value
// that no agent has any more is gone without a trace.
#pragma once

#include "catalog/cow_vector.hpp"
#include "catalog/hashed_numbers.hpp"
#include "catalog/numbers.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::catalog {

// A value in use. No agents: the place waits for another value.
struct Term {
    std::string value;
    Numbers agents;
};
using Terms = CowVector<Term>;

class Index {
public:
    // The agents that have this value; shares, so it costs a reference.
    Numbers find(std::string_view value) const { return held(value); }
    const Numbers& held(std::string_view value) const; // the same, until the index changes

    bool add(std::string_view value, Number agent);    // false: it had it
    bool remove(std::string_view value, Number agent); // false: it had it not
    void put(std::string_view value, Numbers agents);  // a value that is not there yet

    // Some that do not have it yet, ascending; best when they are above those that do.
    void append(std::string_view value, std::span<const Number> agents);

    std::size_t size() const { return places_.size(); } // distinct values
    const Terms& terms() const { return terms_; }       // vacant places among them

private:
    void put(std::string_view value, std::size_t hash, Numbers agents);
    std::optional<Number> place_of(std::string_view value, std::size_t hash) const;

    HashedNumbers places_; // value → where in terms_
    Terms terms_;
    std::vector<Number> vacant_; // places to use again
};

} // namespace a2a::catalog
