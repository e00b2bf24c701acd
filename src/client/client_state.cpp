// SPDX-License-Identifier: Apache-2.0
#include "client/client_state.hpp"

#include "client/answers.hpp"
#include "client/problem.hpp"

#include <algorithm>
#include <chrono>

namespace a2a::client {
namespace {

// An ETag goes into a header as it is, so nothing may be in it that ends one.
bool is_field_value(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c != '\x7f'; });
}

} // namespace

Result<Response> Client::State::ask(Request request, Kind kind)
{
    request.fields.emplace_back("Accept", "application/json");
    if (options.accept_gzip) request.fields.emplace_back("Accept-Encoding", "gzip");
    if (!options.token.empty()) request.fields.emplace_back("Authorization", "Bearer " + options.token);
    // Also when it fails: what a lost answer said is not known.
    if (may_change(kind)) cache.doubt_all();
    return caller.call(request, kind);
}

Result<Response> Client::State::call(Request request, Kind kind)
{
    auto response = ask(std::move(request), kind);
    if (response && response->status / 100 != 2) return error_in(*response, may_change(kind));
    return response;
}

Result<Response> Client::State::read(const std::string& target)
{
    const auto now = std::chrono::steady_clock::now();
    const auto* kept = cache.find(target);
    if (kept != nullptr && now < kept->fresh_until) return kept->response;

    Request request{.method = "GET", .target = target, .fields = {}};
    if (kept != nullptr) request.fields.emplace_back("If-None-Match", kept->response.etag);
    auto answer = ask(std::move(request), Kind::read);
    if (!answer) return answer;
    if (kept != nullptr && answer->status == 304) return cache.renew(target, *answer, now);
    if (answer->status / 100 == 2) {
        cache.keep(target, *answer, now);
        return answer;
    }
    if (answer->status / 100 == 4) cache.drop(target); // gone, or not for us any more
    return error_in(*answer, false);
}

Result<Response> Client::State::search(std::string_view body)
{
    return call({.method = "POST",
                 .target = "/agents/search",
                 .fields = {{"Content-Type", "application/json"}},
                 .body = std::string{body}},
                Kind::read);
}

Result<Response> Client::State::write(Request request, const Conditions& conditions)
{
    if (!is_field_value(conditions.if_match)) return Error{Errc::query_invalid, "if_match is no ETag"};
    if (!conditions.if_match.empty()) request.fields.emplace_back("If-Match", conditions.if_match);
    if (conditions.must_not_exist) request.fields.emplace_back("If-None-Match", "*");
    const bool conditional = conditions.must_not_exist || !conditions.if_match.empty();
    return call(std::move(request), conditional ? Kind::conditional_write : Kind::write);
}

Result<Registered> Client::State::send_card(std::string method, std::string target, std::string_view card,
                                            const Conditions& conditions)
{
    auto response = write({.method = std::move(method),
                           .target = std::move(target),
                           .fields = {{"Content-Type", "application/json"}},
                           .body = std::string{card}},
                          conditions);
    if (!response) return std::move(response).error();
    return registered_in(*response);
}

} // namespace a2a::client
