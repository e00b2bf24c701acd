// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdio>
#include <string>

namespace a2a::bench {

// With so many digits behind the point.
inline std::string fixed(double number, int digits)
{
    std::array<char, 64> buffer{};
    const auto length = std::snprintf(buffer.data(), buffer.size(), "%.*f", digits, number);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

} // namespace a2a::bench
