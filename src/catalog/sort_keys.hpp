// SPDX-License-Identifier: Apache-2.0
// What searches sort and filter agents by, side by side in a column of its own: a record is two
// cache misses away, and a search by name or time asks about every agent it found.
#pragma once

#include "catalog/cow_vector.hpp"
#include "catalog/record.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace a2a::catalog {

struct SortKeys {
    // The first letters of Record::folded_name, in numbers that compare as they do. Where two
    // are equal, the names may still differ behind them.
    static constexpr std::size_t kNameBytes = 32;
    using Letters = std::array<std::uint64_t, kNameBytes / sizeof(std::uint64_t)>;
    Letters name{};
    Revision revision = 0;
    WallTime updated_at;

    static Letters letters_of(std::string_view name)
    {
        constexpr std::size_t kWord = sizeof(std::uint64_t);
        Letters letters{};
        for (std::size_t i = 0; i < std::min(name.size(), kNameBytes); ++i) {
            const std::uint64_t letter = static_cast<unsigned char>(name[i]);
            letters[i / kWord] |= letter << (8 * (kWord - 1 - i % kWord));
        }
        return letters;
    }
    static SortKeys of(const Record& record)
    {
        return {letters_of(record.folded_name), record.revision, record.updated_at};
    }
    bool operator==(const SortKeys&) const = default;
};

using SortColumn = CowVector<SortKeys>; // by agent number; of the dead, what they had

} // namespace a2a::catalog
