// SPDX-License-Identifier: Apache-2.0
// Keys that all have the same std::hash of libstdc++ on 64 bits, whatever the table's size: what a
// client sends to make a std::unordered_map keyed by its strings a list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace a2a::support {

inline constexpr std::size_t kKeyBytes = 32;

// Different keys of kKeyBytes printable characters: no blank, capital, quotation mark or backslash.
std::vector<std::string> colliding_keys(std::size_t count, std::uint64_t seed = 1);
// As alike as those (each half is that of others), but their hashes are any.
std::vector<std::string> random_keys(std::size_t count, std::uint64_t seed = 1);

} // namespace a2a::support
