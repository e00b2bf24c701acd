// SPDX-License-Identifier: Apache-2.0
// Words that no dictionary has: names of products, places and projects. Published cards are full of
// them (of 160 of those, three words in four occur in one card alone), and they, not the common
// words, are what a text index is made of.
#pragma once

#include "cards/random.hpp"

#include <cstdint>
#include <string>

namespace a2a::bench {

// The word of this number, lower case and ASCII, eight letters or more; different numbers below
// 2^32 have different words.
std::string coined_word(std::uint64_t number);

// Some word out of four million, the n-th one about n times rarer than the first: however many
// are drawn, there are always new ones.
std::string any_coined_word(Random& random);

} // namespace a2a::bench
