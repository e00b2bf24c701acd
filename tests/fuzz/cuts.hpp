// SPDX-License-Identifier: Apache-2.0
// How an input is made of choices and bytes, and bytes of pieces as a network may cut them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace a2a::fuzz {

// Takes the first byte off; 0 when there is none.
inline std::uint8_t take_choice(std::string_view& input)
{
    if (input.empty()) return 0;
    const auto choice = static_cast<std::uint8_t>(input.front());
    input.remove_prefix(1);
    return choice;
}

// The lengths of pieces: from an even seed all of one length, from an odd one of many.
class Cuts {
public:
    explicit Cuts(std::uint8_t seed) : state_{seed}, is_even_{seed % 2 == 0} {}

    std::size_t next()
    {
        if (!is_even_) state_ = state_ * 73 + 41;
        return 1 + (state_ / 2) % kPieceMax;
    }

private:
    static constexpr std::uint32_t kPieceMax = 24;
    std::uint32_t state_;
    bool is_even_;
};

} // namespace a2a::fuzz
