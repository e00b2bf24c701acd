// SPDX-License-Identifier: Apache-2.0
// What an attacker who knows libstdc++'s hash sends to make a table slow. It is MurmurHash64A with a
// seed that is the same in every process, so texts of one hash can be computed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace a2a::bench {

// Different texts of 32 letters that all have one std::hash. No white space, nothing that JSON escapes
// or that folding changes, so that they are ids, tags, words and names of members alike.
std::vector<std::string> colliding_texts(std::size_t count);

// The same, but for the hash.
std::vector<std::string> ordinary_texts(std::size_t count);

} // namespace a2a::bench
