// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "client/answers.hpp"
#include "client/cache.hpp"
#include "client/caller.hpp"
#include "client/import.hpp"
#include "client/problem.hpp"

#include <a2a/client.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace a2a::client {
namespace {

constexpr std::size_t kAgentsAPage = 1'000; // the most that the contract promises

bool is_token_letter(char c)
{
    return c > ' ' && c < '\x7f';
}

// An ETag goes into a header as it is, so nothing may be in it that ends one.
bool is_field_value(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c != '\x7f'; });
}

// "." and ".." would be taken for steps of the path, and "" for the list. Every other fault of
// an id is the server's to find.
Result<std::string> path_of(std::string_view id)
{
    if (id.empty() || id == "." || id == "..")
        return Error{Errc::id_invalid, "'" + std::string{id} + "' can not be the id of an agent"};
    return "/agents/" + text::percent_encode(id);
}

// "?limit=10&cursor=x", of those that are given.
class Query {
public:
    Query& add(std::string_view name, std::string_view value)
    {
        if (value.empty()) return *this;
        text_ += text_.empty() ? '?' : '&';
        text_.append(name).append("=").append(text::percent_encode(value));
        return *this;
    }
    Query& add(const PageRequest& page)
    {
        if (page.limit) add("limit", std::to_string(*page.limit));
        return add("cursor", page.cursor);
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

// One page after the other, with `fetch(cursor)`.
template <class Fetch>
Result<void> walk(std::string cursor, Fetch fetch, const TakePage& take)
{
    for (;;) {
        Result<Page> page = fetch(cursor);
        if (!page) return std::move(page).error();
        const auto next = page->next_cursor;
        const bool stuck = !next.empty() && next == cursor;
        if (!take(*std::move(page)) || next.empty()) return {};
        if (stuck) return Error{Errc::unavailable, "the pages of this list lead in a circle"};
        cursor = next;
    }
}

} // namespace

struct Client::State {
    State(BaseUrl url, Options given)
        : options{std::move(given)}, caller{Connection{std::move(url),
                                                       {.connect_timeout = options.connect_timeout,
                                                        .read_timeout = options.read_timeout,
                                                        .answer_bytes_max = options.answer_bytes_max}},
                                            {.timeout = options.timeout, .retries = options.retries}},
          cache{options.cache_bytes}
    {
    }

    Result<Response> ask(Request request, Kind kind);
    Result<Response> call(Request request, Kind kind);
    Result<Response> read(std::string target);
    Result<Response> search(std::string_view body);
    Result<Response> write(Request request, const Conditions& conditions);
    Result<Registered> send_card(std::string method, std::string target, std::string_view card,
                                 const Conditions& conditions);
    Result<Terms> terms(std::string_view of, const TermsRequest& request);

    const Options options;
    Caller caller;
    Cache cache;
};

// Any answer is a success here.
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

Result<Response> Client::State::read(std::string target)
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

Result<Terms> Client::State::terms(std::string_view of, const TermsRequest& request)
{
    const auto query = Query{}.add("prefix", request.prefix).add(request.page);
    auto response = read('/' + std::string{of} + query.text());
    if (!response) return std::move(response).error();
    return terms_in(*response, of);
}

Result<Client> Client::open(Options options)
{
    auto url = parse_base_url(options.url);
    if (!url) return std::move(url).error();
    if (!std::ranges::all_of(options.token, is_token_letter))
        return Error{Errc::query_invalid, "the token has letters that cannot be sent"};
    return Client{std::make_unique<State>(*std::move(url), std::move(options))};
}

Client::Client(std::unique_ptr<State> state) : state_{std::move(state)} {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<Registered> Client::register_card(std::string_view card_json, const Conditions& conditions)
{
    return state_->send_card("POST", "/agents", card_json, conditions);
}

Result<Registered> Client::put(std::string_view id, std::string_view card_json, const Conditions& conditions)
{
    auto path = path_of(id);
    if (!path) return std::move(path).error();
    return state_->send_card("PUT", *std::move(path), card_json, conditions);
}

Result<std::vector<Imported>> Client::import_lines(std::string_view lines)
{
    return import_patiently(lines, [this](std::string some) -> Result<std::vector<Imported>> {
        auto response = state_->call({.method = "POST",
                                      .target = "/agents:import",
                                      .fields = {{"Content-Type", "application/x-ndjson"}},
                                      .body = std::move(some)},
                                     Kind::patient_write);
        if (!response) return std::move(response).error();
        return imported_in(*response);
    });
}

Result<void> Client::import_all(const NextText& next, const TakeImported& take)
{
    return import_in_pieces(next, take, [this](std::string_view lines) { return import_lines(lines); });
}

Result<void> Client::remove(std::string_view id, const Conditions& conditions)
{
    auto path = path_of(id);
    if (!path) return std::move(path).error();
    auto response = state_->write({.method = "DELETE", .target = *std::move(path), .fields = {}}, conditions);
    if (!response) return std::move(response).error();
    return {};
}

Result<Agent> Client::get(std::string_view id)
{
    auto path = path_of(id);
    if (!path) return std::move(path).error();
    auto response = state_->read(*std::move(path));
    if (!response) return std::move(response).error();
    return agent_in(*response);
}

Result<Card> Client::card(std::string_view id)
{
    auto path = path_of(id);
    if (!path) return std::move(path).error();
    auto response = state_->read(*path + "/card");
    if (!response) return std::move(response).error();
    return Card{.json = std::move(response->body), .etag = std::move(response->etag)};
}

Result<Page> Client::list(const PageRequest& page)
{
    auto response = state_->read("/agents" + Query{}.add(page).text());
    if (!response) return std::move(response).error();
    return page_in(*response);
}

Result<Page> Client::search(const SearchRequest& request)
{
    const auto body = print(request);
    if (!body) return body.error();
    auto response = state_->search(*body);
    if (!response) return std::move(response).error();
    return page_in(*response);
}

Result<void> Client::list_all(PageRequest from, const TakePage& take)
{
    if (!from.limit) from.limit = kAgentsAPage;
    return walk(
        from.cursor,
        [&](const std::string& cursor) {
            return list({from.limit, cursor});
        },
        take);
}

Result<void> Client::search_all(SearchRequest request, const TakePage& take)
{
    const auto fetch = [&](const std::string& cursor) {
        request.page.cursor = cursor;
        return search(request);
    };
    return walk(request.page.cursor, fetch, take);
}

Result<std::string> Client::search_json(std::string_view request)
{
    auto response = state_->search(request);
    if (!response) return std::move(response).error();
    return std::move(response->body);
}

Result<Terms> Client::skills(const TermsRequest& request)
{
    return state_->terms("skills", request);
}

Result<Terms> Client::tags(const TermsRequest& request)
{
    return state_->terms("tags", request);
}

Result<void> Client::health()
{
    auto response = state_->read("/health");
    if (!response) return std::move(response).error();
    return health_in(*response);
}

Result<bool> Client::ready(Traffic traffic)
{
    Request request{.method = "GET", .target = "/readyz", .fields = {}};
    if (traffic == Traffic::writes) request.target += "?for=write";
    auto response = state_->ask(std::move(request), Kind::probe);
    if (!response) return std::move(response).error();
    if (response->status != 200 && response->status != 503) return error_in(*response, false);
    return response->status == 200;
}

} // namespace a2a::client
