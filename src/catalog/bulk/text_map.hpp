// SPDX-License-Identifier: Apache-2.0
// A hash table by text for one piece of work, made to be asked for many texts at a time. Nearly all
// texts have sixteen bytes at most: as two numbers they are keys themselves, so that a look reads one
// place of memory, which a Probe has sent for before.
#pragma once

#include "base/hash.hpp"
#include "catalog/bulk/kept_texts.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::catalog {

// Value: small, made by default, copied freely.
template <class Value>
class TextMap {
public:
    std::size_t size() const { return used_ + long_.size(); }

    // A text that is about to be looked for; it must stay.
    struct Probe {
        std::string_view text;
        PackedText packed; // of a short one
        std::size_t hash = 0;

        bool is_short() const { return text.size() <= PackedText::kBytesMax; }
    };
    Probe probe(std::string_view text) const
    {
        if (text.size() > PackedText::kBytesMax) return {text, {}, 0};
        const PackedText packed{text};
        const auto hash = hash_(packed);
        __builtin_prefetch(&slots_[hash & mask()]);
        return {text, packed, hash};
    }

    // Null when it is not there; valid until another is added.
    Value* find(const Probe& probe)
    {
        if (!probe.is_short()) {
            const auto at = long_.find(probe.text);
            return at == long_.end() ? nullptr : &at->second;
        }
        auto& slot = place_of(probe.packed, probe.hash);
        return slot.is_used() ? &slot.value : nullptr;
    }
    Value* find(std::string_view text) { return find(probe(text)); }

    // Must not be there. Copies the text.
    Value& add(const Probe& probe, const Value& value)
    {
        if (!probe.is_short()) return long_.emplace(texts_.keep(probe.text), value).first->second;
        if (++used_ * 2 > slots_.size()) grow();
        auto& slot = place_of(probe.packed, probe.hash);
        slot = {probe.packed, value};
        return slot.value;
    }
    Value& add(std::string_view text, const Value& value) { return add(probe(text), value); }

private:
    static constexpr std::size_t kSlotsMin = 64;

    struct Slot {
        PackedText key = PackedText::none();
        Value value{};

        bool is_used() const { return key != PackedText::none(); }
    };
    std::size_t mask() const { return slots_.size() - 1; }

    // Where the text is, or where it would be.
    Slot& place_of(const PackedText& packed, std::size_t hash)
    {
        auto at = hash & mask();
        while (slots_[at].is_used() && slots_[at].key != packed) at = (at + 1) & mask();
        return slots_[at];
    }
    void grow()
    {
        const auto old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
        for (const auto& slot : old)
            if (slot.is_used()) place_of(slot.key, hash_(slot.key)) = slot;
    }

    QuickHash hash_;
    std::vector<Slot> slots_ = std::vector<Slot>(kSlotsMin); // a power of two, at least half of them free
    std::size_t used_ = 0;
    KeptTexts texts_; // the long ones
    boost::unordered_flat_map<std::string_view, Value, QuickHash, TextEqual> long_;
};

} // namespace a2a::catalog
