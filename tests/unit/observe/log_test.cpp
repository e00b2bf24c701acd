// SPDX-License-Identifier: Apache-2.0
#include "observe/log.hpp"
#include "observe/log_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <sstream>
#include <thread>

namespace a2a::log {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

std::string text_of(const Field& field)
{
    return text_line("T", Level::info, "seen", {&field, 1});
}

std::string json_of(const Field& field)
{
    return json_line("T", Level::info, "seen", {&field, 1});
}

TEST(TextLine, ShowsNamesAndValues)
{
    const std::string owned = "x";
    const Field fields[] = {{"address", "127.0.0.1:8000"},
                            {"workers", 2},
                            {"size", std::size_t{3}},
                            {"ok", true},
                            {"share", 0.25},
                            {"owned", owned},
                            {"negative", -1}};
    EXPECT_EQ(text_line("2026-11-23T14:55:01.123Z", Level::warning, "listening", fields),
              "2026-11-23T14:55:01.123Z warning listening address=127.0.0.1:8000 workers=2 size=3 ok=true "
              "share=0.25 "
              "owned=x negative=-1");
}

TEST(TextLine, QuotesWhatWouldBeUnclear)
{
    EXPECT_EQ(text_of({"v", ""}), R"(T info seen v="")");
    EXPECT_EQ(text_of({"v", "a b"}), R"(T info seen v="a b")");
    EXPECT_EQ(text_of({"v", "a=b"}), R"(T info seen v="a=b")");
    EXPECT_EQ(text_of({"v", R"(say "hi"\)"}), R"(T info seen v="say \"hi\"\\")");
}

TEST(JsonLine, IsOneObject)
{
    const Field fields[] = {{"name", "Zürich \"1\""},
                            {"count", std::numeric_limits<std::uint64_t>::max()},
                            {"ratio", 1.0 / 3},
                            {"nan", std::numeric_limits<double>::quiet_NaN()},
                            {"ok", false}};
    const auto line = nlohmann::json::parse(json_line("T", Level::error, "failed", fields));
    EXPECT_EQ(line, (nlohmann::json{{"time", "T"},
                                    {"level", "error"},
                                    {"event", "failed"},
                                    {"name", "Zürich \"1\""},
                                    {"count", std::numeric_limits<std::uint64_t>::max()},
                                    {"ratio", 0.333},
                                    {"nan", nullptr},
                                    {"ok", false}}));
}

struct EscapeCase {
    const char* name;
    std::string_view value;
    std::string_view shown;
};
void PrintTo(const EscapeCase& c, std::ostream* out)
{
    *out << c.name;
}
class Escapes : public testing::TestWithParam<EscapeCase> {};

TEST_P(Escapes, KeepALineOneHarmlessLine)
{
    EXPECT_EQ(text_of({"v", GetParam().value}), "T info seen v=\"" + std::string{GetParam().shown} + "\"");
    const auto json = json_of({"v", GetParam().value});
    EXPECT_THAT(json, HasSubstr("\"v\":\"" + std::string{GetParam().shown} + "\""));
    EXPECT_TRUE(nlohmann::json::accept(json));
}

INSTANTIATE_TEST_SUITE_P(
    Values, Escapes,
    testing::Values(EscapeCase{"NewLine", "a\r\nb", R"(a\u000d\u000ab)"},
                    EscapeCase{"Escape", "\x1b[2J", R"(\u001b[2J)"},
                    EscapeCase{"Nul", std::string_view{"a\0b", 3}, R"(a\u0000b)"},
                    EscapeCase{"Delete", "\x7f", R"(\u007f)"}, EscapeCase{"C1", "\xc2\x9b", R"(\u009b)"},
                    EscapeCase{"BidiOverride", "\xe2\x80\xae", R"(\u202e)"},
                    EscapeCase{"LineSeparator", "\xe2\x80\xa8", R"(\u2028)"},
                    EscapeCase{"ByteOrderMark", "\xef\xbb\xbf", R"(\ufeff)"},
                    EscapeCase{"BeyondTheBasicPlane", "\xf3\xa0\x80\x81", R"(\udb40\udc01)"},
                    EscapeCase{"NotUtf8", "a\xff\xc3", R"(a\\xff\\xc3)"},
                    EscapeCase{"Letters", "天 é 🌦", "天 é 🌦"}),
    [](const auto& test) { return test.param.name; });

TEST(Line, CutsValuesBetweenCharacters)
{
    EXPECT_THAT(text_of({"v", std::string(256, 'x')}), EndsWith("=" + std::string(256, 'x')));
    EXPECT_THAT(text_of({"v", std::string(257, 'x')}), EndsWith("=\"" + std::string(256, 'x') + "…\""));
    EXPECT_THAT(json_of({"v", std::string(255, 'x') + "é"}),
                EndsWith(":\"" + std::string(255, 'x') + "…\"}"));
}

// What is written between construction and content() goes to a temporary file.
class Captured {
public:
    explicit Captured(Level level, Format format = Format::text) { start(level, format, file_); }
    ~Captured()
    {
        start(Level::info, Format::text, stderr);
        std::fclose(file_);
    }
    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;

