// SPDX-License-Identifier: Apache-2.0
#include "client/json_access.hpp"

#include <algorithm>

namespace a2a::client {
namespace {

constexpr std::size_t kIssuesMax = 1000;

} // namespace

std::string text_at(json::Value object, std::string_view name)
{
    return std::string{object.find(name).text()};
}

std::uint64_t number_at(json::Value object, std::string_view name)
{
    const auto number = object.find(name).integer().value_or(0);
    return static_cast<std::uint64_t>(std::max(number, std::int64_t{0}));
}

std::vector<FieldIssue> issues_at(json::Value object, std::string_view name)
{
    std::vector<FieldIssue> issues;
    for (const auto issue : object.find(name).items())
        if (issues.size() < kIssuesMax)
            issues.push_back({text_at(issue, "pointer"), text_at(issue, "message"), text_at(issue, "rule")});
    return issues;
}

} // namespace a2a::client
