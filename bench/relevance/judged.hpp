// SPDX-License-Identifier: Apache-2.0
// Queries with graded answers: query<TAB>agent=grade<TAB>agent=grade… a line, "#" before a comment.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::bench {

// Grades by the agent's name: 3 is what was asked for, 1 is better than nothing. Who is not named has 0.
using Grades = std::map<std::string, int, std::less<>>;

struct Judged {
    std::string query;
    Grades grades;
};

// Throws std::runtime_error that names the line when one is neither.
std::vector<Judged> parse_judged(std::string_view lines);

} // namespace a2a::bench
