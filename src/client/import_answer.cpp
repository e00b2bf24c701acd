// SPDX-License-Identifier: Apache-2.0
#include "client/answers.hpp"
#include "client/json_access.hpp"
#include "client/problem.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace a2a::client {
namespace {

std::optional<Imported::Status> status_of(std::string_view word)
{
    using enum Imported::Status;
    if (word == "created") return created;
    if (word == "replaced") return replaced;
    if (word == "unchanged") return unchanged;
    if (word == "refused") return refused;
    return std::nullopt;
}

// {"line","id"?,"status","revision"?,"type"?,"detail"?,"errors"?}
std::optional<Imported> result_in(std::string_view line)
{
    const auto document = json::parse(line);
    if (!document) return std::nullopt;
    const auto result = document->root();
    const auto status = status_of(result.find("status").text());
    if (!status) return std::nullopt;
    Imported imported{.line = number_at(result, "line"),
                      .id = text_at(result, "id"),
                      .status = *status,
                      .revision = number_at(result, "revision")};
    if (*status == Imported::Status::refused)
        imported.refusal = Error{code_of_type(result.find("type").text()).value_or(Errc::card_invalid),
                                 text_at(result, "detail"), issues_at(result, "errors")};
    return imported;
}

} // namespace

Result<std::vector<Imported>> imported_in(const Response& response)
{
    std::vector<Imported> results;
    std::string_view rest = response.body;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto result = result_in(rest.substr(0, end));
        if (!result)
            return Error{Errc::unavailable, "the answer is not what a registry says about an import"};
        results.push_back(*std::move(result));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return results;
}

} // namespace a2a::client
