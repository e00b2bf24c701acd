// SPDX-License-Identifier: Apache-2.0
#include "api/problem.hpp"

#include "http/problem.hpp"

#include <algorithm>
#include <array>

namespace a2a::api {
namespace {

using Code = http::Status;

struct ProblemRow {
    Errc code;
    Code status;
    std::string_view slug;
};

constexpr std::array<ProblemRow, kErrcCount> kProblems{{
    {Errc::bad_json, Code::bad_request, "bad-json"},
    {Errc::card_invalid, Code::bad_request, "card-invalid"},
    {Errc::query_invalid, Code::bad_request, "query-invalid"},
    {Errc::query_too_broad, Code::bad_request, "query-too-broad"},
    {Errc::id_invalid, Code::bad_request, "id-invalid"},
    {Errc::forbidden, Code::forbidden, "forbidden"},
    {Errc::agent_not_found, Code::not_found, "agent-not-found"},
    {Errc::precondition_failed, Code::precondition_failed, "precondition-failed"},
    {Errc::name_conflict, Code::conflict, "name-conflict"},
    {Errc::too_large, Code::content_too_large, "too-large"},
    {Errc::registry_full, Code::insufficient_storage, "registry-full"},
    {Errc::storage_full, Code::insufficient_storage, "storage-full"},
    {Errc::read_only, Code::service_unavailable, "read-only"},
    {Errc::overloaded, Code::service_unavailable, "overloaded"},
    {Errc::loading, Code::service_unavailable, "loading"},
    {Errc::unavailable, Code::service_unavailable, "unavailable"},
    {Errc::outcome_unknown, Code::internal_server_error, "outcome-unknown"},
    {Errc::internal, Code::internal_server_error, "internal"},
}};

constexpr bool rows_in_order()
{
    for (std::size_t i = 0; i < kProblems.size(); ++i)
        if (kProblems.at(i).code != static_cast<Errc>(i)) return false;
    return true;
}
static_assert(rows_in_order(), "kProblems: one row per Errc, in the order of the enum");

const ProblemRow& row_of(Errc code)
{
    return kProblems.at(static_cast<std::size_t>(code));
}

} // namespace

Code status_of(Errc code)
{
    return row_of(code).status;
}

std::string_view slug_of(Errc code)
{
    return row_of(code).slug;
}

http::Response problem(const http::Exchange& exchange, const Error& error)
{
    const auto& row = row_of(error.code);
    auto response = http::answer({row.status, row.slug, error.detail, error.issues}, exchange.request_id);
    if (row.status == Code::service_unavailable) response.with("Retry-After", http::retry_after());
    return response;
}

} // namespace a2a::api
