// SPDX-License-Identifier: Apache-2.0
#include "config/load.hpp"
#include "config/rows.hpp"
#include "file_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace a2a::config {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(Names, FollowFromTheKey)
{
    EXPECT_EQ(flag_of("keepalive_timeout"), "--keepalive-timeout");
    EXPECT_EQ(variable_of("keepalive_timeout"), "REGISTRY_KEEPALIVE_TIMEOUT");
}

TEST(Rows, HaveDistinctKeysAndVariables)
{
    std::set<std::string> names;
    for (const auto& row : rows()) {
        EXPECT_TRUE(names.insert(variable_of(row.key)).second) << row.key;
        for (const auto alias : row.aliases) EXPECT_TRUE(names.insert(std::string{alias}).second) << alias;
    }
}

TEST(Rows, SayWhatSighupChanges)
{
    std::set<std::string_view> reloadable;
    for (const auto& row : rows()) {
        if (row.reloadable) reloadable.insert(row.key);
    }
    EXPECT_EQ(reloadable, (std::set<std::string_view>{
                              "log_level", "access_log", "slow_request", "write_token_file", "cache_ttl",
                              "max_agents", "name_conflict", "drain_delay", "drain_timeout", "cors_origin"}));
}

TEST(MarkdownTable, HasARowForEveryOption)
{
    const auto table = markdown_table();
    EXPECT_THAT(
        table,
        HasSubstr("| `--worker-count` | `REGISTRY_WORKER_COUNT`, `UVICORN_WORKERS` | `worker_count` | `0` | "
                  "0–1024 | no | threads that serve connections; 0 = usable CPUs |\n"));
    EXPECT_THAT(table, HasSubstr("| `--cors-origin` | `REGISTRY_CORS_ORIGIN` | `cors_origin` | none | "));
    for (const auto& row : rows()) EXPECT_THAT(table, HasSubstr("| `" + flag_of(row.key) + "` |"));
    for (std::size_t start = 0; start < table.size();) {
        const auto line = table.substr(start, table.find('\n', start) - start);
        EXPECT_EQ(std::ranges::count(line, '|'), 8) << line;
        start += line.size() + 1;
    }
}

TEST(HelpAll, HasEveryOption)
{
    const auto help = help_all();
    EXPECT_THAT(help,
                HasSubstr("  --keepalive-timeout DURATION\n"
                          "      close a connection that is silent between requests\n"
                          "      REGISTRY_KEEPALIVE_TIMEOUT, UVICORN_KEEPALIVE; default 5s; 100ms–1h\n"));
    for (const auto& row : rows()) EXPECT_THAT(help, HasSubstr("  " + flag_of(row.key)));
}

TEST(PrintConfig, SaysWhereEachValueCameFrom)
{
    const auto printed = print(load({.values = {{"port", "81"}}}, {{"UVICORN_KEEPALIVE", "7"}}));
    EXPECT_THAT(printed, HasSubstr("host = \"127.0.0.1\"                       # default\n"));
    EXPECT_THAT(printed, HasSubstr("\ncompression_bytes_min = 1000 "));
    EXPECT_THAT(printed, HasSubstr("port = 81                                # --port\n"));
    EXPECT_THAT(printed, HasSubstr("keepalive_timeout = \"7s\"                 # UVICORN_KEEPALIVE\n"));
}

TEST(PrintConfig, IsAFileThatLoadsTheSame)
{
    const Flags flags{.values = {{"cors_origin", "https://a,https://b"},
                                 {"instance_id", R"(a "b" \c)"},
                                 {"enable_metrics", "no"},
                                 {"cache_bytes", "1MiB"},
                                 {"write_token_file", "7"},
                                 {"log_level", "debug"}}};
    const auto loaded = load(flags, {});
    ASSERT_THAT(loaded.errors, IsEmpty());
    const FileOnDisk file{print(loaded)};
    const auto again = load({.values = {}, .file = file.path()}, {});
    EXPECT_THAT(again.errors, IsEmpty());
    EXPECT_EQ(again.config, loaded.config);
    EXPECT_NE(again.config, Config{});
}

} // namespace
} // namespace a2a::config
