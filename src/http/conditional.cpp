// SPDX-License-Identifier: Apache-2.0
#include "http/conditional.hpp"

#include "base/clock.hpp"
#include "http/syntax.hpp"

namespace a2a::http {

std::string gzip_etag(std::string_view etag)
{
    std::string variant{etag.substr(0, etag.size() - 1)};
    variant += "-gzip\"";
    return variant;
}

bool wants_gzip(const Request& request)
{
    const auto field = request["accept-encoding"];
    if (field.empty()) return false;
    const auto weight = coding_weight(field, "gzip").value_or(0);
    const auto identity = coding_weight(field, "identity");
    // Unnamed, identity is acceptable but not asked for (RFC 9110 section 12.5.3).
    return weight > 0 && weight >= identity.value_or(0);
}

std::optional<std::string> held_tag(const Request& request, std::string_view etag)
{
    const auto none_match = request["if-none-match"];
    if (none_match.empty() || etag.empty()) return std::nullopt;
    if (wants_gzip(request)) {
        auto variant = gzip_etag(etag);
        if (none_match.find(variant) != std::string_view::npos &&
            etag_matches(none_match, variant, Comparison::weak))
            return variant;
    }
    if (etag_matches(none_match, etag, Comparison::weak)) return std::string{etag};
    return std::nullopt;
}

bool is_unmodified_since(const Request& request, std::chrono::sys_seconds modified)
{
    const auto asked = request["if-modified-since"];
    if (asked.empty() || !request["if-none-match"].empty()) return false;
    const auto since = parse_http_date(asked);
    return since && modified <= *since;
}

bool holds_if_match(const Request& request, std::string_view etag)
{
    const auto match = request["if-match"];
    return match.empty() || etag.empty() || etag_matches(match, etag, Comparison::strong) ||
           etag_matches(match, gzip_etag(etag), Comparison::strong);
}

} // namespace a2a::http
