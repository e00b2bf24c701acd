// SPDX-License-Identifier: Apache-2.0
#include "config/file.hpp"
#include "config/load.hpp"
#include "file_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

Loaded load_text(std::string_view text)
{
    const FileOnDisk file{text};
    return load({.values = {}, .file = file.path()}, {});
}

TEST(File, TakesTheTypesOfToml)
{
    const auto loaded = load_text("# ours\nport = 81\nenable_metrics = false\nkeepalive_timeout = 7\n"
                                  "drain_delay = '500ms'\ncard_bytes_max = 2048\n"
                                  "cors_origin = ['https://a.example', \"https://b.example\"]\n"
                                  "trusted_proxies = '10.0.0.0/8, ::1'\n");
    EXPECT_THAT(loaded.errors, IsEmpty());
    EXPECT_EQ(loaded.config.listen.port, 81);
    EXPECT_FALSE(loaded.config.observe.enable_metrics);
    EXPECT_EQ(loaded.config.http.keepalive_timeout, std::chrono::seconds{7});
    EXPECT_EQ(loaded.config.stop.drain_delay, std::chrono::milliseconds{500});
    EXPECT_EQ(loaded.config.agents.card_bytes_max, 2'048u);
    EXPECT_THAT(loaded.config.access.cors_origin, ElementsAre("https://a.example", "https://b.example"));
    EXPECT_THAT(loaded.config.listen.trusted_proxies, ElementsAre("10.0.0.0/8", "::1"));
}

TEST(File, RefusesWhatNoOptionCanBe)
{
    for (const auto* text :
         {"port = 1.5", "port = 2026-11-23", "[port]\nx = 1", "cors_origin = [1]", "cors_origin = [['a']]"}) {
        const FileOnDisk file{text};
        const auto content = read_file(file.path());
        EXPECT_THAT(content.errors, ElementsAre(StartsWith(file.path() + ":1: '"))) << text;
        EXPECT_THAT(content.values, IsEmpty()) << text;
    }
}

TEST(File, NamesTheLineOfASyntaxError)
{
    for (const auto* text : {"\nport = ", "\nport 1", "port = 1\nport = 2"}) {
        const FileOnDisk file{text};
        EXPECT_THAT(read_file(file.path()).errors, ElementsAre(StartsWith(file.path() + ":2: "))) << text;
    }
}

TEST(File, ComplaintsAreHarmlessLinesWhateverItHolds)
{
    for (const std::string text :
         {"a = n\nx", "\"b\\u001b[31m\\n\" = 3", "port = \"\\u001b\\u007f\\u009b\\n\"",
          "\"\\n\\u001b\" = 1.5", "port = \x1b", "\"\\u009b\" = 1"}) {
        const auto errors = load_text(text).errors;
        ASSERT_EQ(errors.size(), 1U) << text;
        EXPECT_EQ(errors[0].find_first_of("\n\x1b\x7f"), std::string::npos) << text;
        EXPECT_EQ(errors[0].find("\u009b"), std::string::npos) << text;
    }
    const auto loaded = load({}, {{"REGISTRY_\x1b[31m", "1"}});
    EXPECT_THAT(loaded.warnings, ElementsAre("unknown variable REGISTRY_?[31m"));
}

TEST(File, MayBeEmptyButNotADirectoryOrHuge)
{
    EXPECT_THAT(load_text("").errors, IsEmpty());
    EXPECT_THAT(read_file(testing::TempDir()).errors, ElementsAre(StartsWith("cannot read ")));
    const auto comment = [](std::size_t bytes) { return "#" + std::string(bytes - 1, 'x'); };
    EXPECT_THAT(load_text(comment(1024 * 1024)).errors, IsEmpty());
    EXPECT_THAT(load_text(comment(1024 * 1024 + 1)).errors,
                ElementsAre(testing::EndsWith("larger than 1 MiB")));
}

} // namespace
} // namespace a2a::config
