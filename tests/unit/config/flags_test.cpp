// SPDX-License-Identifier: Apache-2.0
#include "config/load.hpp"
#include "config/rows.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

// As the binary has it: flags without a verb, or behind `serve`.
struct CommandLine {
    explicit CommandLine(std::vector<std::string> arguments)
    {
        add_flags(app, flags);
        add_flags(*app.add_subcommand("serve"), flags);
        std::ranges::reverse(arguments); // CLI11 wants the last first
        app.parse(std::move(arguments));
    }
    CLI::App app;
    Flags flags;
};

auto values(std::vector<std::string> arguments)
{
    return CommandLine{std::move(arguments)}.flags.values;
}

TEST(Flags, AreCollectedAsText)
{
    EXPECT_THAT(values({"--port", "81", "--worker-count=2"}),
                ElementsAre(Pair("port", "81"), Pair("worker_count", "2")));
    EXPECT_THAT(values({"serve", "--port", "not a number"}), ElementsAre(Pair("port", "not a number")));
    EXPECT_THAT(values({"--port", "81", "serve", "--port", "82"}), ElementsAre(Pair("port", "82")));
    EXPECT_THAT(values({"--port", "1", "--port", "2"}), ElementsAre(Pair("port", "2")));
    EXPECT_THAT(values({"--host", ""}), ElementsAre(Pair("host", "")));
}

TEST(Flags, OfBooleansNeedNoValueAndSwallowNoVerb)
{
    EXPECT_THAT(values({"--enable-metrics"}), ElementsAre(Pair("enable_metrics", "true")));
    EXPECT_THAT(values({"--enable-metrics=false"}), ElementsAre(Pair("enable_metrics", "false")));
    EXPECT_THAT(values({"--enable-metrics=maybe"}), ElementsAre(Pair("enable_metrics", "maybe")));
    const CommandLine line{{"--enable-metrics", "serve"}};
    EXPECT_TRUE(line.app.got_subcommand("serve"));
    EXPECT_THAT(line.flags.values, ElementsAre(Pair("enable_metrics", "true")));
}

TEST(Flags, OfListsMayBeRepeatedOrSeparatedByCommas)
{
    EXPECT_THAT(values({"--cors-origin", "https://a", "--cors-origin", "https://b,https://c", "serve"}),
                ElementsAre(Pair("cors_origin", "https://a,https://b,https://c")));
}

TEST(Flags, ExistForEveryOption)
{
    for (const auto& row : rows()) {
        const std::string key{row.key};
        EXPECT_THAT(values({flag_of(key) + "=x"}), ElementsAre(Pair(key, "x")));
        EXPECT_THAT(values({"serve", flag_of(key) + "=x"}), ElementsAre(Pair(key, "x")));
    }
}

TEST(Flags, ThatAreNotOptions)
{
    const CommandLine line{{"--config", "registry.toml", "--print-config", "--help-all"}};
    EXPECT_EQ(line.flags.file, "registry.toml");
    EXPECT_TRUE(line.flags.print_config);
    EXPECT_TRUE(line.flags.help_all);
}

TEST(Flags, HelpShowsTheCommonOnesOnly)
{
    const auto help = CommandLine{{}}.app.help();
    EXPECT_THAT(help, HasSubstr("--port"));
    EXPECT_THAT(help, HasSubstr("--help-all"));
    EXPECT_THAT(help, Not(HasSubstr("--chunks-max")));
}

TEST(UnknownArgument, SuggestsTheNearestFlag)
{
    EXPECT_EQ(unknown_argument("--prot"), "unknown option --prot, did you mean --port?");
    EXPECT_EQ(unknown_argument("--keepalive_timeout=5"),
              "unknown option --keepalive_timeout, did you mean --keepalive-timeout?");
    EXPECT_EQ(unknown_argument("--colour"), "unknown option --colour, see --help-all");
    EXPECT_EQ(unknown_argument("sevre"), "unexpected argument 'sevre'");
}

} // namespace
} // namespace a2a::config
