// SPDX-License-Identifier: Apache-2.0
// C++ source as text: what it includes, and what is left without comments and literals.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::tidy {

// The same text, line for line, with comments, string and character literals made blank,
// so that a rule finds words that are code and no others.
std::string code_of(std::string_view text);

// A string literal outside comments: where its quote stands, and what it says, escapes as they
// are. Raw ones are left out.
struct Literal {
    std::size_t at = 0;
    std::string text;
};
std::vector<Literal> literals_of(std::string_view text);

struct Include {
    std::size_t line = 0; // from 1
    std::string target;   // without quotes or angle brackets
    bool quoted = false;
};

// Every #include outside comments and literals.
std::vector<Include> includes_of(std::string_view text);

} // namespace a2a::tidy
