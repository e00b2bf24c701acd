// SPDX-License-Identifier: Apache-2.0
// The one table from errors to HTTP.
#include "api/problem.hpp"
#include "support/own_exchange.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace a2a::api {
namespace {

using http::Status;

struct Row {
    Errc code;
    int status;
    const char* slug;
};

// What API.md says; copied here on purpose, so that the table cannot change by accident.
const Row kRows[] = {
    {Errc::bad_json, 400, "bad-json"},
    {Errc::card_invalid, 400, "card-invalid"},
    {Errc::query_invalid, 400, "query-invalid"},
    {Errc::query_too_broad, 400, "query-too-broad"},
    {Errc::id_invalid, 400, "id-invalid"},
    {Errc::forbidden, 403, "forbidden"},
    {Errc::agent_not_found, 404, "agent-not-found"},
    {Errc::precondition_failed, 412, "precondition-failed"},
    {Errc::name_conflict, 409, "name-conflict"},
    {Errc::too_large, 413, "too-large"},
    {Errc::registry_full, 507, "registry-full"},
    {Errc::storage_full, 507, "storage-full"},
    {Errc::read_only, 503, "read-only"},
    {Errc::overloaded, 503, "overloaded"},
    {Errc::loading, 503, "loading"},
    {Errc::unavailable, 503, "unavailable"},
    {Errc::outcome_unknown, 500, "outcome-unknown"},
    {Errc::internal, 500, "internal"},
};

void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.slug;
}

class Problems : public testing::TestWithParam<Row> {
protected:
    test::OwnExchange exchange_;
};

TEST_P(Problems, HaveTheirStatusAndAreWhole)
{
    const auto& [code, status, slug] = GetParam();
    exchange_.request_id = "r1";
    auto response = problem(exchange_, {code, "what \"it\" was", {{"/a", "b", "c"}}});
    EXPECT_EQ(static_cast<int>(response.status), status);
    EXPECT_EQ(response.content_type, "application/problem+json");
    const auto body = nlohmann::json::parse(response.body.ready()[0].view());
    EXPECT_EQ(body.at("type"), std::string{"/problems/"} + slug);
    EXPECT_EQ(body.at("status"), status);
    EXPECT_EQ(body.at("title"), http::reason_of(response.status));
    EXPECT_EQ(body.at("detail"), "what \"it\" was");
    EXPECT_EQ(body.at("request_id"), "r1");
    EXPECT_EQ(body.at("errors"), nlohmann::json::parse(R"([{"pointer":"/a","message":"b","rule":"c"}])"));
}

TEST_P(Problems, OnlyWhatPassesSaysWhenToComeBack)
{
    const auto response = problem(exchange_, {GetParam().code, "x"});
    const auto retry =
        std::ranges::find(response.fields, "Retry-After", [](const auto& field) { return field.first; });
    ASSERT_EQ(retry != response.fields.end(), GetParam().status == 503);
    if (retry != response.fields.end()) {
        EXPECT_THAT(retry->second, testing::AnyOf("1", "2"));
    }
}

INSTANTIATE_TEST_SUITE_P(Table, Problems, testing::ValuesIn(kRows), [](const auto& test) {
    std::string name{test.param.slug};
    std::ranges::replace(name, '-', '_');
    return name;
});

TEST(ProblemTable, HasEveryErrorOnce)
{
    EXPECT_EQ(std::size(kRows), kErrcCount);
    std::set<std::string_view> slugs;
    for (std::size_t i = 0; i < kErrcCount; ++i) slugs.insert(slug_of(static_cast<Errc>(i)));
    EXPECT_EQ(slugs.size(), kErrcCount);
}

} // namespace
} // namespace a2a::api
