// SPDX-License-Identifier: Apache-2.0
#include "catalog/hashed_numbers.hpp"

#include <utility>

namespace a2a::catalog {

std::size_t HashedNumbers::size() const
{
    std::size_t used = 0;
    for (const auto& shard : shards_) used += shard ? shard->used : 0;
    return used;
}

void HashedNumbers::insert(std::uint64_t hash, std::uint32_t number)
{
    auto& held = shards_[hash % kShards];
    if (!held) held = Cow<Shard>{Shard{}};
    auto& shard = held.edit();
    if ((shard.used + 1) * 5 > shard.slots.size() * 4)
        shard.grow(); // at most 80% full: probes are short, and end
    shard.place({tag_of(hash), number});
    ++shard.used;
}

void HashedNumbers::erase(std::uint64_t hash, std::uint32_t number)
{
    auto& shard = shards_[hash % kShards].edit();
    auto at = shard.home(tag_of(hash));
    while (shard.slots[at].number != number) at = shard.after(at);
    shard.vacate(at);
    --shard.used;
}

void HashedNumbers::Shard::place(Slot slot)
{
    auto at = home(slot.tag);
    while (slots[at].number != kVacant) at = after(at);
    slots[at] = slot;
}

void HashedNumbers::Shard::grow()
{
    const auto size = slots.size() + slots.size() / 2 + 4;
    const auto old = std::exchange(slots, std::vector<Slot>(size));
    for (const auto& slot : old)
        if (slot.number != kVacant) place(slot);
}

// Moves later members of the same run back, so that no run is ever broken by a hole.
void HashedNumbers::Shard::vacate(std::size_t at)
{
    const auto distance = [this](std::size_t from, std::size_t to) {
        return to >= from ? to - from : to + slots.size() - from;
    };
    auto hole = at;
    for (auto next = after(at); slots[next].number != kVacant; next = after(next)) {
        if (distance(home(slots[next].tag), next) >= distance(hole, next)) {
            slots[hole] = slots[next];
            hole = next;
        }
    }
    slots[hole] = Slot{};
}

} // namespace a2a::catalog
