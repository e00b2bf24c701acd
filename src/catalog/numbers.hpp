// SPDX-License-Identifier: Apache-2.0
// A set of agent numbers: the posting list of one value, or what a search found.
//
// Up to three numbers lie in the object itself, up to a thousand in one sorted array, more in
// blocks of 65,536 possible numbers each. Copying is O(1) and shares: a reader takes a copy
// under the catalog's lock and works on it afterwards, the writer changes its own in place
// when nobody shares it, and otherwise copies at most the list of blocks and one block.
#pragma once

#include "catalog/cow.hpp"
#include "catalog/number_block.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace a2a::catalog {

using Number = std::uint32_t;

class Numbers {
public:
    static constexpr std::size_t kFewMax = 3;
    static constexpr std::size_t kFlatMax = 1024;
    static constexpr std::size_t kFlatAgain = 512; // blocks become one array again at this size

    Numbers() = default;
    static Numbers of_sorted(std::vector<Number> numbers); // ascending, no duplicates

    std::size_t size() const;
    bool empty() const { return size() == 0; }
    bool contains(Number number) const;
    bool insert(Number number); // false: it was there
    bool erase(Number number);  // false: it was not

    // Ascending, none of them a member: costs little when all are above the members.
    void append(std::span<const Number> numbers);

    // The least member that is not below `from`.
    std::optional<Number> next(Number from) const;

    // Calls visit(number) for each member from `start` on, ascending, until it says false.
    template <class Visit>
    bool visit_from(Number start, Visit&& visit) const;
    template <class Visit>
    void for_each(Visit&& visit) const;
    std::vector<Number> to_vector() const;

    // One bit a number, for those below `bound`, in whole blocks: for meeting many other sets.
    std::vector<std::uint64_t> to_bits(std::size_t bound) const;
    friend std::size_t intersection_size(const Numbers& set, std::span<const std::uint64_t> bits);

    // Same members, however they are held.
    bool operator==(const Numbers& other) const;

    friend Numbers intersect(const Numbers& a, const Numbers& b);
    friend Numbers subtract(const Numbers& a, const Numbers& b);
    friend Numbers unite(std::span<const Numbers> sets);
    friend std::size_t intersection_size(const Numbers& a, const Numbers& b);

private:
    struct Few { // no initialisers: a variant that is made inside this class could not default to it
        std::array<Number, kFewMax> numbers;
        std::uint32_t size;
    };
    using Flat = std::vector<Number>;
    struct Part {
        std::uint32_t high = 0; // of the numbers in it
        Cow<NumberBlock> block;
    };
    struct Parts {
        std::size_t size = 0;
        std::vector<Part> list; // by high; no empty block
        const Part* find(std::uint32_t high) const;
        void append(std::uint32_t high, NumberBlock block);
    };

    // The members as one array, when they are held so.
    std::optional<std::span<const Number>> array() const;
    const Parts& parts() const { return *std::get<Cow<Parts>>(held_); }
    static Numbers of_parts(Parts parts);
    static Parts split(std::span<const Number> numbers);
    Number last() const; // there must be one
    void append_to_parts(std::span<const Number> numbers);
    bool insert_in_parts(Number number);
    bool erase_from_parts(Number number);
    template <class Keep>
    static Numbers filter(std::span<const Number> numbers, Keep keep);

    std::variant<Few, Cow<Flat>, Cow<Parts>> held_ = Few{};
};

template <class Visit>
bool Numbers::visit_from(Number start, Visit&& visit) const
{
    if (const auto all = array()) {
        for (auto at = std::lower_bound(all->begin(), all->end(), start); at != all->end(); ++at)
            if (!visit(*at)) return false;
        return true;
    }
    for (const auto& part : parts().list) {
        if (part.high < start >> 16U) continue;
        const auto low = part.high == start >> 16U ? start & 0xFFFFU : 0U;
        const auto visit_low = [&](std::uint16_t number) { return visit(part.high << 16U | number); };
        if (!part.block->visit_from(static_cast<std::uint16_t>(low), visit_low)) return false;
    }
    return true;
}

template <class Visit>
void Numbers::for_each(Visit&& visit) const
{
    visit_from(0, [&](Number number) {
        visit(number);
        return true;
    });
}

} // namespace a2a::catalog
