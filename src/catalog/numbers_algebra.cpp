// SPDX-License-Identifier: Apache-2.0
// Intersection, difference and union. An array, short as it is, is looked up in the other
// set number by number; two sets in blocks meet block by block.
#include "catalog/numbers.hpp"

#include <utility>

namespace a2a::catalog {

namespace {

// Compared all at once: to look for it by halves means to guess wrong at half of the halves.
constexpr std::ptrdiff_t kStride = 32;
bool is_in_stride(const Number* stride, Number number)
{
    unsigned found = 0;
    for (std::ptrdiff_t i = 0; i < kStride; ++i) found |= stride[i] == number ? 1U : 0U;
    return found != 0;
}

// The members of both, of sets that are about as long: in strides through the longer one.
void walk(std::vector<Number>& common, std::span<const Number> shorter, std::span<const Number> longer)
{
    const auto* at = longer.data();
    const auto* const end = at + longer.size();
    for (const auto number : shorter) {
        while (end - at >= kStride && at[kStride - 1] < number) at += kStride;
        const bool found =
            end - at >= kStride ? is_in_stride(at, number) : std::binary_search(at, end, number);
        if (found) common.push_back(number);
    }
}

// The same when one is much longer: each is looked for from where the last was found, in steps that double.
void leap(std::vector<Number>& common, std::span<const Number> shorter, std::span<const Number> longer)
{
    const auto end = longer.end();
    auto at = longer.begin();
    for (const auto number : shorter) {
        std::ptrdiff_t step = 1;
        for (; end - at > step && at[step] < number; step *= 2) at += step;
        at = std::lower_bound(at, end - at > step ? at + step + 1 : end, number);
        if (at == end) break;
        if (*at == number) common.push_back(number);
    }
}

std::vector<Number> common_of(std::span<const Number> shorter, std::span<const Number> longer)
{
    constexpr std::size_t kMuchLonger = 64; // times: then a walk takes two strides for each
    constexpr std::size_t kExpected = 32;   // more have to be moved as they come
    std::vector<Number> common;
    common.reserve(std::min(shorter.size(), kExpected));
    if (longer.size() / kMuchLonger < shorter.size())
        walk(common, shorter, longer);
    else
        leap(common, shorter, longer);
    return common;
}

} // namespace

template <class Keep>
Numbers Numbers::filter(std::span<const Number> numbers, Keep keep)
{
    std::vector<Number> kept;
    for (const auto number : numbers)
        if (keep(number)) kept.push_back(number);
    return of_sorted(std::move(kept));
}

Numbers intersect(const Numbers& a, const Numbers& b)
{
    if (a.size() > b.size()) return intersect(b, a);
    if (const auto all = a.array()) {
        if (const auto others = b.array()) return Numbers::of_sorted(common_of(*all, *others));
        return Numbers::filter(*all, [&](Number number) { return b.contains(number); });
    }
    if (const auto all = b.array()) // longer than a, yet not in blocks: sizes between the two borders
        return Numbers::filter(*all, [&](Number number) { return a.contains(number); });
    Numbers::Parts common;
    for (const auto& part : a.parts().list)
        if (const auto* other = b.parts().find(part.high))
            common.append(part.high, intersect(*part.block, *other->block));
    return Numbers::of_parts(std::move(common));
}

Numbers subtract(const Numbers& a, const Numbers& b)
{
    if (const auto all = a.array())
        return Numbers::filter(*all, [&](Number number) { return !b.contains(number); });
    if (const auto all = b.array()) {
        auto rest = a;
        for (const auto number : *all) rest.erase(number);
        return rest;
    }
    Numbers::Parts rest;
    for (const auto& part : a.parts().list) {
        if (const auto* other = b.parts().find(part.high)) {
            rest.append(part.high, subtract(*part.block, *other->block));
        } else {
            rest.size += part.block->size();
            rest.list.push_back(part);
        }
    }
    return Numbers::of_parts(std::move(rest));
}

Numbers unite(std::span<const Numbers> sets)
{
    if (sets.size() == 1) return sets.front();
    std::size_t size_max = 0;
    for (const auto& set : sets) size_max += set.size();
    if (size_max <= Numbers::kFlatMax) {
        std::vector<Number> all;
        for (const auto& set : sets) set.for_each([&](Number number) { all.push_back(number); });
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return Numbers::of_sorted(std::move(all));
    }
    std::vector<std::vector<std::uint64_t>> bits; // by high; empty where no set has a member
    const auto words_of = [&](std::uint32_t high) -> std::vector<std::uint64_t>& {
        if (high >= bits.size()) bits.resize(high + 1U);
        if (bits[high].empty()) bits[high].resize(NumberBlock::kWords);
        return bits[high];
    };
    for (const auto& set : sets) {
        if (const auto all = set.array()) {
            for (const auto number : *all)
                words_of(number >> 16U)[(number & 0xFFFFU) / 64U] |= std::uint64_t{1} << (number % 64U);
        } else {
            for (const auto& part : set.parts().list) part.block->add_to(words_of(part.high));
        }
    }
    Numbers::Parts all;
    for (std::uint32_t high = 0; high < bits.size(); ++high)
        if (!bits[high].empty()) all.append(high, NumberBlock::of_words(std::move(bits[high])));
    return Numbers::of_parts(std::move(all));
}

std::vector<std::uint64_t> Numbers::to_bits(std::size_t bound) const
{
    constexpr std::size_t kBlockBits = NumberBlock::kWords * 64;
    std::vector<std::uint64_t> bits((bound + kBlockBits - 1) / kBlockBits * NumberBlock::kWords);
    if (const auto all = array()) {
        for (const auto number : *all) bits[number / 64U] |= std::uint64_t{1} << (number % 64U);
    } else {
        for (const auto& part : parts().list)
            part.block->add_to(std::span{bits}.subspan(part.high * NumberBlock::kWords, NumberBlock::kWords));
    }
    return bits;
}

std::size_t intersection_size(const Numbers& set, std::span<const std::uint64_t> bits)
{
    std::size_t size = 0;
    if (const auto all = set.array()) {
        for (const auto number : *all) size += bits[number / 64U] >> (number % 64U) & 1U;
    } else {
        for (const auto& part : set.parts().list)
            size += part.block->count_in(bits.subspan(part.high * NumberBlock::kWords, NumberBlock::kWords));
    }
    return size;
}

std::size_t intersection_size(const Numbers& a, const Numbers& b)
{
    if (a.size() > b.size()) return intersection_size(b, a);
    std::size_t size = 0;
    if (a.array() || b.array()) {
        const auto& walked = a.array() ? a : b;
        const auto& asked = a.array() ? b : a;
        walked.for_each([&](Number number) { size += asked.contains(number) ? 1U : 0U; });
        return size;
    }
    for (const auto& part : a.parts().list)
        if (const auto* other = b.parts().find(part.high))
            size += intersection_size(*part.block, *other->block);
    return size;
}

} // namespace a2a::catalog
