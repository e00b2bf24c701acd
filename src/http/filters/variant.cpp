// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"
#include "http/conditional.hpp"
#include "http/filters/filters.hpp"
#include "http/problem.hpp"

#include <algorithm>

namespace a2a::http {
namespace {

bool is_compressible(std::string_view content_type)
{
    return content_type.starts_with("application/") || content_type.starts_with("text/");
}

// RFC 9110 section 8.8.2.1: never later than Date.
void tell_last_modified(Response& response)
{
    const auto now = std::chrono::floor<std::chrono::seconds>(wall_now());
    response.with("Last-Modified", print_http_date(std::min(*response.modified, now)));
}

// RFC 9110 section 13.2.2.
bool becomes_304(const Request& request, Response& response)
{
    if (auto tag = held_tag(request, response.etag))
        response.etag = *std::move(tag);
    else if (!response.modified || !is_unmodified_since(request, *response.modified))
        return false;
    response.status = Status::not_modified;
    response.body = {};
    response.content_type = {};
    return true;
}

Body compress(Body& body)
{
    const auto& pieces = body.ready();
    if (pieces.size() == 1) return Body{gzip(pieces[0].view())};
    std::string joined;
    for (const auto& piece : pieces) joined += piece.view();
    return Body{gzip(joined)};
}

// The compressed body of this version, from its maker, or from the cache when it has it (then the
// plain body is never made). Nothing when compressing is not worth it.
std::optional<Body> compressed(const Request& request, Response& response, const GzipOptions& options,
                               BodyCache& cache)
{
    const bool maker_keeps_it = response.gzipped.make != nullptr;
    std::string key;
    if (!response.etag.empty() && !maker_keeps_it) {
        key = BodyCache::key(BodyCache::Kind::compressed, request.target, response.etag);
        if (auto found = cache.find(key)) return Body{*std::move(found)};
    }
    const auto size = response.body.size(); // 0: no body, or one that is streamed
    if (size == 0 || size < options.bytes_min) return std::nullopt;
    auto body = response.gzipped.is_there() ? std::move(response.gzipped) : compress(response.body);
    if (!key.empty()) cache.put(std::move(key), body.ready().front());
    return body;
}

} // namespace

Filter variant_and_304(GzipOptions options, std::shared_ptr<BodyCache> cache)
{
    return [options, cache = std::move(cache)](const Exchange& exchange, Response& response) {
        const auto& request = exchange.request;
        const bool may_compress = options.enabled && is_compressible(response.content_type);
        if (may_compress) response.with("Vary", "Accept-Encoding");
        if (response.modified) tell_last_modified(response);
        const bool is_read = request.verb == Verb::get || request.verb == Verb::head;
        if (is_read && response.status == Status::ok) {
            if (!holds_if_match(request, response.etag)) {
                const Problem problem{Status::precondition_failed, "precondition-failed",
                                      "the ETag is another one now"};
                response = answer(problem, exchange.request_id);
                return;
            }
            if (becomes_304(request, response)) return;
        }
        if (!may_compress || !wants_gzip(request)) return;
        auto body = compressed(request, response, options, *cache);
        if (!body) return;
        response.body = *std::move(body);
        response.with("Content-Encoding", "gzip");
        if (!response.etag.empty()) response.etag = gzip_etag(response.etag);
    };
}

} // namespace a2a::http
