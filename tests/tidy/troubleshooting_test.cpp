// SPDX-License-Identifier: Apache-2.0
// Every error that a user can meet stands in config/TROUBLESHOOTING.md, in the words of the sources.
#include "support/files.hpp"
#include "tidy/source_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <string>

namespace a2a::tidy {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

using Texts = std::set<std::string>;

// What the statements with `sign` in them say, literal by literal: from the sign to the semicolon.
// A sign that ends with a quote is one of a statement that begins with a literal.
Texts said_after(std::string_view source, std::string_view sign)
{
    const auto code = code_of(source);
    const auto literals = literals_of(source);
    const bool quoted = sign.ends_with('"');
    const auto words = sign.substr(0, sign.size() - (quoted ? 1 : 0)); // a literal is no code
    Texts said;
    for (auto at = code.find(words); at != std::string::npos; at = code.find(words, at + 1)) {
        if (quoted && source.substr(at, sign.size()) != sign) continue;
        const auto end = code.find(';', at);
        for (const auto& literal : literals)
            if (literal.at > at && literal.at < end) said.insert(literal.text);
    }
    return said;
}

// Without what joins it to the values beside it.
std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view joints = " :;,'(.";
    const auto first = text.find_first_not_of(joints);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(joints) - first + 1);
}

// One word is a name (of an option, a file, a member), not something said.
bool is_sentence(std::string_view text)
{
    return text.find(' ') != std::string_view::npos;
}

struct Place {
    std::string_view folder;
    std::string_view sign;
};

// How errors are said in each room.
constexpr Place kPlaces[] = {
    {"src/journal", "throw "},
    {"src/app", "throw "},
    {"src/http", "throw std::runtime_error"},
    {"src/base/new_file.cpp", "refuse("},
    {"src/base/new_file.cpp", "refuse_with_reason("},
    {"src/config", "push_back("},
    {"src/config/flags.cpp", "return "},
    {"src/app", "complain("},
    {"src/app", "Errc::"},
    {"src/app", "unreadable("},
    {"src/client", "Errc::"},
    {"src/client", "wrong("},
    {"src/client", "Failure{"},
    {"src/client", "failed("},
    {"src/http/gates/write_tokens.cpp", "return \""},
    {"src/journal/sqlite/schema.cpp", "return \""},
    {"src/journal/sqlite/audit.cpp", "return \""},
};

Texts texts_of(const support::Tree& tree)
{
    Texts texts;
    for (const auto& [name, text] : tree)
        for (const auto& [folder, sign] : kPlaces) {
            if (!name.starts_with(folder)) continue;
            for (const auto& part : said_after(text, sign))
                if (is_sentence(trimmed(part))) texts.emplace(trimmed(part));
        }
    return texts;
}

// "Status::not_found, "not-found"": what stands behind a status is a problem's slug.
Texts slugs_of(const support::Tree& tree)
{
    Texts slugs;
    for (const auto& [name, text] : tree) {
        const auto code = code_of(text);
        for (const auto& literal : literals_of(text)) {
            const auto before = code.find_last_not_of(" \n", literal.at - 1);
            if (before == std::string::npos || code[before] != ',') continue;
            auto word = before;
            while (word > 0 && (std::isalnum(static_cast<unsigned char>(code[word - 1])) != 0 ||
                                code[word - 1] == '_' || code[word - 1] == ':'))
                --word;
            const auto status = std::string_view{code}.substr(word, before - word);
            if (status.starts_with("Status::") || status.starts_with("Code::")) slugs.insert(literal.text);
        }
    }
    return slugs;
}

std::string page()
{
    return support::read(support::source_dir() / "config/TROUBLESHOOTING.md");
}

Texts missing_in(std::string_view document, const Texts& texts)
{
    Texts missing;
    std::ranges::copy_if(texts, std::inserter(missing, missing.end()), [&](const std::string& text) {
        return document.find(text) == std::string_view::npos;
    });
    return missing;
}

TEST(Troubleshooting, TellsEveryErrorText)
{
    const auto texts = texts_of(support::tree("src", {".cpp"}));
    ASSERT_THAT(texts, Contains("is missing or empty, but there was one; restore it or a backup, or remove"));
    ASSERT_THAT(texts, Contains("cannot connect to"));
    EXPECT_THAT(missing_in(page(), texts), IsEmpty());
}

TEST(Troubleshooting, TellsEveryProblem)
{
    auto tree = support::tree("src/http", {".cpp"});
    for (auto& file : support::tree("src/api", {".cpp"})) tree.push_back(std::move(file));
    Texts slugs;
    for (const auto& slug : slugs_of(tree)) slugs.insert('`' + slug + '`');
    ASSERT_THAT(slugs, Contains("`card-invalid`"));
    ASSERT_THAT(slugs, Contains("`uri-too-long`"));
    EXPECT_THAT(missing_in(page(), slugs), IsEmpty());
}

TEST(Troubleshooting, AnUntoldTextAndAnUntoldProblemAreFound)
{
    const support::Tree tree{
        {"src/journal/a.cpp", "throw Refusal{file + \" is gone; bring it back\"}; // \"not this\"\n"},
        {"src/http/b.cpp", "return Refusal{Status::gone,\n    \"gone\", \"it is gone\"};\n"}};
    EXPECT_THAT(missing_in("nothing", texts_of(tree)), ElementsAre("is gone; bring it back"));
    EXPECT_THAT(missing_in("nothing", slugs_of(tree)), ElementsAre("gone"));
}

} // namespace
} // namespace a2a::tidy
