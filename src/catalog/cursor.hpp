// SPDX-License-Identifier: Apache-2.0
// Where the next page of a walk begins, as an opaque text of at most 1 KiB.
//
// A cursor names a position, not an agent, and nothing of this process: it survives a restart
// and the removal of the agent it stopped at. A checksum refuses what is not ours. It is no
// secret and no proof: whoever forges one gets a page that begins elsewhere.
#pragma once

#include <a2a/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace a2a::catalog {

enum class Walk : std::uint8_t { registered = 1, name, updated, vocabulary, relevance };

struct Cursor {
    Walk walk = Walk::registered;
    std::uint64_t query = 0;  // fingerprint of what is walked
    std::uint64_t at = 0;     // revision or count of the last one seen
    std::uint32_t passed = 0; // relevance: hits seen; vocabulary: those seen of those that look the same
    std::string text;         // name, value or score of the last one seen; at most kCursorTextBytes

    bool operator==(const Cursor&) const = default;
};

inline constexpr std::size_t kCursorBytes = 1024; // as printed
inline constexpr std::size_t kCursorTextBytes = 512;

std::string print(const Cursor& cursor);

// Total: any bytes are either a cursor that print() made, or query_invalid. So is one of
// another walk or query than the expected.
Result<Cursor> parse_cursor(std::string_view text, Walk walk, std::uint64_t query);

// The same in every process. It tells mistakes, not forgers: a forged cursor begins where it likes, no more.
std::uint64_t fingerprint(std::string_view bytes);

} // namespace a2a::catalog
