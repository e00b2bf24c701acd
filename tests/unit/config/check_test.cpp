// SPDX-License-Identifier: Apache-2.0
#include "config/load.hpp"
#include "config/rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct CheckCase {
    const char* name;
    std::map<std::string, std::string, std::less<>> flags;
    std::string_view complaint; // "" when the configuration is fine
};
void PrintTo(const CheckCase& c, std::ostream* out)
{
    *out << c.name;
}
class Check : public testing::TestWithParam<CheckCase> {};

TEST_P(Check, SeesOptionsThatContradictEachOther)
{
    const auto errors = load({.values = GetParam().flags}, {}).errors;
    if (GetParam().complaint.empty()) {
        EXPECT_THAT(errors, IsEmpty());
    } else {
        EXPECT_THAT(errors, ElementsAre(HasSubstr(std::string{GetParam().complaint})));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Options, Check,
    testing::Values(
        CheckCase{"Loopback", {{"host", "127.0.0.2"}}, ""},
        CheckCase{"LoopbackByName", {{"host", "localhost"}}, ""},
        CheckCase{"EverywhereUnguarded", {{"host", "0.0.0.0"}}, "--host 0.0.0.0 is not a loopback address"},
        CheckCase{"EverywhereUnguardedIPv6", {{"host", "::"}}, "--host :: is not a loopback address"},
        CheckCase{"EverywhereWithTokens", {{"host", "0.0.0.0"}, {"write_token_file", "tokens"}}, ""},
        CheckCase{"EverywhereOnPurpose", {{"host", "0.0.0.0"}, {"allow_anonymous_writes", "true"}}, ""},
        CheckCase{"SeveralOnLoopback", {{"listen", "127.0.0.1:80,[::1]:80,unix:/run/x.sock"}}, ""},
        CheckCase{"OneOfSeveralUnguarded",
                  {{"listen", "127.0.0.1:80,[::]:80"}},
                  "--listen [::]:80 is not a loopback address"},
        CheckCase{"ListenBesidePort",
                  {{"listen", "127.0.0.1:80"}, {"port", "81"}},
                  "--listen stands instead of --host and --port: leave those out"},
        CheckCase{"LineAsHeader", {{"header_bytes_max", "8KiB"}}, ""},
        CheckCase{"LineAboveHeader",
                  {{"header_bytes_max", "8191"}, {"target_bytes_max", "4KiB"}},
                  "--header-line-bytes-max must not be larger than --header-bytes-max"},
        CheckCase{"TargetAboveHeader",
                  {{"target_bytes_max", "16385"}},
                  "--target-bytes-max must not be larger than --header-bytes-max"},
        CheckCase{"CardAboveAllBodies",
                  {{"request_bytes_max", "1MiB"}, {"card_bytes_max", "1048577"}},
                  "--card-bytes-max must not be larger than --request-bytes-max"},
        CheckCase{"ClientAboveAll",
                  {{"connections_max", "10"}, {"connections_per_client", "11"}},
                  "--connections-per-client must not be larger than --connections-max"},
        CheckCase{"ClientAsAll", {{"connections_max", "10"}, {"connections_per_client", "10"}}, ""},
        CheckCase{"ClientWithoutAll", {{"connections_per_client", "11"}}, ""}),
    [](const auto& test) { return test.param.name; });

TEST(Changes, ApplyWhatIsReloadableAndKeepTheRest)
{
    const Config running;
    auto read = running;
    read.observe.log_level = Config::LogLevel::debug;
    read.access.cors_origin = {"https://a.example"};
    read.listen.port = 81;
    const auto found = changes(running, read);
    EXPECT_THAT(found.applied, ElementsAre("cors_origin:  -> https://a.example", "log_level: info -> debug"));
    EXPECT_THAT(found.kept, ElementsAre("port: 8000 -> 81"));
    auto expected = read;
    expected.listen.port = 8000;
    EXPECT_EQ(found.config, expected);
}

TEST(Changes, AreNoneWhenNothingChanged)
{
    const auto found = changes({}, {});
    EXPECT_THAT(found.applied, IsEmpty());
    EXPECT_THAT(found.kept, IsEmpty());
}

struct LimitCase {
    const char* key;
    const char* below; // "" when nothing is
    const char* lowest;
    const char* highest;
    const char* above;
};

TEST(Ranges, HoldAtBothEnds)
{
    const LimitCase kCases[] = {
        {"port", "-1", "0", "65535", "65536"},
        {"json_depth_max", "3", "4", "256", "257"},
        {"keepalive_timeout", "99ms", "100ms", "1h", "3600001ms"},
        {"card_bytes_max", "1023", "1KiB", "64MiB", "67108865"},
        {"chunks_max", "0", "1", "1000000", "1000001"},
        {"drain_delay", "-1s", "0", "10m", "601"},
    };
    for (const auto& [key, below, lowest, highest, above] : kCases) {
        const auto errors_with = [key = key](const char* text) {
            return load({.values = {{key, text}}}, {}).errors;
        };
        EXPECT_THAT(errors_with(below), ElementsAre(HasSubstr("between"))) << key;
        EXPECT_THAT(errors_with(lowest), IsEmpty()) << key;
        EXPECT_THAT(errors_with(highest), IsEmpty()) << key;
        EXPECT_THAT(errors_with(above), ElementsAre(HasSubstr("between"))) << key;
    }
}

TEST(Doubts, AreAboutProxiesThatBringAnybodyToWrite)
{
    Config config;
    EXPECT_TRUE(doubts(config).empty());
    config.listen.trusted_proxies = {"127.0.0.1"};
    EXPECT_EQ(doubts(config).size(), 1U);
    auto meant = config;
    meant.access.allow_anonymous_writes = true;
    EXPECT_TRUE(doubts(meant).empty());
    config.access.write_token_file = "tokens";
    EXPECT_TRUE(doubts(config).empty());
}

} // namespace
} // namespace a2a::config
