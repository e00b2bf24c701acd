// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/postings.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace a2a::catalog {

namespace {

// Where the agent is or belongs among entries that carry a level in their lowest four bits.
template <class Entries, class Entry>
auto place_of(Entries& entries, Entry agent_bits)
{
    return std::lower_bound(entries.begin(), entries.end(), agent_bits);
}

// Likewise among parts.
template <class Parts>
auto part_of(Parts& parts, std::uint32_t high)
{
    return std::lower_bound(parts.begin(), parts.end(), high,
                            [](const auto& part, std::uint32_t wanted) { return part.high < wanted; });
}

// Makes room, for a quarter more at least, not for half or all: most of the memory is such arrays.
template <class Entries>
void grow(Entries& entries, std::size_t by)
{
    const auto needed = entries.size() + by;
    if (needed > entries.capacity())
        entries.reserve(std::max(needed, entries.size() + entries.size() / 4 + (by == 1 ? 4 : 0)));
}

template <class Entries, class Entry>
void insert(Entries& entries, typename Entries::iterator at, Entry entry)
{
    const auto place = at - entries.begin();
    grow(entries, 1);
    entries.insert(entries.begin() + place, entry);
}

template <class Entry>
bool same_agent(Entry a, Entry b)
{
    return a >> 4U == b >> 4U;
}

} // namespace

Postings Postings::of_sorted(std::vector<Posting> postings)
{
    std::vector<std::uint32_t> all(postings.size());
    std::transform(postings.begin(), postings.end(), all.begin(), packed);
    return of_packed(all);
}

Postings Postings::of_packed(std::span<const std::uint32_t> packed)
{
    Postings made;
    if (packed.size() <= kFewMax) {
        Few few{.packed = {}};
        std::copy(packed.begin(), packed.end(), few.packed.begin());
        made.held_ = few;
    } else if (packed.size() <= kFlatMax) {
        made.held_ = Cow<Flat>{Flat{packed.begin(), packed.end()}};
    } else {
        Parts parts{.size = 0, .list = {}};
        append(parts, packed);
        made.held_ = Cow<Parts>{std::move(parts)};
    }
    return made;
}

void Postings::append(std::span<const std::uint32_t> packed)
{
    if (auto* many = std::get_if<Cow<Parts>>(&held_)) return append(many->edit(), packed);
    const auto before = array();
    const auto needed = before.size() + packed.size();
    if (auto* few = std::get_if<Few>(&held_); few && needed <= kFewMax) {
        std::copy(packed.begin(), packed.end(),
                  few->packed.begin() + static_cast<std::ptrdiff_t>(before.size()));
    } else if (auto* flat = std::get_if<Cow<Flat>>(&held_); flat && needed <= kFlatMax) {
        auto& entries = flat->edit();
        grow(entries, packed.size());
        entries.insert(entries.end(), packed.begin(), packed.end());
    } else {
        std::vector<std::uint32_t> all;
        all.reserve(needed);
        all.assign(before.begin(), before.end());
        all.insert(all.end(), packed.begin(), packed.end());
        *this = of_packed(all);
    }
}

Level Postings::level_of(Number agent) const
{
    if (const auto* many = parts()) {
        const auto part = part_of(many->list, agent >> kLowBits);
        if (part == many->list.end() || part->high != agent >> kLowBits) return 0;
        const auto bits = static_cast<std::uint16_t>(agent << kLevelBits);
        const auto at = place_of(*part->block, bits);
        return at != part->block->end() && same_agent(*at, bits) ? level_in(*at) : Level{0};
    }
    const auto all = array();
    const auto bits = agent << kLevelBits;
    const auto at = place_of(all, bits);
    return at != all.end() && same_agent(*at, bits) ? level_in(*at) : Level{0};
}

Level Postings::Walk::level_of(Number agent)
{
    // The first entry that is not below `bits`, in steps that double.
    const auto gallop = [](const auto& entries, std::size_t from, auto bits) {
        std::size_t step = 1;
        auto low = from;
        while (low + step < entries.size() && entries[low + step] < bits) {
            low += step;
            step *= 2;
        }
        const auto end = std::min(low + step + 1, entries.size());
        return static_cast<std::size_t>(std::lower_bound(entries.begin() + static_cast<std::ptrdiff_t>(low),
                                                         entries.begin() + static_cast<std::ptrdiff_t>(end),
                                                         bits) -
                                        entries.begin());
    };
    if (parts_ == nullptr) {
        flat_ = flat_.subspan(gallop(flat_, 0, agent << kLevelBits));
        return !flat_.empty() && flat_[0] >> kLevelBits == agent ? level_in(flat_[0]) : Level{0};
    }
    const auto high = agent >> kLowBits;
    while (part_ < parts_->list.size() && parts_->list[part_].high < high) {
        ++part_;
        place_ = 0;
    }
    if (part_ == parts_->list.size() || parts_->list[part_].high != high) return 0;
    const auto& block = *parts_->list[part_].block;
    const auto bits = static_cast<std::uint16_t>(agent << kLevelBits);
    place_ = gallop(block, place_, bits);
    return place_ < block.size() && same_agent(block[place_], bits) ? level_in(block[place_]) : Level{0};
}

