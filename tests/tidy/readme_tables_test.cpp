// SPDX-License-Identifier: Apache-2.0
// The README's tables are those of the code. After a change of the code,
// A2A_UPDATE_README=1 in the environment makes this test write them anew.
#include "app/application.hpp"
#include "config/rows.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace a2a::tidy {
namespace {

std::filesystem::path readme()
{
    return support::source_dir() / "README.md";
}

void write_section(const std::string& name, const std::string& text)
{
    const auto begin_mark = "<!-- begin: " + name + " -->\n";
    auto document = support::read(readme());
    const auto begin = document.find(begin_mark) + begin_mark.size();
    document.replace(begin, document.find("<!-- end: " + name + " -->") - begin, text);
    std::ofstream{readme()} << document;
}

void expect_section(const std::string& name, const std::string& text)
{
    if (std::getenv("A2A_UPDATE_README") != nullptr) write_section(name, text);
    EXPECT_EQ(support::section(support::read(readme()), name), text);
}

std::string routes_table()
{
    Config config;
    config.listen.port = 0;
    config.listen.worker_count = 1;
    config.store.storage = Config::Storage::memory;
    const Application application{config};
    std::string table = "| request | what it does |\n|---|---|\n";
    for (const auto& route : application.routes()) {
        table.append("| `").append(name_of(route.verb)).append(1, ' ').append(route.pattern).append("` | ");
        table.append(route.doc.summary);
        if (route.access == http::Access::writer) table += " (a write)";
        table += " |\n";
    }
    return table;
}

TEST(ExampleFile, ListsEveryOption)
{
    const auto file = support::source_dir() / "config/registry.toml";
    if (std::getenv("A2A_UPDATE_README") != nullptr) std::ofstream{file} << config::example_file();
    EXPECT_EQ(support::read(file), config::example_file());
}

TEST(Readme, ListsEveryOption)
{
    expect_section("options", config::markdown_table());
}

TEST(Migration, TellsEveryForeignVariable)
{
    const auto page = support::read(support::source_dir() / "config/MIGRATION.md");
    for (const auto& row : config::rows())
        for (const auto& alias : row.aliases) {
            const bool is_systemds = std::string_view{alias} == "STATE_DIRECTORY";
            EXPECT_TRUE(is_systemds || page.find('`' + std::string{alias}) != std::string::npos) << alias;
        }
}

TEST(Readme, ListsEveryRoute)
{
    expect_section("routes", routes_table());
}

} // namespace
} // namespace a2a::tidy
