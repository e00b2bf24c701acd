// SPDX-License-Identifier: Apache-2.0
// A set of 16-bit numbers: a sorted array while they are few, a bitmap when they are many
// (the containers of Roaring bitmaps: Lemire et al., 2016). At most 8 KiB either way.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace a2a::catalog {

class NumberBlock {
public:
    static constexpr std::size_t kWords = 1024; // of a bitmap
    static constexpr std::size_t kSparseMax = 4096;
    static constexpr std::size_t kDenseMin =
        3072; // lower, so that a set at the border does not flip with each write

    NumberBlock() = default;
    static NumberBlock of_sorted(std::vector<std::uint16_t> numbers);
    static NumberBlock of_words(std::vector<std::uint64_t> words);

    std::size_t size() const;
    bool contains(std::uint16_t number) const;
    bool insert(std::uint16_t number);                   // false: it was there
    bool erase(std::uint16_t number);                    // false: it was not
    void append(std::span<const std::uint32_t> numbers); // by their lower halves; above all members
    std::uint16_t last() const;                          // there must be one

    // Calls visit(number) for each member from `start` on, ascending, until it says false.
    template <class Visit>
    bool visit_from(std::uint16_t start, Visit&& visit) const;

    // How many members have their bit set in `words` (kWords of them).
    std::size_t count_in(std::span<const std::uint64_t> words) const;

    // Sets this block's bits in `words` (kWords of them).
    void add_to(std::span<std::uint64_t> words) const;

    friend NumberBlock intersect(const NumberBlock& a, const NumberBlock& b);
    friend NumberBlock subtract(const NumberBlock& a, const NumberBlock& b);
    friend std::size_t intersection_size(const NumberBlock& a, const NumberBlock& b);

private:
    using Sparse = std::vector<std::uint16_t>;
    struct Dense {
        std::vector<std::uint64_t> words;
        std::uint32_t size = 0;
        std::uint32_t top = 0; // the last word that has a bit

        bool contains(std::uint16_t number) const
        {
            return (words[number / 64U] >> (number % 64U) & 1U) != 0;
        }
        void set(std::uint16_t number); // must not be there
    };
    static Dense dense_of(std::vector<std::uint64_t> words);

    template <class Keep>
    static NumberBlock filter(const Sparse& numbers, Keep keep);
    void normalise();

    std::variant<Sparse, Dense> held_;
};

template <class Visit>
bool NumberBlock::visit_from(std::uint16_t start, Visit&& visit) const
{
    if (const auto* sparse = std::get_if<Sparse>(&held_)) {
        for (auto at = std::lower_bound(sparse->begin(), sparse->end(), start); at != sparse->end(); ++at)
            if (!visit(*at)) return false;
        return true;
    }
    const auto& words = std::get<Dense>(held_).words;
    auto rest = words[start / 64U] & (~std::uint64_t{0} << (start % 64U));
    for (std::size_t at = start / 64U;; rest = words[at]) {
        for (; rest != 0; rest &= rest - 1)
            if (!visit(
                    static_cast<std::uint16_t>(at * 64 + static_cast<std::size_t>(std::countr_zero(rest)))))
                return false;
        if (++at == kWords) return true;
    }
}

} // namespace a2a::catalog