void Postings::put(Posting posting)
{
    assert(posting.agent <= kAgentMax && posting.level >= 1 && posting.level <= kLevelMax);
    if (parts() != nullptr) return put_in_parts(posting);
    const auto all = array();
    const auto at = place_of(all, posting.agent << kLevelBits);
    const auto place = at - all.begin();
    const bool known = at != all.end() && same_agent(*at, packed(posting));
    if (auto* flat = std::get_if<Cow<Flat>>(&held_); flat && (known || all.size() < kFlatMax)) {
        auto& entries = flat->edit();
        if (known) {
            entries[static_cast<std::size_t>(place)] = packed(posting);
        } else {
            insert(entries, entries.begin() + place, packed(posting));
        }
        return;
    }
    auto postings = to_vector();
    if (known) {
        postings[static_cast<std::size_t>(place)] = posting;
    } else {
        postings.insert(postings.begin() + place, posting);
    }
    *this = of_sorted(std::move(postings));
}

bool Postings::erase(Number agent)
{
    if (parts() != nullptr) return erase_from_parts(agent);
    const auto all = array();
    const auto at = place_of(all, agent << kLevelBits);
    if (at == all.end() || *at >> kLevelBits != agent) return false;
    const auto place = at - all.begin();
    if (auto* flat = std::get_if<Cow<Flat>>(&held_); flat && all.size() > kFewMax + 1) {
        auto& entries = flat->edit();
        entries.erase(entries.begin() + place);
        return true;
    }
    auto postings = to_vector();
    postings.erase(postings.begin() + place);
    *this = of_sorted(std::move(postings));
    return true;
}

std::vector<Postings::Posting> Postings::to_vector() const
{
    std::vector<Posting> postings;
    postings.reserve(size());
    for_each([&](Number agent, Level level) { postings.push_back({agent, level}); });
    return postings;
}

// Each block at once: full ones never grow again, so they take no more than they need.
void Postings::append(Parts& parts, std::span<const std::uint32_t> packed)
{
    parts.size += packed.size();
    while (!packed.empty()) {
        const auto high = packed.front() >> (kLowBits + kLevelBits);
        const auto end = std::partition_point(packed.begin(), packed.end(), [&](std::uint32_t entry) {
            return entry >> (kLowBits + kLevelBits) == high;
        });
        const auto here = packed.first(static_cast<std::size_t>(end - packed.begin()));
        if (parts.list.empty() || parts.list.back().high != high)
            parts.list.push_back({high, Cow<Block>{Block{}}});
        auto& block = parts.list.back().block.edit();
        grow(block, here.size());
        for (const auto entry : here) block.push_back(static_cast<std::uint16_t>(entry));
        packed = packed.subspan(here.size());
    }
}

void Postings::put_in_parts(Posting posting)
{
    auto& parts = std::get<Cow<Parts>>(held_).edit();
    const auto high = posting.agent >> kLowBits;
    auto part = part_of(parts.list, high);
    if (part == parts.list.end() || part->high != high)
        part = parts.list.insert(part, {high, Cow<Block>{Block{}}});
    auto& block = part->block.edit();
    const auto bits = static_cast<std::uint16_t>(packed(posting));
    const auto at = place_of(block, static_cast<std::uint16_t>(posting.agent << kLevelBits));
    if (at != block.end() && same_agent(*at, bits)) {
        *at = bits;
    } else {
        insert(block, at, bits);
        ++parts.size;
    }
}

bool Postings::erase_from_parts(Number agent)
{
    if (level_of(agent) == 0) return false; // before anything shared is copied
    auto& parts = std::get<Cow<Parts>>(held_).edit();
    const auto part = part_of(parts.list, agent >> kLowBits);
    auto& block = part->block.edit();
    block.erase(place_of(block, static_cast<std::uint16_t>(agent << kLevelBits)));
    if (block.empty()) parts.list.erase(part);
    if (--parts.size <= kFlatAgain) *this = of_sorted(to_vector());
    return true;
}

} // namespace a2a::catalog