    std::vector<std::string> lines()
    {
        std::rewind(file_);
        std::string text;
        for (int letter = std::fgetc(file_); letter != EOF; letter = std::fgetc(file_))
            text += static_cast<char>(letter);
        EXPECT_TRUE(text.empty() || text.ends_with('\n'));
        std::istringstream stream{text};
        std::vector<std::string> all;
        for (std::string line; std::getline(stream, line);) all.push_back(line);
        return all;
    }

private:
    std::FILE* file_ = std::tmpfile();
};

TEST(Log, WritesFromItsLevelUpwards)
{
    Captured captured{Level::warning};
    debug("one");
    info("two");
    warning("three");
    error("four", {{"code", 5}});
    set_level(Level::debug);
    debug("five");
    EXPECT_EQ(level(), Level::debug);
    EXPECT_THAT(captured.lines(),
                testing::ElementsAre(EndsWith("Z warning three"), EndsWith("Z error four code=5"),
                                     EndsWith("Z debug five")));
}

TEST(Log, NeverMixesLines)
{
    Captured captured{Level::info, Format::json};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([=] {
            for (int i = 0; i < 200; ++i) info("line", {{"thread", thread}, {"text", std::string(200, 'x')}});
        });
    }
    for (auto& thread : threads) thread.join();
    const auto lines = captured.lines();
    EXPECT_EQ(lines.size(), 800u);
    for (const auto& line : lines) EXPECT_TRUE(nlohmann::json::accept(line)) << line;
}

TEST(AccessLog, IsWrittenWhateverTheLevel)
{
    Captured captured{Level::error, Format::json};
    access({.request_id = "r1",
            .client = "127.0.0.1",
            .method = "GET",
            .target = "/agents?q=\n",
            .status = 404,
            .bytes = 120,
            .took = std::chrono::microseconds{1'500}});
    access({.status = 503});
    const auto lines = captured.lines();
    ASSERT_EQ(lines.size(), 2u);
    auto line = nlohmann::json::parse(lines[0]);
    line.erase("time");
    EXPECT_EQ(line, (nlohmann::json{{"level", "info"},
                                    {"event", "request"},
                                    {"request_id", "r1"},
                                    {"client", "127.0.0.1"},
                                    {"method", "GET"},
                                    {"target", "/agents?q=\n"},
                                    {"status", 404},
                                    {"bytes", 120},
                                    {"duration_ms", 1.5}}));
    EXPECT_EQ(nlohmann::json::parse(lines[1])["level"], "warning");
}

TEST(AccessRule, WantsErrorsAndTheSlow)
{
    using namespace std::chrono_literals;
    const AccessRule errors{};
    EXPECT_FALSE(errors.wants(399, 999ms));
    EXPECT_TRUE(errors.wants(400, 0ms));
    EXPECT_TRUE(errors.wants(200, 1s));
    EXPECT_TRUE((AccessRule{.policy = AccessPolicy::all}.wants(200, 0ms)));
    EXPECT_FALSE((AccessRule{.policy = AccessPolicy::off}.wants(500, 2s)));
}

} // namespace
} // namespace a2a::log
