// SPDX-License-Identifier: Apache-2.0
// A keyed hash for tables whose keys clients choose. The seed is drawn once a process,
// so nobody outside can prepare keys that collide (SipHash-1-3).
#pragma once

#include <cstdint>
#include <string_view>

namespace a2a {

std::uint64_t sip_hash(std::string_view bytes, std::uint64_t key0, std::uint64_t key1);

// Transparent: a table keyed by std::string is searched by std::string_view.
struct SeededHash {
    using is_transparent = void;
    using is_avalanching = void; // boost::unordered need not mix again
    std::size_t operator()(std::string_view text) const noexcept;
};

// As SeededHash, but much faster for short texts and of less strength: seeded all the same, yet
// nothing is proven of it. For tables that live as long as one piece of work.
struct QuickHash {
    using is_transparent = void;
    using is_avalanching = void;
    std::size_t operator()(std::string_view text) const noexcept;
};

struct TextEqual {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const noexcept { return a == b; }
};

// 64 random bits from the kernel.
std::uint64_t random_bits();

} // namespace a2a
