// SPDX-License-Identifier: Apache-2.0
// A case of the contract, as a file in cases/ has it. README.md there says how one is written.
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::contract {

using Json = nlohmann::ordered_json;
using Variables = std::map<std::string, std::string, std::less<>>;

struct Case {
    std::string name;               // "agents_PostOfANewCardIsCreated"
    Json config;                    // options by key
    Json tokens;                    // that may write; absent = everybody may
    Json define;                    // of the file: bodies by name
    std::vector<std::string> given; // definitions that are registered first
    bool needs_fresh = false;       // counts from the server's start: revisions, metrics
    Json steps;
};
void PrintTo(const Case& one, std::ostream* out);

// Every case of every file, by file and place. Throws when one cannot be read or a name is there twice.
const std::vector<Case>& all_cases();

// With ${name} replaced by the variable and ${x*3} by xxx, in every text within `value`.
Json filled(const Json& value, const Variables& variables);
std::string filled_text(std::string_view text, const Variables& variables);

// '*' in the pattern stands for any run of characters.
bool is_like(std::string_view pattern, std::string_view text);

} // namespace a2a::contract
