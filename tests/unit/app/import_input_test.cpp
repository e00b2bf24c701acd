// SPDX-License-Identifier: Apache-2.0
// What an import takes for a card, and what it takes for lines of cards.
#include "app/import_input.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <sstream>

namespace a2a {
namespace {

using testing::ElementsAre;
using testing::EndsWith;

// "where|text", with "!" for one that is refused already.
std::vector<std::string> texts_in(const std::string& input, std::size_t bytes_max = 1000)
{
    std::istringstream in{input};
    std::vector<std::string> texts;
    const auto read = read_texts(in, "f", bytes_max, [&](const ImportedText& text) {
        texts.push_back(text.where + '|' + (text.fault ? "!" : text.text));
        return true;
    });
    EXPECT_TRUE(read);
    return texts;
}

struct Case {
    const char* name;
    std::string input;
    std::vector<std::string> texts;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}
class ImportInput : public testing::TestWithParam<Case> {};

TEST_P(ImportInput, IsCutIntoTexts)
{
    EXPECT_EQ(texts_in(GetParam().input), GetParam().texts);
}

INSTANTIATE_TEST_SUITE_P(
    Inputs, ImportInput,
    testing::Values(Case{"Nothing", "", {}}, Case{"Blank", " \n\n\t\n", {}},
                    Case{"OneLine", "{\"a\":1}", {"f:1|{\"a\":1}"}},
                    Case{"Lines", "{\"a\":1}\n\n{\"a\": 2}\r\n", {"f:1|{\"a\":1}", "f:3|{\"a\": 2}\r"}},
                    Case{"BlankFirst", "\n\n{}\n{}", {"f:3|{}", "f:4|{}"}},
                    Case{"OneCardOverLines", "{\n  \"a\": 1.50e+3\n}\n", {"f|{\"a\":1.50e+3}"}},
                    Case{"OneCardWithABreakInside", "{\"a\":\n1}", {"f|{\"a\":1}"}},
                    Case{"OneBrokenCard", "{\n \"a\": \n}\n", {"f|!"}},
                    Case{"OneOpenLine", "{\"a\":", {"f|!"}}, Case{"AList", "[{}]", {"f|!"}},
                    Case{"AListOverLines", "[\n{}\n,{}]", {"f|!"}},
                    Case{"LinesWithABrokenFirst", "{a}\n{}", {"f:1|{a}", "f:2|{}"}},
                    Case{"LinesAfterAnOpenFirst", "{\"a\":\n{}\n", {"f:1|{\"a\":", "f:2|{}"}},
                    Case{"LinesWithABrokenSecond", "{}\n{a\n", {"f:1|{}", "f:2|{a"}}),
    [](const auto& test) { return test.param.name; });

TEST(ImportInputs, ALineIsAsLongAsItMayBe)
{
    EXPECT_THAT(texts_in("{\"a\":1}\n{\"a\":12}\n{}", 7), ElementsAre("f:1|{\"a\":1}", "f:2|!", "f:3|{}"));
}

TEST(ImportInputs, ALargeFileIsReadToItsEnd)
{
    std::string input;
    for (int i = 0; i < 50'000; ++i) input += "{\"name\":\"agent\"}\n";
    EXPECT_EQ(texts_in(input).size(), 50'000U);
}

TEST(ImportInputs, NobodyIsToldMoreThanHeWants)
{
    std::istringstream in{"{}\n{}\n{}\n"};
    int taken = 0;
    EXPECT_TRUE(read_texts(in, "f", 10, [&](const ImportedText&) { return ++taken < 2; }));
    EXPECT_EQ(taken, 2);
}

TEST(ImportInputs, AFolderIsItsJsonFilesByName)
{
    const support::TempDir dir;
    for (const auto* name : {"b.json", "a.json", "c.txt"}) dir.write(name, "{}");
    const auto files = import_files({"-", dir.path().string()});
    ASSERT_TRUE(files);
    EXPECT_THAT(*files, ElementsAre("-", EndsWith("/a.json"), EndsWith("/b.json")));
    EXPECT_EQ(total_bytes({(*files)[1], (*files)[2]}), 4U);
    EXPECT_EQ(total_bytes(*files), 0U);
}

TEST(ImportInputs, WhatIsNotThereIsRefused)
{
    const support::TempDir dir;
    EXPECT_FALSE(import_files({dir.path().string()}));
    EXPECT_FALSE(import_files({dir.path().string() + "/none"}));
}

} // namespace
} // namespace a2a
