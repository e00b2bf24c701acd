// SPDX-License-Identifier: Apache-2.0
#include "card/card.hpp"
#include "support/cards.hpp"

#include <gtest/gtest.h>

#include <string>

namespace a2a::card {
namespace {

std::vector<FieldIssue> errors_of(const std::string& body, const Rules& rules = {})
{
    return examine(body, rules).value().verdict.errors;
}

std::string with_skills(std::size_t count)
{
    auto card = test::card("Weather");
    for (std::size_t i = 0; i < count; ++i) card.skill("s" + std::to_string(i));
    return card.dump();
}

TEST(CardLimits, Skills)
{
    EXPECT_TRUE(errors_of(with_skills(499)).empty());
    EXPECT_TRUE(errors_of(with_skills(500)).empty());
    const auto errors = errors_of(with_skills(501));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0], (FieldIssue{"/skills", "has more than 500", "skills-limit"}));
}

TEST(CardLimits, AreOptionsAndDoNotCutStoredCards)
{
    const auto many = with_skills(600);
    const auto parsed = parse(many, Rules{.skills = 600});
    ASSERT_TRUE(parsed);
    EXPECT_EQ((*parsed)->card.skills.size(), 600U);
    EXPECT_EQ(project((*parsed)->bytes), (*parsed)->card);
    EXPECT_FALSE(parse(many, Rules{.skills = 599}));
}

TEST(CardLimits, TagsPerSkill)
{
    const auto with_tags = [](std::size_t count) {
        return test::card("Weather").skill("a").skill("b", std::vector<std::string>(count, "tag")).dump();
    };
    EXPECT_TRUE(errors_of(with_tags(63)).empty());
    EXPECT_TRUE(errors_of(with_tags(64)).empty());
    const auto errors = errors_of(with_tags(65));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0], (FieldIssue{"/skills/1/tags", "has more than 64", "tags-limit"}));
}

// A card `depth` deep.
test::CardBuilder deep(std::size_t depth)
{
    return test::card("Weather").member("x", "{\"y\":" + std::string(depth - 2, '[') +
                                                 std::string(depth - 2, ']') + "}");
}

TEST(CardLimits, DepthIsTheCardsOwnWhetherWrappedOrBare)
{
    for (const bool wrapped : {false, true}) {
        const auto errors_at = [&](std::size_t depth) {
            return errors_of(wrapped ? deep(depth).wrapped() : deep(depth).dump());
        };
        EXPECT_TRUE(errors_at(31).empty());
        EXPECT_TRUE(errors_at(32).empty());
        const auto errors = errors_at(33);
        ASSERT_EQ(errors.size(), 1U);
        EXPECT_EQ(errors[0].rule, "depth-limit");
        std::string pointer = "/x/y";
        for (int i = 0; i < 30; ++i) pointer += "/0";
        EXPECT_EQ(errors[0].pointer, pointer);
        EXPECT_EQ(errors_at(500).size(), 1U);
    }
}

TEST(CardLimits, WhatIsHopelesslyDeepIsNoJson)
{
    const auto answer = examine(deep(100'000).dump(), Rules{});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::bad_json);
    EXPECT_EQ(answer.error().issues.at(0).rule, "json-depth");
}

TEST(CardLimits, BytesAreTheCardsOwnAsSent)
{
    const auto minified = test::card("Weather").dump();
    const auto spaced = "{ " + minified.substr(1); // one byte more as sent
    const auto code_of = [](const std::string& body, std::size_t card_bytes) {
        const auto answer = parse(body, Rules{.card_bytes = card_bytes});
        return answer ? Errc::internal : answer.error().code; // internal: accepted
    };
    const auto size = spaced.size();
    for (const auto& body :
         {spaced, "\n  " + spaced + "  \n", "{\"agent_card\": " + spaced + ", \"id\": \"a\"}"}) {
        EXPECT_EQ(code_of(body, size + 1), Errc::internal);
        EXPECT_EQ(code_of(body, size), Errc::internal);
        EXPECT_EQ(code_of(body, size - 1), Errc::too_large);
    }
}

} // namespace
} // namespace a2a::card
