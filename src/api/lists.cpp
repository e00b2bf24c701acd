// SPDX-License-Identifier: Apache-2.0
#include "api/lists.hpp"

#include "api/etag.hpp"
#include "api/problem.hpp"
#include "api/render.hpp"
#include "http/conditional.hpp"

#include <algorithm>
#include <chrono>

namespace a2a::api {
namespace {

using http::BodyCache;
using observe::Operation;

} // namespace

Lists::Lists(const Registry& registry, const Settings& settings, http::BodyCache& cache,
             observe::Metrics& metrics)
    : registry_{registry}, settings_{settings}, cache_{cache}, metrics_{metrics}
{
}

http::Response Lists::list(const http::Exchange& exchange) const
{
    const auto request = read_list(exchange.request.query);
    const bool is_search = request && request->is_search;
    auto response = request
                        ? of_state(exchange, [&](Revision& revision) { return render(*request, revision); })
                        : problem(exchange, request.error());
    metrics_.operation(is_search ? Operation::search : Operation::list,
                       response.status < http::Status::bad_request);
    return response;
}

http::Response Lists::search(const http::Exchange& exchange) const
{
    const auto request = read_search(exchange.request.body);
    Revision revision = 0;
    auto body = request ? render_found(*request, revision) : Result<std::string>{request.error()};
    metrics_.operation(Operation::search, body.has_value());
    if (!body) return problem(exchange, body.error());
    http::Response response{.body = http::Body{*std::move(body)},
                            .etag = etag_of_search(revision, history(), exchange.request.body)};
    response.with("Cache-Control", "no-cache");
    return response;
}

http::Response Lists::skills(const http::Exchange& exchange) const
{
    return vocabulary(exchange, Facet::skills);
}

http::Response Lists::tags(const http::Exchange& exchange) const
{
    return vocabulary(exchange, Facet::tags);
}

http::Response Lists::vocabulary(const http::Exchange& exchange, Facet facet) const
{
    const auto request = read_vocabulary(exchange.request.query, facet);
    if (!request) return problem(exchange, request.error());
    return of_state(exchange, [&](Revision& revision) -> Result<std::string> {
        const auto answer = catalog().vocabulary(*request);
        if (!answer) return answer.error();
        revision = answer->revision;
        return render_vocabulary(name_of(facet), *answer);
    });
}

template <class Make>
http::Response Lists::of_state(const http::Exchange& exchange, Make make) const
{
    auto revision = catalog().revision();
    http::Response response{.etag = etag_of_state(revision, history())};
    response.with("Cache-Control", "no-cache");
    if (http::held_tag(exchange.request, response.etag)) return response; // a filter makes it a 304
    auto key = BodyCache::key(BodyCache::Kind::rendered, exchange.request.target, response.etag);
    if (auto cached = cache_.find(key)) {
        response.body = http::Body{*std::move(cached)};
        return response;
    }
    auto body = make(revision);
    if (!body) return problem(exchange, body.error());
    response.etag = etag_of_state(revision, history()); // a write may have come between
    Bytes bytes{*std::move(body)};
    cache_.put(BodyCache::key(BodyCache::Kind::rendered, exchange.request.target, response.etag), bytes);
    response.body = http::Body{std::move(bytes)};
    return response;
}

Result<std::string> Lists::render(const ListRequest& request, Revision& revision) const
{
    if (!request.ids.empty()) return render_these(request.ids, revision);
    return request.is_search ? render_found(request.search, revision) : render_plain(request, revision);
}

Result<std::string> Lists::render_found(const SearchRequest& request, Revision& revision) const
{
    const auto started = std::chrono::steady_clock::now();
    const auto answer = catalog().search(request.query);
    metrics_.searched(std::chrono::steady_clock::now() - started);
    if (!answer) return answer.error();
    revision = answer->revision;
    return render_search(request, *answer, history());
}

// Without a limit the list is whole while the registry is small, as the Python registry's is.
Result<std::string> Lists::render_plain(const ListRequest& request, Revision& revision) const
{
    auto query = request.search.query;
    query.sort = Sort::registered;
    const bool whole =
        !request.limit && query.cursor.empty() && catalog().size() <= settings_.list_unpaged_max;
    if (whole) query.limit = settings_.list_unpaged_max;
    const auto answer = catalog().search(query);
    if (!answer) return answer.error();
    revision = answer->revision;
    return render_list(answer->hits, answer->total, answer->next_cursor, history());
}

Result<std::string> Lists::render_these(const std::vector<std::string>& ids, Revision& revision) const
{
    // The state may move on between the look-ups; then the older tag makes clients ask again.
    revision = catalog().revision();
    std::vector<RecordPtr> hits;
    for (const auto& id : ids)
        if (auto record = catalog().find(id)) hits.push_back(std::move(record));
    std::ranges::sort(hits, {}, &Record::first_revision);
    // Not the ranges form: clang 14 cannot read libstdc++'s subrange.
    const auto same = [](const RecordPtr& a, const RecordPtr& b) { return a->id == b->id; };
    hits.erase(std::unique(hits.begin(), hits.end(), same), hits.end());
    return render_list(hits, hits.size(), {}, history());
}

} // namespace a2a::api
