// SPDX-License-Identifier: Apache-2.0
// One line of an import: a card, bare or wrapped, or an exported row.
#pragma once

#include "card/card.hpp"
#include "registry/registry.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace a2a::api {

// What a line asks for, and what became of it.
struct ImportLine {
    std::size_t number = 0;
    std::string id = {};
    Registry::Naming naming = Registry::Naming::by_name;
    card::ParsedPtr card = {}; // null: refused before it got to the writer, and the outcome says why
    Outcome outcome = Error{};
};

// A line with an id puts the card there; any other is what a POST of it would be.
ImportLine judge(std::size_t number, std::string_view text, bool too_long, const card::Rules& rules);

} // namespace a2a::api
