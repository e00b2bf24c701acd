// SPDX-License-Identifier: Apache-2.0
#include "client/problem.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace a2a::client {
namespace {

Response refusal(unsigned status, std::string body)
{
    return {.status = status,

            .etag = "",
            .retry_after = "",
            .body = std::move(body)};
}

TEST(Problem, TheLastSegmentOfTheTypeNamesTheCode)
{
    std::set<std::string_view> slugs;
    for (std::size_t i = 0; i < kErrcCount; ++i) {
        const auto code = static_cast<Errc>(i);
        slugs.insert(slug_of(code));
        for (const std::string before : {"", "/problems/", "https://registry.example/problems/"}) {
            const auto error =
                error_in(refusal(418, R"({"type":")" + before + std::string{slug_of(code)} + "\"}"), false);
            EXPECT_EQ(error.code, code) << before << slug_of(code);
        }
    }
    EXPECT_EQ(slugs.size(), kErrcCount);
    EXPECT_EQ(slug_of(Errc::bad_json), "bad-json");
    EXPECT_EQ(slug_of(Errc::agent_not_found), "agent-not-found");
    EXPECT_EQ(slug_of(Errc::internal), "internal");
}

struct Row {
    const char* name;
    unsigned status;
    Errc read;
    Errc write;
};
void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.status;
}
class ProblemStatus : public testing::TestWithParam<Row> {};

TEST_P(ProblemStatus, DecidesWhenTheTypeIsUnknown)
{
    const auto& [name, status, read, write] = GetParam();
    const std::string body = R"({"type":"about:blank","detail":"no"})";
    EXPECT_EQ(error_in(refusal(status, body), false).code, read);
    EXPECT_EQ(error_in(refusal(status, body), true).code, write);
}

INSTANTIATE_TEST_SUITE_P(Statuses, ProblemStatus,
                         testing::Values(Row{"BadRequest", 400, Errc::query_invalid, Errc::query_invalid},
                                         Row{"Unauthorized", 401, Errc::forbidden, Errc::forbidden},
                                         Row{"Forbidden", 403, Errc::forbidden, Errc::forbidden},
                                         Row{"NotFound", 404, Errc::agent_not_found, Errc::agent_not_found},
                                         Row{"Conflict", 409, Errc::name_conflict, Errc::name_conflict},
                                         Row{"PreconditionFailed", 412, Errc::precondition_failed,
                                             Errc::precondition_failed},
                                         Row{"TooLarge", 413, Errc::too_large, Errc::too_large},
                                         Row{"TooMany", 429, Errc::overloaded, Errc::overloaded},
                                         Row{"ServerError", 500, Errc::unavailable, Errc::outcome_unknown},
                                         Row{"BadGateway", 502, Errc::unavailable, Errc::outcome_unknown},
                                         Row{"Unavailable", 503, Errc::overloaded, Errc::overloaded},
                                         Row{"GatewayTimeout", 504, Errc::unavailable, Errc::outcome_unknown},
                                         Row{"Full", 507, Errc::storage_full, Errc::storage_full},
                                         Row{"Redirect", 302, Errc::unavailable, Errc::unavailable}),
                         [](const auto& test) { return test.param.name; });

TEST(Problem, ListsEveryIssue)
{
    const auto error =
        error_in(refusal(400, R"({"type":"/problems/card-invalid","detail":"the card is refused",
        "errors":[{"pointer":"/name","message":"is missing","rule":"name-missing"},7,{"pointer":"/url"}]})"),
                 true);
    EXPECT_EQ(error.detail, "the card is refused");
    const std::vector<FieldIssue> expected{
        {"/name", "is missing", "name-missing"}, {"", "", ""}, {"/url", "", ""}};
    EXPECT_EQ(error.issues, expected);
}

TEST(Problem, TakesTheTitleWhereThereIsNoDetail)
{
    EXPECT_EQ(error_in(refusal(404, R"({"title":"Not Found"})"), false).detail, "Not Found");
    EXPECT_EQ(error_in(refusal(404, R"({"detail":[1]})"), false).detail, "HTTP status 404");
}

TEST(Problem, ThePageOfSomethingElseIsNotAMissingAgent)
{
    const auto error = error_in(refusal(404, "<html>not here</html>"), false);
    EXPECT_EQ(error.code, Errc::unavailable);
    EXPECT_NE(error.detail.find("404"), std::string::npos);
    EXPECT_EQ(error_in(refusal(502, "<html>"), true).code, Errc::outcome_unknown);
}

TEST(Problem, CutsALongDetail)
{
    const auto length = [](std::size_t sent) {
        return error_in(refusal(400, R"({"detail":")" + std::string(sent, 'x') + "\"}"), false).detail.size();
    };
    EXPECT_EQ(length(999), 999U);
    EXPECT_EQ(length(1000), 1000U);
    EXPECT_EQ(length(1001), 1000U);
}

} // namespace
} // namespace a2a::client
