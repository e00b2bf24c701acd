// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "http/gates/gates.hpp"
#include "http/problem.hpp"
#include "http/route.hpp"
#include "http/syntax.hpp"

namespace a2a::http {
namespace {

bool is_json(std::string_view bare)
{
    constexpr std::string_view kSuffix = "+json";
    return text::equal_ignoring_ascii_case(bare, "application/json") ||
           (bare.size() > kSuffix.size() &&
            text::equal_ignoring_ascii_case(bare.substr(bare.size() - kSuffix.size()), kSuffix));
}

bool takes(const Route& route, std::string_view content_type)
{
    const auto bare = trim(content_type.substr(0, content_type.find(';')));
    auto kinds = route.takes;
    while (const auto kind = next_element(kinds)) {
        if (text::equal_ignoring_ascii_case(*kind, bare)) return true;
        if (*kind == "application/json" && is_json(bare)) return true;
    }
    return false;
}

// A list may be spread over several fields of one name (RFC 9110 section 5.3).
std::string whole_field(const Request& request, std::string_view name)
{
    std::string whole;
    if (!request.fields.may_have(name)) return whole;
    for (const auto& field : request.fields)
        if (text::equal_ignoring_ascii_case(field.name, name))
            whole.append(whole.empty() ? "" : ", ").append(field.value);
    return whole;
}

} // namespace

Gate media_type()
{
    return [](Exchange& exchange) -> std::optional<Response> {
        const auto& route = *exchange.route;
        if (route.takes.empty() || exchange.head.framing == Framing::none) return std::nullopt;
        const auto coding = exchange.request["content-encoding"];
        if (!coding.empty() && !text::equal_ignoring_ascii_case(coding, "identity")) {
            auto response = answer({Status::unsupported_media_type, "unsupported-media-type",
                                    "coded bodies are not taken: send it without Content-Encoding"},
                                   exchange.request_id);
            response.with("Accept-Encoding", "identity");
            return response;
        }
        const auto type = exchange.request["content-type"];
        if (type.empty() || takes(route, type)) return std::nullopt;
        const auto kind = route.takes.substr(0, route.takes.find(','));
        auto response = answer({Status::unsupported_media_type, "unsupported-media-type",
                                "send the header Content-Type: " + std::string{kind}},
                               exchange.request_id);
        response.with("Accept", std::string{route.takes});
        return response;
    };
}

Gate acceptable()
{
    return [](Exchange& exchange) -> std::optional<Response> {
        const auto accept = whole_field(exchange.request, "accept");
        const auto gives = exchange.route->gives;
        // A card's clients may ask for application/a2a+json, which is what plain JSON is here; and
        // who accepts JSON accepts lines of it.
        if (accept.empty() || accepts_media_type(accept, gives) ||
            (gives == "application/json" && accepts_media_type(accept, "application/a2a+json")) ||
            (gives == "application/x-ndjson" && accepts_media_type(accept, "application/json")))
            return std::nullopt;
        return answer(
            {Status::not_acceptable, "not-acceptable", "this is available as " + std::string{gives}},
            exchange.request_id);
    };
}

} // namespace a2a::http
