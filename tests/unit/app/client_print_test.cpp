// SPDX-License-Identifier: Apache-2.0
#include "app/client_print.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <sstream>

namespace a2a {
namespace {

struct Row {
    const char* name;
    std::string_view text;
    std::string_view shown;
};
void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.name;
}
class Printable : public testing::TestWithParam<Row> {};

TEST_P(Printable, TextStaysText)
{
    EXPECT_EQ(printable(GetParam().text, 8), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Printable,
    testing::Values(Row{"Plain", "weather", "weather"}, Row{"AtTheLimit", "12345678", "12345678"},
                    Row{"OneOver", "123456789", "1234567\u2026"},
                    Row{"CountsCharacters", "äöüßäöüß", "äöüßäöüß"}, Row{"LineBreak", "a\nb\tc", "a b c"},
                    Row{"Escape", "\x1b[2J", "\uFFFD[2J"}, Row{"Delete", "a\x7f", "a\uFFFD"},
                    Row{"C1", "\u009b2J", "\uFFFD2J"}, Row{"NoBreakSpaceStays", "\u00a0", "\u00a0"},
                    Row{"BidiOverride", "\u202Eabc", "\uFFFDabc"},
                    Row{"BidiIsolate", "\u2066abc", "\uFFFDabc"},
                    Row{"LineSeparator", "a\u2028b", "a\uFFFDb"}, Row{"DashStays", "a\u2014b", "a\u2014b"},
                    Row{"ArabicMark", "\u061Ca", "\uFFFDa"}, Row{"NotUtf8", "\xff", "(not UTF-8)"}),
    [](const auto& test) { return test.param.name; });

TEST(Table, AlignsItsColumnsByCharacters)
{
    EXPECT_EQ(table({{"ID", "N"}, {"äö", "1"}, {"longer", "22"}}), "ID      N\näö      1\nlonger  22\n");
    EXPECT_EQ(table({}), "");
}

TEST(AgentsTable, HasAScoreWhenTheAnswerIsRanked)
{
    const std::vector<client::Agent> agents(1, {.id = "a", .card = "{}"});
    EXPECT_EQ(agents_table(agents, {}).find("SCORE"), std::string::npos);
    EXPECT_NE(agents_table(agents, {1.5}).find("1.50"), std::string::npos);
}

TEST(JsonLine, KeepsTheCardAsItIs)
{
    EXPECT_EQ(
        json_line(client::Agent{.id = "a\"b", .card = R"({"x":1.0e1})", .revision = 7}),
        "{\"agent_card\":{\"x\":1.0e1},\"id\":\"a\\\"b\",\"revision\":7,"
        "\"registered_at\":\"1970-01-01T00:00:00.000Z\",\"updated_at\":\"1970-01-01T00:00:00.000Z\"}\n");
}

TEST(JsonLine, ListsTheWarningsOfARegistration)
{
    const client::Registered registered{.id = "a",
                                        .created = true,
                                        .revision = 2,
                                        .etag = "",
                                        .warnings = {{"/v", "m", "r"}, {"/w", "n", "s"}}};
    EXPECT_EQ(json_line(registered), "{\"agent_id\":\"a\",\"created\":true,\"revision\":2,\"warnings\":["
                                     "{\"pointer\":\"/v\",\"message\":\"m\",\"rule\":\"r\"},{\"pointer\":\"/"
                                     "w\",\"message\":\"n\",\"rule\":\"s\"}]}\n");
}

TEST(Errors, AreALineEachWithPointerAndMessage)
{
    std::ostringstream err;
    print_error(err, "a.json", {Errc::card_invalid, "refused", {{"/name", "is missing", "name-missing"}}});
    print_warnings(err, "a.json", {{"/version", "is a number", "version-type"}});
    EXPECT_EQ(err.str(), "error: a.json: refused\n"
                         "error: a.json: /name: is missing\n"
                         "warning: a.json: /version: is a number\n");
}

} // namespace
} // namespace a2a
