// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "client/answers.hpp"
#include "client/caller.hpp"
#include "client/problem.hpp"

#include <a2a/client.hpp>

#include <algorithm>
#include <utility>

namespace a2a::client {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

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

std::string page_query(const PageRequest& page)
{
    std::string query;
    if (page.limit) query += "?limit=" + std::to_string(*page.limit);
    if (!page.cursor.empty())
        query += (query.empty() ? "?cursor=" : "&cursor=") + text::percent_encode(page.cursor);
    return query;
}

} // namespace

struct Client::State {
    State(BaseUrl url, const Options& options)
        : token{options.token}, caller{Connection{std::move(url),
                                                  {options.connect_timeout, options.answer_bytes_max}},
                                       {options.timeout, options.retries}}
    {
    }

    Result<Response> call(Request request, Kind kind);
    Result<Response> read(std::string target);
    Result<Response> search(std::string_view body);
    Result<Response> write(Request request, const Conditions& conditions);
    Result<Registered> send_card(std::string method, std::string target, std::string_view card,
                                 const Conditions& conditions);

    const std::string token;
    Caller caller;
};

Result<Response> Client::State::call(Request request, Kind kind)
{
    request.fields.emplace_back("Accept", "application/json");
    if (!token.empty()) request.fields.emplace_back("Authorization", "Bearer " + token);
    auto response = caller.call(request, kind);
    if (response && response->status / 100 != 2) return error_in(*response, kind != Kind::read);
    return response;
}

Result<Response> Client::State::read(std::string target)
{
    return call({.method = "GET", .target = std::move(target), .fields = {}}, Kind::read);
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

Result<Client> Client::open(Options options)
{
    auto url = parse_base_url(options.url);
    if (!url) return std::move(url).error();
    if (!std::ranges::all_of(options.token, is_token_letter))
        return Error{Errc::query_invalid, "the token has letters that cannot be sent"};
    return Client{std::make_unique<State>(*std::move(url), options)};
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
    auto response = state_->call({.method = "POST",
                                  .target = "/agents:import",
                                  .fields = {{"Content-Type", "application/x-ndjson"}},
                                  .body = std::string{lines}},
                                 Kind::patient_write);
    if (!response) return std::move(response).error();
    return imported_in(*response);
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
    auto response = state_->read("/agents" + page_query(page));
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

Result<std::string> Client::search_json(std::string_view request)
{
    auto response = state_->search(request);
    if (!response) return std::move(response).error();
    return std::move(response->body);
}

Result<void> Client::health()
{
    auto response = state_->read("/health");
    if (!response) return std::move(response).error();
    return health_in(*response);
}

} // namespace a2a::client
