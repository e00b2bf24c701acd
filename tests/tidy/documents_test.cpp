// SPDX-License-Identifier: Apache-2.0
// Documents say what the code does.
#include "support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <stdexcept>

namespace a2a::tidy {
namespace {

using testing::AnyOfArray;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

std::string of_project(const char* file)
{
    return support::read(support::source_dir() / file);
}

// The verbs of the entry script: a verb is a function verb_<name>.
std::vector<std::string> verbs_of(std::string_view script)
{
    constexpr std::string_view kVerb = "verb_";
    std::vector<std::string> verbs;
    for (const auto line : support::lines(script)) {
        const auto end = line.find("() {");
        if (line.starts_with(kVerb) && end != std::string_view::npos) {
            verbs.emplace_back(line.substr(kVerb.size(), end - kVerb.size()));
        }
    }
    return verbs;
}

// `word` at the end of a word: "./dev run" is not told by "./dev runner".
bool tells(std::string_view text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto after = at + word.size();
        if (after == text.size() || std::isalnum(static_cast<unsigned char>(text[after])) == 0) return true;
    }
    return false;
}

std::vector<std::string> verbs_untold(std::string_view document, std::string_view script,
                                      std::string_view before)
{
    std::vector<std::string> untold;
    for (const auto& verb : verbs_of(script)) {
        if (!tells(document, std::string{before} + verb)) untold.push_back(verb);
    }
    return untold;
}

// The words that stand behind `before`.
std::vector<std::string> told_in(std::string_view document, std::string_view before)
{
    std::vector<std::string> words;
    for (auto at = document.find(before); at != std::string_view::npos; at = document.find(before, at + 1)) {
        const auto word = document.substr(at + before.size());
        words.emplace_back(word.substr(0, word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_")));
    }
    return words;
}

TEST(Documents, TheReadmeTellsEveryVerb)
{
    const auto script = of_project("dev");
    ASSERT_THAT(verbs_of(script), Contains("run"));
    EXPECT_THAT(verbs_untold(of_project("README.md"), script, "./dev "), IsEmpty());
}

TEST(Documents, TheHelpTellsEveryVerb)
{
    const auto script = of_project("dev");
    EXPECT_THAT(verbs_untold(script, script, "\n#: "), IsEmpty());
}

TEST(Documents, TellNoOtherVerb)
{
    const auto verbs = verbs_of(of_project("dev"));
    for (const auto* page : {"README.md", "SECURITY.md", "config/MIGRATION.md", "tests/fuzz/README.md"})
        EXPECT_THAT(told_in(of_project(page), "./dev "), Each(AnyOfArray(verbs))) << page;
}

TEST(Documents, AnUntoldVerbIsFound)
{
    constexpr std::string_view kScript = "verb_run() {\nverb_test() {\n    verb_lint() {\n";
    EXPECT_THAT(verbs_of(kScript), ElementsAre("run", "test"));
    EXPECT_THAT(told_in("`./dev runner` and ./dev test.", "./dev "), ElementsAre("runner", "test"));
    EXPECT_THAT(verbs_untold("`./dev runner` and ./dev test.", kScript, "./dev "), ElementsAre("run"));
}

TEST(Sections, AreWhatStandsBetweenTheirMarkers)
{
    constexpr std::string_view kText = "a\n<!-- begin: options -->\n| x |\n| y |\n<!-- end: options -->\nb\n";
    EXPECT_EQ(support::section(kText, "options"), "| x |\n| y |\n");
    EXPECT_THROW(support::section(kText, "metrics"), std::runtime_error);
}

} // namespace
} // namespace a2a::tidy
