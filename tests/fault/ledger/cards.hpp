// SPDX-License-Identifier: Apache-2.0
// Cards that tell whose they are, and no two of which are the same.
#pragma once

#include <cstddef>
#include <random>
#include <string>

namespace a2a::fault {

using Random = std::mt19937_64;

// Below `count`.
std::size_t draw(Random& random, std::size_t count);

// What only the cards of one client say: a skill's id, and a word of the text.
std::string skill_of(std::size_t client);
std::string word_of(std::size_t client);

std::string id_of(std::size_t client, std::size_t number);

struct Written {
    std::string json;
    std::string mark; // a word that no other card ever has
};

// Named as its id, as POST wants it. Mostly small, now and then of many database pages.
Written write_card(Random& random, std::size_t client, const std::string& id);

} // namespace a2a::fault
