// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "client/answers.hpp"
#include "client/client_state.hpp"
#include "client/import.hpp"
#include "client/problem.hpp"

#include <a2a/client.hpp>

#include <algorithm>
#include <utility>

namespace a2a::client {
namespace {

constexpr std::size_t kAgentsAPage = 1'000; // the most that the contract promises

bool is_token_letter(char c)
{
    return c > ' ' && c < '\x7f';
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

std::string terms_path(std::string_view list, const TermsRequest& request)
{
    return std::string{"/"}.append(list) + Query{}.add("prefix", request.prefix).add(request.page).text();
}

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
    auto response = state_->read(terms_path("skills", request));
    if (!response) return std::move(response).error();
    return terms_in(*response, "skills");
}

Result<Terms> Client::tags(const TermsRequest& request)
{
    auto response = state_->read(terms_path("tags", request));
    if (!response) return std::move(response).error();
    return terms_in(*response, "tags");
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
