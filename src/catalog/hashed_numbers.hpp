// SPDX-License-Identifier: Apache-2.0
// A hash table from keys to numbers that does not hold the keys: what a number stands for is
// known elsewhere, and told by the caller. Eight bytes a slot, open addressing, 64 shards, so
// that growing one stalls readers for a fraction of a millisecond; copied on write like
// everything a reader may hold on to.
//
// Hashes must be good in all 64 bits (SeededHash): the low ones choose the shard, the high
// half the slot.
#pragma once

#include "catalog/cow.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace a2a::catalog {

class HashedNumbers {
public:
    std::size_t size() const;

    // The number with this hash for which is_it(number) holds.
    template <class IsIt>
    std::optional<std::uint32_t> find(std::uint64_t hash, IsIt is_it) const;

    void insert(std::uint64_t hash, std::uint32_t number); // must not be there
    void erase(std::uint64_t hash, std::uint32_t number);  // must be there

private:
    static constexpr std::size_t kShards = 64;
    static constexpr std::uint32_t kVacant = 0xFFFF'FFFF;

    struct Slot {
        std::uint32_t tag = 0; // upper half of the hash
        std::uint32_t number = kVacant;
    };
    struct Shard {
        std::vector<Slot> slots;
        std::size_t used = 0;

        // Where a tag belongs when nothing is in its way.
        std::size_t home(std::uint32_t tag) const { return tag * std::uint64_t{slots.size()} >> 32U; }
        std::size_t after(std::size_t at) const { return at + 1 == slots.size() ? 0 : at + 1; }
        void place(Slot slot);
        void grow();
        void vacate(std::size_t at);
    };
    static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

    std::array<Cow<Shard>, kShards> shards_; // made when first written to
};

template <class IsIt>
std::optional<std::uint32_t> HashedNumbers::find(std::uint64_t hash, IsIt is_it) const
{
    const auto& held = shards_[hash % kShards];
    if (!held || held->used == 0) return std::nullopt;
    const auto tag = tag_of(hash);
    for (auto at = held->home(tag); held->slots[at].number != kVacant; at = held->after(at))
        if (held->slots[at].tag == tag && is_it(held->slots[at].number)) return held->slots[at].number;
    return std::nullopt;
}

} // namespace a2a::catalog
