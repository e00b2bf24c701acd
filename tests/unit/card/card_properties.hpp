// SPDX-License-Identifier: Apache-2.0
// What holds for every card, whatever is in it.
#pragma once

#include "base/json.hpp"
#include "card/card.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace a2a::test {

// Members in order with their values' spelling, white space aside.
inline std::vector<std::string> members_of(json::Value card)
{
    std::vector<std::string> members;
    for (const auto [name, value] : card.members()) {
        members.push_back(json::literal(name) + ":" + json::minify(value.raw()));
    }
    return members;
}

// As sent, but for what the exception for snake_case cards adds or replaces.
inline void expect_same_members(json::Value sent, json::Value stored, Dialect dialect)
{
    auto expected = members_of(sent);
    constexpr std::string_view added = "\"preferred_transport\":\"JSONRPC\"";
    if (dialect == Dialect::snake_case) {
        const auto transport = sent.find("preferred_transport");
        if (!transport.exists()) expected.emplace_back(added);
        for (auto& member : expected) {
            if (member == "\"preferred_transport\":null") member = added;
        }
    }
    EXPECT_EQ(members_of(stored), expected);
}

// In how many validation modes `body` is accepted; each time its bytes, read again, must say
// the same, and its projection must be that of its bytes.
inline std::size_t expect_faithful(const std::string& body)
{
    std::size_t accepted = 0;
    for (const auto validation :
         {card::Validation::standard, card::Validation::strict, card::Validation::lenient}) {
        const card::Rules rules{.validation = validation};
        const auto parsed = card::parse(body, rules);
        if (!parsed) continue;
        ++accepted;
        const auto& bytes = (*parsed)->bytes;
        EXPECT_EQ(card::project(bytes), (*parsed)->card);

        const auto again = card::parse(bytes, rules);
        EXPECT_EQ(again ? (*again)->bytes : "refused", bytes);

        const auto sent = json::parse(body);
        const auto stored = json::parse(bytes);
        const auto root = sent->root();
        const bool wrapped = root.find("agent_card").exists() && !root.find("name").exists();
        expect_same_members(wrapped ? root.find("agent_card") : root, stored->root(),
                            (*parsed)->card.dialect);
    }
    return accepted;
}

} // namespace a2a::test
