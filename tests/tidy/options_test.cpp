// SPDX-License-Identifier: Apache-2.0
// No dead option, no undocumented one, and none in a document that no program has; the same for the
// keys of the configuration and its variables.
#include "config/rows.hpp"
#include "support/files.hpp"
#include "tidy/source_text.hpp"
#include "tidy/told.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>

namespace a2a::tidy {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Names options_in(const std::string& text)
{
    return matches(text, "(?:^|[^-A-Za-z0-9])(--[a-z][a-z0-9-]*)");
}

Names options_declared(const support::Tree& sources)
{
    auto literals =
        literals_after(sources, {"add_option(", "add_flag(", "add_repeatable(", "set_version_flag("});
    std::erase_if(literals, [](const std::string& literal) { return !literal.starts_with("--"); });
    return literals;
}

Names options_of_registry()
{
    auto options = options_declared(support::tree("src", {".cpp"}));
    for (const auto& row : config::rows()) options.insert(config::flag_of(row.key));
    options.insert("--help");
    return options;
}

Names options_of_load()
{
    return options_declared(support::tree("bench/load", {".cpp"}));
}

// Of the verbs that run benchmarks and the like; what these scripts and programs know by that name.
Names options_of_dev()
{
    auto options = options_in(support::read(support::source_dir() / "dev"));
    support::Tree tree;
    add_files(tree, "bench", {".cpp", ".sh"});
    add_files(tree, "tests/fault/ledger", {".cpp"});
    for (const auto& file : tree) options.merge(options_in(file.text));
    return options;
}

// An option counts where a program that has it is named in the same paragraph, the registry's own everywhere.
struct Program {
    std::string name;
    Names options;
};

std::vector<Program> programs()
{
    return {
        {"", options_of_registry()},
        {"a2a-registry-load", options_of_load()},
        {"./dev", options_of_dev()},
        {"cmake", {"--build", "--component", "--install", "--prefix", "--preset", "--target"}},
        {"curl", {"--data-binary"}},
        {"docker", {"--build", "--detach", "--env", "--file", "--publish", "--tag", "--target", "--volume"}},
        {"systemctl", {"--now"}},
        {"uvicorn", {"--fd", "--uds"}}};
}

std::vector<std::string> paragraphs_of(std::string_view text)
{
    std::vector<std::string> found(1);
    for (const auto line : support::lines(text)) {
        if (line.empty() && !found.back().empty()) found.emplace_back();
        found.back().append(line).append(1, '\n');
    }
    return found;
}

Names unknown_options(const support::Tree& documents, const std::vector<Program>& programs)
{
    Names unknown;
    for (const auto& [name, text] : documents)
        for (const auto& paragraph : paragraphs_of(text))
            for (const auto& option : options_in(paragraph)) {
                const auto has_it = [&](const Program& program) {
                    return program.options.contains(option) &&
                           paragraph.find(program.name) != std::string::npos;
                };
                if (std::ranges::none_of(programs, has_it)) unknown.insert(name + ": " + option);
            }
    return unknown;
}

Names untold(const Names& options, const std::string& document)
{
    const auto told = options_in(document);
    Names found;
    std::ranges::set_difference(options, told, std::inserter(found, found.end()));
    return found;
}

// The members of Config that `rows` set and `readers` never read.
Names dead_members(const std::string& rows, const support::Tree& readers)
{
    auto members = matches(rows, R"(return c\.[a-z]+\.([a-z_]+);)");
    for (const auto& file : readers)
        for (const auto& read : matches(code_of(file.text), R"(\.([a-z_]+)\b(?!\s*=[^=]))"))
            members.erase(read);
    return members;
}

// "key = value" in a document, at the beginning of a line or of a quotation.
Names keys_in(const std::string& text)
{
    return matches(text, "(?:^|[\n`])([a-z_]+) = ");
}

Names variables_in(const std::string& text)
{
    return matches(text, "\\b((?:REGISTRY|UVICORN|STORAGE)_[A-Z_]*[A-Z])\\b");
}

TEST(Options, AreAllInTheReadme)
{
    auto options = options_of_registry();
    ASSERT_THAT(options, Contains("--any-skill"));
    options.merge(options_of_load());
    EXPECT_THAT(untold(options, support::read(support::source_dir() / "README.md")), IsEmpty());
}

TEST(Options, OfDocumentsExist)
{
    EXPECT_THAT(unknown_options(documents(), programs()), IsEmpty());
}

TEST(Options, AreAllRead)
{
    const auto rows = support::read(support::source_dir() / "src/config/rows.cpp");
    ASSERT_THAT(dead_members(rows, {}), Contains("keepalive_timeout"));
    EXPECT_THAT(dead_members(rows, support::tree("src/app", {".cpp"})), IsEmpty());
}

TEST(Options, KeysAndVariablesOfDocumentsExist)
{
    Names known;
    for (const auto& row : config::rows()) {
        known.emplace(row.key);
        known.insert(config::variable_of(row.key));
        known.insert(row.aliases.begin(), row.aliases.end());
    }
    for (const auto& [name, text] : documents()) {
        auto told = keys_in(text);
        told.merge(variables_in(text));
        for (const auto& word : told) EXPECT_TRUE(known.contains(word)) << name << ": " << word;
    }
}

TEST(Options, AnUnknownOneAnUntoldOneAndADeadOneAreFound)
{
    const support::Tree source{{"a.cpp", "app.add_flag(\"--odd\", odd, \"--help\"); f(\"--even\");"}};
    const auto declared = options_declared(source);
    EXPECT_THAT(declared, Contains("--odd"));
    EXPECT_THAT(untold(declared, "`--odder`, --help"), ElementsAre("--odd"));
    const support::Tree page{{"p.md", "odd --odd --even\n\n```sh\ntool --even\n```\n| --- |---x|\n"}};
    EXPECT_THAT(unknown_options(page, {{"", declared}, {"tool", {"--even"}}}), ElementsAre("p.md: --even"));
    EXPECT_THAT(dead_members("return c.a.read_one; return c.a.set_one; return c.b.other;",
                             {{"b.cpp", "x.read_one = a.read_one; x.set_one = 1; // .other\n"}}),
                ElementsAre("other", "set_one"));
    EXPECT_THAT(keys_in("`port = 1`, a = b\nhost = c"), ElementsAre("host", "port"));
    EXPECT_THAT(variables_in("`REGISTRY_PORT=1`, REGISTRY_…, MY_REGISTRY_X"), ElementsAre("REGISTRY_PORT"));
}

} // namespace
} // namespace a2a::tidy
