// SPDX-License-Identifier: Apache-2.0
// The README tells every verb of the program, and no document one that is none.
#include "tidy/told.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::tidy {
namespace {

using testing::Contains;
using testing::ElementsAre;

// Verbs are one word; what explains them is more.
Names verbs_declared(const support::Tree& sources)
{
    auto literals = literals_after(sources, {"add_subcommand(", "add_verb<"});
    std::erase_if(literals, [](const std::string& literal) {
        return literal.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") != std::string::npos;
    });
    return literals;
}

// "a2a-registry verb", at the beginning of a line or of a quotation.
Names verbs_in(const std::string& text)
{
    return matches(text, "(?:^|[\n`])a2a-registry ([a-z][a-z-]*)");
}

TEST(Verbs, AreAllInTheReadmeAndThoseOfDocumentsExist)
{
    const auto verbs = verbs_declared(support::tree("src/app", {".cpp"}));
    ASSERT_THAT(verbs, Contains("healthcheck"));
    const auto told = verbs_in(support::read(support::source_dir() / "README.md"));
    for (const auto& verb : verbs) EXPECT_TRUE(told.contains(verb)) << verb;
    for (const auto& [name, text] : documents())
        for (const auto& verb : verbs_in(text)) EXPECT_TRUE(verbs.contains(verb)) << name << ": " << verb;
}

TEST(Verbs, AreDeclaredByOneWord)
{
    const support::Tree source{
        {"a.cpp", "app.add_subcommand(\"odd-one\", \"does odd things\"); f(\"even\");"}};
    EXPECT_THAT(verbs_declared(source), ElementsAre("odd-one"));
    EXPECT_THAT(verbs_in("`a2a-registry odd FILE`\na2a-registry even; the a2a-registry is"),
                ElementsAre("even", "odd"));
}

} // namespace
} // namespace a2a::tidy
