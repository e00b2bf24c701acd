// SPDX-License-Identifier: Apache-2.0
// Pairs of a key and a value, gathered in any order of keys and then given key by key: so that
// an index that many cards touch is looked up and made writable once for all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace a2a::catalog {

class Groups {
public:
    void add(std::uint32_t key, std::uint32_t value)
    {
        pairs_.push_back({key, value});
        bits_ |= key;
    }

    // Of one key in the order they came, keys ascending.
    void sort();

    // Calls visit(key, values) for every key, of equal neighbours among its values the first.
    // Must be sorted.
    template <class Visit>
    void for_each(Visit visit) const
    {
        std::vector<std::uint32_t> values;
        for (auto at = pairs_.begin(); at != pairs_.end();) {
            const auto key = at->key;
            values.clear();
            for (; at != pairs_.end() && at->key == key; ++at)
                if (values.empty() || values.back() != at->value) values.push_back(at->value);
            visit(key, std::span<const std::uint32_t>{values});
        }
    }

private:
    struct Pair {
        std::uint32_t key = 0;
        std::uint32_t value = 0;
    };
    template <unsigned digit_bits>
    void sort_by();

    std::vector<Pair> pairs_;
    std::uint32_t bits_ = 0; // that any key has
};

} // namespace a2a::catalog
