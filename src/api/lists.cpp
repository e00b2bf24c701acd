// SPDX-License-Identifier: Apache-2.0
#include "api/lists.hpp"

#include "api/await_done.hpp"
#include "api/etag.hpp"
#include "api/problem.hpp"
#include "api/render.hpp"
#include "http/conditional.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace a2a::api {
namespace {

using http::BodyCache;
using observe::Operation;

Search::PageSize size_of(const SearchAnswer& answer)
{
    Search::PageSize size{.agents = answer.hits.size()};
    for (const auto& hit : answer.hits) size.card_bytes += hit->body.size();
    return size;
}

} // namespace

// A search under way. Holds all it needs, so that it outlives the request it came with.
struct Lists::Begun {
    std::unique_ptr<const SearchRequest> request; // the search refers to it
    Search search;
    bool wants_gzip = false;
    std::optional<Result<SearchAnswer>> answer = {}; // once it has run

    // From what rendering costs, in nanoseconds.
    bool is_long_to_render(Search::PageSize page) const
    {
        constexpr std::size_t kLong = 2'000'000;
        constexpr std::size_t kPerHit = 1'000;                            // its item
        constexpr std::size_t kCopied = 1, kPicked = 8, kCompressed = 12; // a byte

        const auto per_byte = (request->fields.empty() ? kCopied : kPicked) + (wants_gzip ? kCompressed : 0);
        return page.agents * kPerHit + page.card_bytes * per_byte > kLong;
    }
};

Lists::Lists(const Registry& registry, SearchPool& pool, const Settings& settings, http::BodyCache& cache,
             observe::Metrics& metrics)
    : registry_{registry}, pool_{pool}, settings_{settings}, cache_{cache}, metrics_{metrics},
      whole_{std::make_unique<WholeList>(cache, cache.bytes_max())}
{
}

http::Answer Lists::list(const http::Exchange& exchange) const
{
    auto request = read_list(exchange.request.query);
    if (request && request->is_search) {
        if (auto response = made_before(exchange)) return counted(Operation::search, *std::move(response));
        return find(exchange, std::make_unique<SearchRequest>(std::move(request->search)),
                    &Lists::finish_link);
    }
    if (!request) return counted(Operation::list, problem(exchange, request.error()));
    const bool wants_all = request->ids.empty() && !request->limit && request->search.query.cursor.empty();
    auto response = wants_all ? whole_list(exchange) : std::nullopt;
    if (!response) response = made_before(exchange);
    if (!response)
        response = keep(exchange, request->ids.empty() ? render_plain(*request) : render_these(request->ids));
    return counted(Operation::list, *std::move(response));
}

http::Answer Lists::search(const http::Exchange& exchange) const
{
    auto request = read_search(exchange.request.body);
    if (!request) return finish_search(exchange, request.error());
    return find(exchange, std::make_unique<SearchRequest>(*std::move(request)), &Lists::finish_search);
}

http::Answer Lists::find(const http::Exchange& exchange, std::unique_ptr<const SearchRequest> request,
                         Finish finish) const
{
    auto search = catalog().begin(request->query);
    if (!search) return (this->*finish)(exchange, search.error());
    Begun begun{std::move(request), *std::move(search),
                settings_.compresses && http::wants_gzip(exchange.request)};
    const bool is_long = begun.search.is_long();
    // Refused before it has run, by what it may come to.
    if ((is_long || begun.is_long_to_render(begun.search.page_at_most())) && pool_.refuses())
        return counted(Operation::search, http::overloaded(exchange.request_id, SearchPool::kFull));
    if (!is_long) {
        run(begun);
        const auto& answer = *begun.answer;
        if (!answer || !begun.is_long_to_render(size_of(*answer)))
            return (this->*finish)(exchange, render(begun));
    }
    return find_elsewhere(exchange, std::make_shared<Begun>(std::move(begun)), finish);
}

// The exchange lives as long as this waits; what the pool's thread touches is all in `begun`.
http::Task<http::Response> Lists::find_elsewhere(const http::Exchange& exchange, std::shared_ptr<Begun> begun,
                                                 Finish finish) const
{
    struct Made {
        Result<Rendered> rendered;
        std::exception_ptr fault = {}; // a bug: thrown on where bugs are answered
    };
    auto start = [&](auto done) {
        auto refusal = pool_.submit([this, begun, done] {
            Made made{Rendered{}};
            try {
                made.rendered = render(*begun);
                if (begun->wants_gzip && made.rendered)
                    made.rendered->gzipped = http::Body{http::gzip(made.rendered->body)};
            } catch (...) {
                made.fault = std::current_exception();
            }
            done(std::move(made));
        });
        if (refusal) done(Made{*std::move(refusal)});
    };
    auto made = co_await await_done<Made>(std::move(start));
    if (made.fault) std::rethrow_exception(made.fault);
    co_return (this->*finish)(exchange, std::move(made.rendered));
}

