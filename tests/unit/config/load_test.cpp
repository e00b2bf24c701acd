// SPDX-License-Identifier: Apache-2.0
#include "config/load.hpp"
#include "config/rows.hpp"
#include "file_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace a2a::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Texts that this option takes, of different meaning, found among values of every kind; the
// first is not the default if there is any other.
std::vector<std::string> samples_of(const Row& row)
{
    std::vector<std::string> samples;
    std::vector<std::string> printed;
    for (const auto* text : {"true",
                             "false",
                             "1000",
                             "2000",
                             "500ms",
                             "2s",
                             "4KiB",
                             "8KiB",
                             "2MiB",
                             "4MiB",
                             "32",
                             "64",
                             "::1",
                             "127.0.0.2",
                             "127.0.0.1:81",
                             "unix:/run/x.sock",
                             "0600",
                             "0660",
                             "strict",
                             "lenient",
                             "refuse",
                             "replace",
                             "debug",
                             "error",
                             "json",
                             "text",
                             "all",
                             "off",
                             "memory",
                             "relaxed",
                             "full",
                             "https://a.example",
                             "https://b.example"}) {
        Config config;
        if (row.parse(config, text)) continue;
        if (std::ranges::find(printed, row.print(config)) != printed.end()) continue;
        printed.push_back(row.print(config));
        samples.emplace_back(text);
    }
    std::stable_partition(samples.begin(), samples.end(), [&](const std::string& text) {
        Config config;
        row.parse(config, text);
        return row.print(config) != row.print(Config{});
    });
    return samples;
}

class EveryOption : public testing::TestWithParam<std::size_t> {
protected:
    const Row& row() const { return rows()[GetParam()]; }

    std::string meaning(const std::string& text) const
    {
        Config config;
        EXPECT_EQ(row().parse(config, text), std::nullopt);
        return row().print(config);
    }

    void expect(const Loaded& loaded, const std::string& text, const std::string& origin) const
    {
        EXPECT_EQ(row().print(loaded.config), meaning(text));
        EXPECT_EQ(loaded.origins[GetParam()], origin);
    }
};

TEST_P(EveryOption, TakesFlagOverEnvironmentOverFileOverDefault)
{
    const auto samples = samples_of(row());
    ASSERT_FALSE(samples.empty());
    const auto& one = samples.front();
    const auto& other = samples.back();
    const std::string key{row().key};
    const FileOnDisk file{key + " = \"" + one + "\"\n"};
    const Flags in_file{.values = {}, .file = file.path()};
    const Flags in_both{.values = {{key, one}}, .file = file.path()};
    const Environment variables{{variable_of(key), other}};

    expect(load({}, {}), row().print(Config{}), "default");
    expect(load(in_file, {}), one, file.path() + ":1");
    expect(load(in_file, variables), other, variable_of(key));
    expect(load(in_both, variables), one, flag_of(key));
    EXPECT_THAT(load(in_both, variables).warnings, IsEmpty());
}

