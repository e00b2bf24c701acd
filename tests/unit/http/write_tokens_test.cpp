// SPDX-License-Identifier: Apache-2.0
#include "http/gates/gates.hpp"
#include "http/gates/write_tokens.hpp"
#include "http/route.hpp"
#include "request_text.hpp"
#include "support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::http {
namespace {

const std::string kToken(22, 't');
const std::string kOther(40, 'o');

TEST(WriteTokens, ReadAFileThatOnlyItsOwnerCanRead)
{
    const support::TempDir dir;
    struct Row {
        std::string name, content;
        unsigned mode;
        std::string fault;
    };
    for (const auto& row : {Row{"good", kToken + "\n", 0600, ""}, Row{"readonly", kToken, 0400, ""},
                            Row{"comments", "# mine\r\n\n  " + kToken + " \r\n" + kOther + "\n", 0600, ""},
                            Row{"group", kToken, 0640, "is open to others: its mode must be 0600"},
                            Row{"others", kToken, 0604, "is open to others: its mode must be 0600"},
                            Row{"short", kToken + "\n" + kToken.substr(1) + "\n", 0600,
                                "has a token of less than 128 bits (22 characters)"},
                            Row{"empty", "", 0600, "has no token"},
                            Row{"nothing", "# " + kToken + "\n\n", 0600, "has no token"}}) {
        WriteTokens tokens;
        EXPECT_EQ(tokens.load(dir.write(row.name, row.content, std::filesystem::perms{row.mode})), row.fault)
            << row.name;
        EXPECT_EQ(tokens.required(), row.fault.empty());
        EXPECT_EQ(tokens.admit(kToken), row.fault.empty() || !tokens.required()) << row.name;
    }
    WriteTokens tokens;
    EXPECT_EQ(tokens.load((dir.path() / "absent").string()), "cannot be read");
    EXPECT_EQ(tokens.load(dir.path().string()), "is not a regular file");
}

TEST(WriteTokens, AFaultyFileChangesNothing)
{
    const support::TempDir dir;
    WriteTokens tokens;
    ASSERT_EQ(tokens.load(dir.write("tokens", kToken)), "");
    EXPECT_NE(tokens.load(dir.write("tokens", "short")), "");
    EXPECT_TRUE(tokens.admit(kToken));
    EXPECT_EQ(tokens.load(dir.write("tokens", kOther)), "");
    EXPECT_FALSE(tokens.admit(kToken));
    EXPECT_TRUE(tokens.admit(kOther));
}

TEST(WriteTokens, WithoutAFileEverybodyMayWrite)
{
    const WriteTokens tokens;
    EXPECT_FALSE(tokens.required());
    EXPECT_TRUE(tokens.admit("anything"));
}

struct Case {
    const char* name;
    std::string fields;
    int status;            // 0: passes
    std::string challenge; // what WWW-Authenticate ends in
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}
class Authorise : public testing::TestWithParam<Case> {};

TEST_P(Authorise, LetsOnlyTheRightTokenWrite)
{
    const auto& [name, fields, status, challenge] = GetParam();
    const support::TempDir dir;
    const auto tokens = std::make_shared<WriteTokens>();
    ASSERT_EQ(tokens->load(dir.write("tokens", kOther + "\n" + kToken)), "");
    const auto gate = authorise(tokens);

    const Route route{.verb = Verb::post, .access = Access::writer};
    const auto request = made("POST / HTTP/1.1\r\n" + fields);
    request->exchange.route = &route;
    const auto response = gate(request->exchange);
    EXPECT_EQ(response ? static_cast<int>(response->status) : 0, status);
    EXPECT_EQ(request->exchange.may_write, status == 0);
    if (response) {
        EXPECT_EQ(response->fields.at(0).first, "WWW-Authenticate");
        EXPECT_EQ(response->fields.at(0).second, R"(Bearer realm="a2a-registry")" + challenge);
    }

    const Route open{.verb = Verb::post};
    request->exchange.route = &open;
    EXPECT_FALSE(gate(request->exchange));
}

const std::string kInvalid = ", error=\"invalid_token\"";
INSTANTIATE_TEST_SUITE_P(
    Fields, Authorise,
    testing::Values(
        Case{"None", "", 401, ""}, Case{"Right", "Authorization: Bearer " + kToken + "\r\n", 0, ""},
        Case{"SecondOfTheFile", "Authorization: Bearer " + kOther + "\r\n", 0, ""},
        Case{"SchemeInAnyCase", "Authorization: bEARER  " + kToken + "\r\n", 0, ""},
        Case{"Wrong", "Authorization: Bearer " + kToken + "x\r\n", 401, kInvalid},
        Case{"Shorter", "Authorization: Bearer " + kToken.substr(1) + "\r\n", 401, kInvalid},
        Case{"Empty", "Authorization: Bearer \r\n", 401, kInvalid},
        Case{"NoBlank", "Authorization: Bearer" + kToken + "\r\n", 401, kInvalid},
        Case{"OtherScheme", "Authorization: Basic " + kToken + "\r\n", 401, kInvalid},
        Case{"NoScheme", "Authorization: " + kToken + "\r\n", 401, kInvalid},
        Case{"TwoFields", "Authorization: Bearer " + kToken + "\r\nauthorization: Bearer " + kToken + "\r\n",
             401, kInvalid},
        Case{"TwoTokens", "Authorization: Bearer " + kToken + "," + kToken + "\r\n", 401, kInvalid},
        Case{"OtherField", "Proxy-Authorization: Bearer " + kToken + "\r\n", 401, ""}),
    [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a::http
