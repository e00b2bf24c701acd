// SPDX-License-Identifier: Apache-2.0
// Published cards, where they lie beside the source tree; they are nobody's to copy here, so
// tests/data/real_cards.tsv keeps only what is to be said of each.
#include "card/card.hpp"
#include "card_properties.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace a2a::card {
namespace {

const std::filesystem::path kSourceDir = A2A_SOURCE_DIR;
const std::filesystem::path kCards = kSourceDir.parent_path() / "shared" / "cards";

std::string read(const std::filesystem::path& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::map<std::string, std::string> real_cards()
{
    std::map<std::string, std::string> cards;
    if (!std::filesystem::is_directory(kCards)) {
        std::cout << "no real cards beside the source tree: nothing was compared\n";
        return cards;
    }
    for (const auto& file : std::filesystem::directory_iterator{kCards}) {
        if (file.path().extension() == ".json") cards.emplace(file.path().filename(), read(file.path()));
    }
    return cards;
}

// "accepted <tab> dialect <tab> " or "refused <tab> dialect <tab> rule,rule".
std::string verdict_line(const std::string& body)
{
    const auto answer = examine(body, Rules{});
    if (!answer) return "refused\tunknown\t" + answer.error().issues.at(0).rule;
    const auto& verdict = answer->verdict;
    std::set<std::string> rules;
    for (const auto& error : verdict.errors) rules.insert(error.rule);
    std::string line = verdict.parsed ? "accepted\t" : "refused\t";
    line += std::string{name_of(verdict.dialect)} + "\t";
    std::string_view comma;
    for (const auto& rule : rules) {
        line.append(comma).append(rule);
        comma = ",";
    }
    return line;
}

std::map<std::string, std::string> expected_lines()
{
    std::map<std::string, std::string> lines;
    std::istringstream in{read(kSourceDir / "tests/data/real_cards.tsv")};
    for (std::string line; std::getline(in, line);) {
        const auto tab = line.find('\t');
        if (!line.starts_with('#')) lines.emplace(line.substr(0, tab), line.substr(tab + 1));
    }
    return lines;
}

TEST(RealCards, AreJudgedAsListed)
{
    const auto cards = real_cards();
    const auto expected = expected_lines();
    EXPECT_EQ(expected.size(), 160U);
    if (cards.empty()) return;
    EXPECT_EQ(cards.size(), expected.size());
    for (const auto& [name, body] : cards) {
        const auto row = expected.find(name);
        EXPECT_EQ(verdict_line(body), row == expected.end() ? "not listed" : row->second) << name;
    }
}

TEST(RealCards, AreFaithfulInEveryMode)
{
    for (const auto& [name, body] : real_cards()) {
        SCOPED_TRACE(name);
        test::expect_faithful(body);
    }
}

} // namespace
} // namespace a2a::card
