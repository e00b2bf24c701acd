// SPDX-License-Identifier: Apache-2.0
// How far words are from each other.
#include "base/text.hpp"

#include <algorithm>

namespace a2a::text {

std::size_t edit_distance(std::u32string_view a, std::u32string_view b)
{
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;

    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates)
{
    // One slip in a short word, up to three in a long one; a word that shares no letter is no slip.
    const auto slips_max =
        std::min(std::clamp<std::size_t>(word.size() / 3, 1, 3), std::max<std::size_t>(word.size(), 1) - 1);
    std::optional<std::string_view> found;
    auto found_distance = slips_max + 1;
    const auto wanted = letters_of(lower_ascii(word));
    for (const auto candidate : candidates) {
        const auto letters = letters_of(lower_ascii(candidate));
        const auto [shorter, longer] = std::minmax({wanted.size(), letters.size()});
        if (longer - shorter >= found_distance) continue; // so many edits at least
        const auto apart = edit_distance(wanted, letters);
        if (apart < found_distance) {
            found = candidate;
            found_distance = apart;
        }
    }
    return found;
}

} // namespace a2a::text
