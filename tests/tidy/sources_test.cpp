// SPDX-License-Identifier: Apache-2.0
// What every source file says, and what none may say.
#include "support/files.hpp"
#include "tidy/plan.hpp"
#include "tidy/source_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace a2a::tidy {
namespace {

using support::Tree;
using testing::ElementsAre;
using testing::IsEmpty;

struct Banned {
    std::string_view words;
    bool headers_only;
    std::string_view instead;
    std::string_view but_for = {}; // the one file that has a reason, told there
};

constexpr Banned kBanned[] = {
    {"std::regex", false, "recursion and time on client data: parse by hand"},
    {"sleep_for", false, "a worker never sleeps: wait with a deadline", "src/http/waiting_line.cpp"},
    {"sleep_until", false, "a worker never sleeps: wait with a deadline"},
    {"std::unordered_", false, "its keys can be made to collide: boost::unordered_flat_map with SeededHash"},
    {"std::stoi", false, "throws on input: std::from_chars"},
    {"std::stol", false, "throws on input: std::from_chars"},
    {"std::stoul", false, "throws on input: std::from_chars"},
    {"std::stod", false, "throws on input: std::from_chars"},
    {"#define", false, "constexpr, a function, or a compile definition"},
    {"using namespace", true, "it reaches everyone who includes the header"},
};

bool is_header(std::string_view name)
{
    return name.ends_with(".hpp");
}

Complaints banned_words(const Tree& sources)
{
    Complaints complaints;
    for (const auto& file : sources) {
        const auto code = code_of(file.text);
        std::size_t number = 0;
        for (const auto line : support::lines(code)) {
            ++number;
            for (const auto& ban : kBanned) {
                if (ban.headers_only && !is_header(file.name)) continue;
                if (file.name == ban.but_for) continue;
                if (line.find(ban.words) == std::string_view::npos) continue;
                complaints.push_back(file.name + ":" + std::to_string(number) + ": " +
                                     std::string{ban.words} + ": " + std::string{ban.instead});
            }
        }
    }
    return complaints;
}

// The licence stands in the first line, in scripts in the second, under the interpreter's.
Complaints without_licence(const Tree& files)
{
    Complaints complaints;
    for (const auto& file : files) {
        const auto all = support::lines(file.text);
        const auto line = all.empty() ? "" : all[all[0].starts_with("#!") && all.size() > 1 ? 1 : 0];
        if (line != "// SPDX-License-Identifier: Apache-2.0" &&
            line != "# SPDX-License-Identifier: Apache-2.0") {
            complaints.push_back(file.name);
        }
    }
    return complaints;
}

Complaints without_guard(const Tree& files)
{
    Complaints complaints;
    for (const auto& file : files) {
        const auto all = support::lines(file.text);
        if (is_header(file.name) && std::ranges::count(all, "#pragma once") != 1)
            complaints.push_back(file.name);
    }
    return complaints;
}

Tree of_folders(std::initializer_list<std::string_view> folders, const std::vector<std::string>& suffixes)
{
    Tree all;
    for (const auto folder : folders) {
        for (auto& file : support::tree(folder, suffixes)) all.push_back(std::move(file));
    }
    return all;
}

TEST(Sources, SayNothingThatIsBanned)
{
    EXPECT_THAT(banned_words(of_folders({"src", "include"}, {".cpp", ".hpp"})), IsEmpty());
}

TEST(Sources, NameTheirLicence)
{
    auto files = of_folders({"src", "include", "tests", "bench"}, {".cpp", ".hpp", ".sh", ".mjs", ".py"});
    for (const auto* script : {"dev", ".ci/run"}) {
        files.push_back({script, support::read(support::source_dir() / script)});
    }
    EXPECT_THAT(without_licence(files), IsEmpty());
}

TEST(Sources, HeadersAreReadOnce)
{
    EXPECT_THAT(without_guard(of_folders({"src", "include", "tests", "bench"}, {".hpp"})), IsEmpty());
}

// The negative controls.

TEST(PlantedWord, IsFoundInCodeAndNotInCommentsOrLiterals)
{
    const Tree tree{
        {"src/a.hpp", "// std::regex\nauto x = \"std::regex\"; /* sleep_for\nsleep_for */ int y;\n"
                      "auto z = R\"(#define\n)\"; std::regex r;\nusing namespace std;\n"},
        {"src/a.cpp", "using namespace std::chrono_literals;\n#define A 1'000\nstd::stoi('\"');\n"}};
    const auto found = banned_words(tree);
    ASSERT_EQ(found.size(), 4u) << testing::PrintToString(found);
    EXPECT_TRUE(found[0].starts_with("src/a.hpp:5: std::regex"));
    EXPECT_TRUE(found[1].starts_with("src/a.hpp:6: using namespace"));
    EXPECT_TRUE(found[2].starts_with("src/a.cpp:2: #define"));
    EXPECT_TRUE(found[3].starts_with("src/a.cpp:3: std::stoi"));
}

TEST(PlantedWord, EveryBanFindsItself)
{
    for (const auto& ban : kBanned) {
        const Tree tree{{"src/a.hpp", std::string{ban.words} + "\n"}};
        EXPECT_FALSE(banned_words(tree).empty()) << ban.words;
    }
}

TEST(PlantedWord, FilesWithoutLicenceOrGuard)
{
    const std::string licence = "// SPDX-License-Identifier: Apache-2.0\n";
    const Tree tree{{"good.hpp", licence + "#pragma once\n"},
                    {"late.hpp", "\n" + licence},
                    {"empty.cpp", ""},
                    {"good.sh", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n"},
                    {"bare.sh", "#!/bin/sh\n"}};
    EXPECT_THAT(without_licence(tree), ElementsAre("late.hpp", "empty.cpp", "bare.sh"));
    EXPECT_THAT(without_guard(tree), ElementsAre("late.hpp"));
}

} // namespace
} // namespace a2a::tidy
