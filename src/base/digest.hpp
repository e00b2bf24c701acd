// SPDX-License-Identifier: Apache-2.0
// SHA-256: content hashes behind ETags, and comparison of secrets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace a2a {

// The first 128 bits of a SHA-256: enough that no two cards ever share one.
using Digest = std::array<std::uint8_t, 16>;
using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
Digest digest_of(std::string_view bytes);

// 22 letters of the URL-safe alphabet (RFC 4648 section 5, unpadded).
std::string print(const Digest& digest);
void append(std::string& out, const Digest& digest); // the same letters
char* write(char* to, const Digest& digest);         // likewise; returns where they end

// Takes the same time wherever the first difference is.
bool equal_in_constant_time(const Sha256& a, const Sha256& b);

} // namespace a2a