TEST_P(EveryOption, IsRefusedByNameFromEverySource)
{
    const std::string key{row().key};
    const std::string bad(5'000, '/'); // no option takes this
    EXPECT_THAT(load({.values = {{key, bad}}}, {}).errors,
                ElementsAre(testing::StartsWith(flag_of(key) + " must be ")));
    EXPECT_THAT(load({}, {{variable_of(key), bad}}).errors,
                ElementsAre(testing::StartsWith(variable_of(key) + " must be ")));
    const FileOnDisk file{"\n\n" + key + " = '" + bad + "'"};
    EXPECT_THAT(load({.values = {}, .file = file.path()}, {}).errors,
                ElementsAre(testing::StartsWith(file.path() + ":3: " + key + " must be ")));
}

TEST_P(EveryOption, IsSetByItsAliasesUnlessTheCanonicalVariableIs)
{
    const auto samples = samples_of(row());
    for (const auto alias : row().aliases) {
        Environment variables{{std::string{alias}, samples.front()}};
        expect(load({}, variables), samples.front(), std::string{alias});
        EXPECT_THAT(load({}, variables).warnings, IsEmpty());
        variables[variable_of(row().key)] = samples.back();
        expect(load({}, variables), samples.back(), variable_of(row().key));
    }
}

TEST_P(EveryOption, PrintsWhatItParses)
{
    for (const auto& text : samples_of(row())) {
        Config once;
        ASSERT_EQ(row().parse(once, text), std::nullopt);
        Config twice;
        ASSERT_EQ(row().parse(twice, row().print(once)), std::nullopt) << text;
        EXPECT_EQ(once, twice) << text;
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, EveryOption, testing::Range(std::size_t{0}, rows().size()),
                         [](const auto& test) { return std::string{rows()[test.param].key}; });

TEST(Load, WithoutSourcesIsTheDefault)
{
    const auto loaded = load({}, {});
    EXPECT_EQ(loaded.config, Config{});
    EXPECT_THAT(loaded.errors, IsEmpty());
    EXPECT_THAT(loaded.warnings, IsEmpty());
}

TEST(Load, SuggestsTheKeyThatWasMeant)
{
    const FileOnDisk file{"host = '::1'\n\nprot = 80\n"};
    EXPECT_THAT(load({.values = {}, .file = file.path()}, {}).errors,
                ElementsAre(file.path() + ":3: unknown key 'prot', did you mean 'port'?"));
}

TEST(Load, WarnsOfAnUnknownVariableAndSuggests)
{
    const auto loaded =
        load({}, {{"REGISTRY_PROT", "80"}, {"REGISTRY_WHATEVER_ELSE", "1"}, {"PATH", "/bin"}});
    EXPECT_THAT(loaded.errors, IsEmpty());
    EXPECT_THAT(loaded.warnings, ElementsAre("unknown variable REGISTRY_PROT, did you mean 'REGISTRY_PORT'?",
                                             "unknown variable REGISTRY_WHATEVER_ELSE"));
}

TEST(Load, IgnoresWhatAnOrchestratorInjects)
{
    const auto loaded =
        load({}, {{"REGISTRY_PORT", "tcp://10.0.0.1:80"}, {"REGISTRY_PORT_80_TCP", "tcp://10.0.0.1:80"}});
    EXPECT_EQ(loaded.config.listen.port, 8000);
    EXPECT_THAT(loaded.errors, IsEmpty());
    EXPECT_THAT(loaded.warnings, ElementsAre(HasSubstr("REGISTRY_PORT is ignored"),
                                             HasSubstr("REGISTRY_PORT_80_TCP is ignored")));
}

TEST(Load, TakesAnEmptyVariableForNone)
{
    EXPECT_EQ(load({}, {{"REGISTRY_PORT", ""}}).config, Config{});
    EXPECT_EQ(load({}, {{"REGISTRY_WORKER_COUNT", ""}, {"UVICORN_WORKERS", "3"}}).config.listen.worker_count,
              3u);
}

TEST(Load, PrefersTheGuidesAliasToUvicorns)
{
    const Environment both{{"UVICORN_MAX_REQUESTS", "1"}, {"REGISTRY_MAX_REQUESTS_PER_WORKER", "2"}};
    EXPECT_EQ(load({}, both).config.http.keepalive_requests, 2u);
}

TEST(Load, FindsTheFileByVariableUnlessAFlagNamesAnother)
{
    const FileOnDisk file{"port = 81"};
    EXPECT_EQ(load({}, {{"REGISTRY_CONFIG", file.path()}}).config.listen.port, 81);
    EXPECT_THAT(load({.values = {}, .file = "no/such/file"}, {{"REGISTRY_CONFIG", file.path()}}).errors,
                ElementsAre("cannot read no/such/file: No such file or directory"));
}

TEST(Load, ReportsEveryFaultAtOnce)
{
    const FileOnDisk file{"port = 65536\nhots = 'x'\nskills_max = -1\n"};
    const auto loaded =
        load({.values = {{"max_agents", "many"}}, .file = file.path()}, {{"REGISTRY_LOG_LEVEL", "loud"}});
    EXPECT_THAT(loaded.errors,
                testing::UnorderedElementsAre(
                    file.path() + ":1: port must be a whole number between 0 and 65535, not '65536'",
                    file.path() + ":2: unknown key 'hots', did you mean 'host'?",
                    file.path() + ":3: skills_max must be a whole number between 1 and 100000, not '-1'",
                    "REGISTRY_LOG_LEVEL must be one of debug, info, warning, error, not 'loud'",
                    "--max-agents must be a whole number between 0 and 1000000000, not 'many'"));
}

TEST(Load, TakesThePythonRegistrysSpellingsOfStorage)
{
    for (const auto* durable : {"sqlite", "file", "SQLite"}) {
        const auto loaded = load({}, {{"STORAGE_TYPE", durable}, {"STORAGE_DATA_DIR", "/somewhere"}});
        EXPECT_EQ(loaded.config.store.storage, Config::Storage::sqlite) << durable;
        EXPECT_EQ(loaded.config.store.data_dir, "/somewhere");
    }
    EXPECT_EQ(load({}, {{"STORAGE_TYPE", "memory"}}).config.store.storage, Config::Storage::memory);
}

TEST(Load, TheStateDirectoryOfAServiceManagerIsTheWeakestDataDir)
{
    EXPECT_EQ(load({}, {{"STATE_DIRECTORY", "/var/lib/a"}}).config.store.data_dir, "/var/lib/a");
    EXPECT_EQ(load({}, {{"STATE_DIRECTORY", "/var/lib/a"}, {"STORAGE_DATA_DIR", "/b"}}).config.store.data_dir,
              "/b");
    EXPECT_EQ(
        load({}, {{"STATE_DIRECTORY", "/var/lib/a"}, {"REGISTRY_DATA_DIR", "/c"}}).config.store.data_dir,
        "/c");
    EXPECT_FALSE(load({}, {{"REGISTRY_DATA_DIR", ""}}).config.store.data_dir.empty());
}

TEST(Load, TakesPythonAndUvicornSpellingsOfLevels)
{
    using enum Config::LogLevel;
    const std::pair<const char*, Config::LogLevel> kSpellings[] = {
        {"WARN", warning}, {"Warning", warning}, {"INFO", info}, {"CRITICAL", error}, {"trace", debug}};
    for (const auto& [text, level] : kSpellings)
        EXPECT_EQ(load({}, {{"REGISTRY_LOG_LEVEL", text}}).config.observe.log_level, level) << text;
}

TEST(Environment, IsThatOfTheProcess)
{
    setenv("A2A_CONFIG_TEST", "a=b", 1);
    EXPECT_EQ(environment()["A2A_CONFIG_TEST"], "a=b");
}

} // namespace
} // namespace a2a::config
