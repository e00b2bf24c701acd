// SPDX-License-Identifier: Apache-2.0
// Each sentence of the HTTP contract's "Agent cards" is a row somewhere: what is done to a
// complete card, and what is said of it.
#pragma once

#include "card/card.hpp"
#include "support/cards.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace a2a::card::rules {

using Builder = test::CardBuilder;
using Style = Builder::Style;

// "/name name-missing": a pointer and the rule broken there.
inline std::vector<std::string> lines(const std::vector<FieldIssue>& issues)
{
    std::vector<std::string> lines;
    for (const auto& issue : issues) {
        lines.push_back(issue.pointer + " " + issue.rule);
        EXPECT_FALSE(issue.message.empty());
    }
    return lines;
}

inline Verdict verdict_of(const std::string& body, Validation validation = Validation::standard)
{
    return examine(body, Rules{.validation = validation}).value().verdict;
}

inline Builder complete()
{
    return test::card("Weather");
}

// A complete card whose only skill is this.
inline Builder with_skill(const std::string& skill)
{
    return complete().member("skills", "[" + skill + "]");
}

struct Case {
    const char* name;
    std::string card;
    std::vector<std::string> expected;
};
inline void PrintTo(const Case& row, std::ostream* out)
{
    *out << row.name;
}

} // namespace a2a::card::rules