void Lists::run(Begun& begun) const
{
    const auto started = std::chrono::steady_clock::now();
    begun.answer = begun.search.run();
    metrics_.searched(std::chrono::steady_clock::now() - started);
}

Result<Lists::Rendered> Lists::render(Begun& begun) const
{
    if (!begun.answer) run(begun);
    const auto& answer = *begun.answer;
    if (!answer) return answer.error();
    return Rendered{render_search(*begun.request, *answer, history()), answer->revision};
}

http::Response Lists::finish_search(const http::Exchange& exchange, Result<Rendered> rendered) const
{
    if (!rendered) return counted(Operation::search, problem(exchange, rendered.error()));
    http::Response response{.body = http::Body{std::move(rendered->body)},
                            .gzipped = std::move(rendered->gzipped),
                            .etag = etag_of_search(rendered->revision, history(), exchange.request.body)};
    response.with("Cache-Control", "no-cache");
    return counted(Operation::search, std::move(response));
}

http::Response Lists::finish_link(const http::Exchange& exchange, Result<Rendered> rendered) const
{
    return counted(Operation::search, keep(exchange, std::move(rendered)));
}

http::Response Lists::counted(Operation operation, http::Response response) const
{
    metrics_.operation(operation, response.status < http::Status::bad_request);
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
    if (auto response = made_before(exchange)) return *std::move(response);
    const auto answer = catalog().vocabulary(*request);
    if (!answer) return problem(exchange, answer.error());
    return keep(exchange, Rendered{render_vocabulary(name_of(facet), *answer), answer->revision});
}

std::optional<http::Response> Lists::made_before(const http::Exchange& exchange) const
{
    http::Response response = of_state(catalog().revision());
    if (http::held_tag(exchange.request, response.etag)) return response; // a filter makes it a 304
    auto cached =
        cache_.find(BodyCache::key(BodyCache::Kind::rendered, exchange.request.target, response.etag));
    if (!cached) return std::nullopt;
    response.body = http::Body{*std::move(cached)};
    return response;
}

// Under the tag of the state that was rendered: a write may have come since made_before().
http::Response Lists::keep(const http::Exchange& exchange, Result<Rendered> rendered) const
{
    if (!rendered) return problem(exchange, rendered.error());
    auto response = of_state(rendered->revision);
    Bytes bytes{std::move(rendered->body)};
    cache_.put(BodyCache::key(BodyCache::Kind::rendered, exchange.request.target, response.etag), bytes);
    response.body = http::Body{std::move(bytes)};
    response.gzipped = std::move(rendered->gzipped);
    return response;
}

http::Response Lists::of_state(Revision revision) const
{
    http::Response response{.etag = etag_of_state(revision, history())};
    response.with("Cache-Control", "no-cache");
    return response;
}

// Whole, as the Python registry's list is.
std::optional<http::Response> Lists::whole_list(const http::Exchange& exchange) const
{
    const auto revision = catalog().revision();
    auto response = of_state(revision);
    if (http::held_tag(exchange.request, response.etag)) return response; // a filter makes it a 304
    auto list = whole_->of(
        catalog(), {.not_before = revision, .agents_max = settings_.list_unpaged_max, .history = history()});
    if (!list) return std::nullopt;
    if (list->revision != revision) response = of_state(list->revision);
    response.body = std::move(list->plain);
    response.gzipped = std::move(list->gzipped);
    return response;
}

Result<Lists::Rendered> Lists::render_plain(const ListRequest& request) const
{
    auto query = request.search.query;
    query.sort = Sort::registered;
    const auto answer = catalog().search(query);
    if (!answer) return answer.error();
    return Rendered{render_list(answer->hits, answer->total, answer->next_cursor, history()),
                    answer->revision};
}

Lists::Rendered Lists::render_these(const std::vector<std::string>& ids) const
{
    // The state may move on between the look-ups; then the older tag makes clients ask again.
    const auto revision = catalog().revision();
    std::vector<RecordPtr> hits;
    for (const auto& id : ids)
        if (auto record = catalog().find(id)) hits.push_back(std::move(record));
    std::ranges::sort(hits, {}, &Record::first_revision);
    // Not the ranges form: clang 14 cannot read libstdc++'s subrange.
    const auto same = [](const RecordPtr& a, const RecordPtr& b) { return a->id == b->id; };
    hits.erase(std::unique(hits.begin(), hits.end(), same), hits.end());
    return {render_list(hits, hits.size(), {}, history()), revision};
}

} // namespace a2a::api
