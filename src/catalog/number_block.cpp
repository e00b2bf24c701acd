// SPDX-License-Identifier: Apache-2.0
#include "catalog/number_block.hpp"

#include <array>
#include <functional>
#include <utility>

namespace a2a::catalog {

namespace {

std::size_t count_bits(std::span<const std::uint64_t> words)
{
    std::size_t bits = 0;
    for (const auto word : words) bits += static_cast<std::size_t>(std::popcount(word));
    return bits;
}

// A look-up by halves takes some 40 ns, mostly of wrong guesses; a bitmap on the stack 150 ns
// to clear and 1 ns for each member of both.
bool worth_a_bitmap(std::size_t small, std::size_t large)
{
    return small > 16 && large / small < 32;
}

} // namespace

NumberBlock NumberBlock::of_sorted(std::vector<std::uint16_t> numbers)
{
    NumberBlock block;
    block.held_ = std::move(numbers);
    block.normalise();
    return block;
}

NumberBlock NumberBlock::of_words(std::vector<std::uint64_t> words)
{
    NumberBlock block;
    block.held_ = dense_of(std::move(words));
    block.normalise();
    return block;
}

NumberBlock::Dense NumberBlock::dense_of(std::vector<std::uint64_t> words)
{
    Dense dense{.words = std::move(words)};
    dense.size = static_cast<std::uint32_t>(count_bits(dense.words));
    dense.top = kWords - 1;
    while (dense.top > 0 && dense.words[dense.top] == 0) --dense.top;
    return dense;
}

void NumberBlock::Dense::set(std::uint16_t number)
{
    words[number / 64U] |= std::uint64_t{1} << (number % 64U);
    top = std::max(top, number / 64U);
    ++size;
}

std::size_t NumberBlock::size() const
{
    const auto* sparse = std::get_if<Sparse>(&held_);
    return sparse ? sparse->size() : std::get<Dense>(held_).size;
}

bool NumberBlock::contains(std::uint16_t number) const
{
    if (const auto* sparse = std::get_if<Sparse>(&held_)) {
        const bool is_above = sparse->empty() || sparse->back() < number; // as a new agent is
        return !is_above && std::binary_search(sparse->begin(), sparse->end(), number);
    }
    return std::get<Dense>(held_).contains(number);
}

bool NumberBlock::insert(std::uint16_t number)
{
    if (auto* sparse = std::get_if<Sparse>(&held_)) {
        const bool is_above = sparse->empty() || sparse->back() < number;
        const auto at = is_above ? sparse->end() : std::lower_bound(sparse->begin(), sparse->end(), number);
        if (at != sparse->end() && *at == number) return false;
        const auto place = at - sparse->begin();
        if (sparse->size() == sparse->capacity()) // by a quarter: most of the memory is such arrays
            sparse->reserve(sparse->size() + sparse->size() / 4 + 4);
        sparse->insert(sparse->begin() + place, number);
    } else {
        auto& dense = std::get<Dense>(held_);
        if (dense.contains(number)) return false;
        dense.set(number);
    }
    normalise();
    return true;
}

bool NumberBlock::erase(std::uint16_t number)
{
    if (!contains(number)) return false;
    if (auto* sparse = std::get_if<Sparse>(&held_)) {
        sparse->erase(std::lower_bound(sparse->begin(), sparse->end(), number));
    } else {
        auto& dense = std::get<Dense>(held_);
        dense.words[number / 64U] &= ~(std::uint64_t{1} << (number % 64U));
        --dense.size;
        while (dense.top > 0 && dense.words[dense.top] == 0) --dense.top;
    }
    normalise();
    return true;
}

void NumberBlock::append(std::span<const std::uint32_t> numbers)
{
    if (auto* sparse = std::get_if<Sparse>(&held_)) {
        const auto needed = sparse->size() + numbers.size();
        if (needed > sparse->capacity())
            sparse->reserve(std::max(needed, sparse->size() + sparse->size() / 4));
        for (const auto number : numbers) sparse->push_back(static_cast<std::uint16_t>(number));
    } else {
        auto& dense = std::get<Dense>(held_);
        for (const auto number : numbers) dense.set(static_cast<std::uint16_t>(number));
    }
    normalise();
}

std::uint16_t NumberBlock::last() const
{
    if (const auto* sparse = std::get_if<Sparse>(&held_)) return sparse->back();
    const auto& dense = std::get<Dense>(held_);
    return static_cast<std::uint16_t>(dense.top * 64 + 63U -
                                      static_cast<unsigned>(std::countl_zero(dense.words[dense.top])));
}

std::size_t NumberBlock::count_in(std::span<const std::uint64_t> words) const
{
    std::size_t count = 0;
    if (const auto* sparse = std::get_if<Sparse>(&held_)) {
        for (const auto number : *sparse) count += words[number / 64U] >> (number % 64U) & 1U;
    } else {
        const auto& own = std::get<Dense>(held_).words;
        for (std::size_t at = 0; at < kWords; ++at)
            count += static_cast<std::size_t>(std::popcount(own[at] & words[at]));
    }
    return count;
}

void NumberBlock::add_to(std::span<std::uint64_t> words) const
{
    if (const auto* sparse = std::get_if<Sparse>(&held_)) {
        for (const auto number : *sparse) words[number / 64U] |= std::uint64_t{1} << (number % 64U);
    } else {
        const auto& dense = std::get<Dense>(held_);
        std::transform(words.begin(), words.end(), dense.words.begin(), words.begin(), std::bit_or<>{});
    }
}

void NumberBlock::normalise()
{
    if (const auto* sparse = std::get_if<Sparse>(&held_); sparse && sparse->size() > kSparseMax) {
        std::vector<std::uint64_t> words(kWords);
        add_to(words);
        held_ = dense_of(std::move(words));
    } else if (const auto* dense = std::get_if<Dense>(&held_); dense && dense->size < kDenseMin) {
        Sparse few;
        few.reserve(dense->size);
        visit_from(0, [&](std::uint16_t number) {
            few.push_back(number);
            return true;
        });
        held_ = std::move(few);
    }
}

template <class Keep>
NumberBlock NumberBlock::filter(const Sparse& numbers, Keep keep)
{
    Sparse kept(numbers.size());
    std::size_t size = 0;
    for (const auto number : numbers) { // without a branch: the outcome is a coin toss
        kept[size] = number;
        size += keep(number) ? 1U : 0U;
    }
    kept.resize(size);
    kept.shrink_to_fit();
    return of_sorted(std::move(kept));
}

NumberBlock intersect(const NumberBlock& a, const NumberBlock& b)
{
    if (a.size() > b.size()) return intersect(b, a);
    if (const auto* sparse = std::get_if<NumberBlock::Sparse>(&a.held_)) {
        if (const auto* dense = std::get_if<NumberBlock::Dense>(&b.held_))
            return NumberBlock::filter(*sparse,
                                       [&](std::uint16_t number) { return dense->contains(number); });
        if (!worth_a_bitmap(a.size(), b.size()))
            return NumberBlock::filter(*sparse, [&](std::uint16_t number) { return b.contains(number); });
        std::array<std::uint64_t, NumberBlock::kWords> bits{};
        b.add_to(bits);
        return NumberBlock::filter(
            *sparse, [&](std::uint16_t number) { return (bits[number / 64U] >> (number % 64U) & 1U) != 0; });
    }
    auto words = std::get<NumberBlock::Dense>(a.held_).words;
    if (const auto* dense = std::get_if<NumberBlock::Dense>(&b.held_)) {
        std::transform(words.begin(), words.end(), dense->words.begin(), words.begin(), std::bit_and<>{});
    } else {
        std::vector<std::uint64_t> bits(NumberBlock::kWords);
        b.add_to(bits);
        std::transform(words.begin(), words.end(), bits.begin(), words.begin(), std::bit_and<>{});
    }
    return NumberBlock::of_words(std::move(words));
}

NumberBlock subtract(const NumberBlock& a, const NumberBlock& b)
{
    if (const auto* sparse = std::get_if<NumberBlock::Sparse>(&a.held_))
        return NumberBlock::filter(*sparse, [&](std::uint16_t number) { return !b.contains(number); });
    auto words = std::get<NumberBlock::Dense>(a.held_).words;
    b.visit_from(0, [&](std::uint16_t number) {
        words[number / 64U] &= ~(std::uint64_t{1} << (number % 64U));
        return true;
    });
    return NumberBlock::of_words(std::move(words));
}

std::size_t intersection_size(const NumberBlock& a, const NumberBlock& b)
{
    if (a.size() > b.size()) return intersection_size(b, a);
    const auto* left = std::get_if<NumberBlock::Dense>(&a.held_);
    const auto* right = std::get_if<NumberBlock::Dense>(&b.held_);
    std::size_t size = 0;
    if (left && right) {
        for (std::size_t at = 0; at < NumberBlock::kWords; ++at)
            size += static_cast<std::size_t>(std::popcount(left->words[at] & right->words[at]));
        return size;
    }
    a.visit_from(0, [&](std::uint16_t number) {
        size += b.contains(number) ? 1U : 0U;
        return true;
    });
    return size;
}

} // namespace a2a::catalog
