// SPDX-License-Identifier: Apache-2.0
#include "client/problem.hpp"

#include "base/text.hpp"
#include "client/json_access.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace a2a::client {
namespace {

constexpr std::size_t kDetailBytesMax = 1000;

// For problems of another kind, and for whoever stands in front of the registry.
Errc code_of_status(unsigned status, bool is_write)
{
    switch (status) {
    case 400:
        return Errc::query_invalid;
    case 401:
    case 403:
        return Errc::forbidden;
    case 404:
        return Errc::agent_not_found;
    case 409:
        return Errc::name_conflict;
    case 412:
        return Errc::precondition_failed;
    case 413:
        return Errc::too_large;
    case 429:
    case 503:
        return Errc::overloaded;
    case 507:
        return Errc::storage_full;
    case 500:
    case 502:
    case 504:
        return is_write ? Errc::outcome_unknown : Errc::unavailable;
    default:
        return Errc::unavailable;
    }
}

} // namespace

// A switch, so that the compiler misses a code that was added.
std::string_view slug_of(Errc code)
{
    switch (code) {
    case Errc::bad_json:
        return "bad-json";
    case Errc::card_invalid:
        return "card-invalid";
    case Errc::query_invalid:
        return "query-invalid";
    case Errc::query_too_broad:
        return "query-too-broad";
    case Errc::id_invalid:
        return "id-invalid";
    case Errc::forbidden:
        return "forbidden";
    case Errc::agent_not_found:
        return "agent-not-found";
    case Errc::precondition_failed:
        return "precondition-failed";
    case Errc::name_conflict:
        return "name-conflict";
    case Errc::too_large:
        return "too-large";
    case Errc::registry_full:
        return "registry-full";
    case Errc::storage_full:
        return "storage-full";
    case Errc::read_only:
        return "read-only";
    case Errc::overloaded:
        return "overloaded";
    case Errc::loading:
        return "loading";
    case Errc::unavailable:
        return "unavailable";
    case Errc::outcome_unknown:
        return "outcome-unknown";
    case Errc::internal:
        return "internal";
    }
    return {};
}

std::optional<Errc> code_of_type(std::string_view type)
{
    const auto slug = type.substr(type.rfind('/') + 1); // npos + 1 is 0: no slash, all of it
    for (std::size_t i = 0; i < kErrcCount; ++i)
        if (slug_of(static_cast<Errc>(i)) == slug) return static_cast<Errc>(i);
    return std::nullopt;
}

Error error_in(const Response& response, bool is_write)
{
    const auto status = "HTTP status " + std::to_string(response.status);
    const auto document = json::parse(response.body);
    if (!document || !document->root().is(json::Kind::object)) {
        const bool can_be_ours = response.status != 404; // a page of something else: wrong URL
        return {can_be_ours ? code_of_status(response.status, is_write) : Errc::unavailable,
                status + ", and no explanation that a registry would give"};
    }
    const auto problem = document->root();
    auto detail = text_at(problem, "detail");
    if (detail.empty()) detail = text_at(problem, "title");
    if (detail.empty()) detail = status;

    const auto code = code_of_type(text_at(problem, "type"));
    return {code ? *code : code_of_status(response.status, is_write),
            std::string{text::cut(detail, kDetailBytesMax)}, issues_at(problem, "errors")};
}

} // namespace a2a::client
