// SPDX-License-Identifier: Apache-2.0
#include "api/agents.hpp"

#include "api/await_done.hpp"
#include "api/etag.hpp"
#include "api/naming.hpp"
#include "api/problem.hpp"
#include "api/render.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <span>
#include <vector>

namespace a2a::api {
namespace {

using observe::Operation;

// Of what is answered to a write, usually.
constexpr std::size_t kAnswerBytes = 192;
constexpr std::size_t kWarningBytes = 160;

const Error kNotFound{Errc::agent_not_found, "Agent not found"};

std::string path_of(std::string_view id)
{
    return "/agents/" + text::percent_encode(id);
}

// All field lines of this name as the one list they are (RFC 9110 section 5.3).
std::string joined(const http::Request& request, std::string_view name)
{
    std::string all;
    bool is_there = false;
    for (const auto& field : request.fields) {
        if (!text::equal_ignoring_ascii_case(field.name, name)) continue;
        is_there = true;
        if (!all.empty()) all += ',';
        all += field.value;
    }
    if (is_there && all.empty()) all = ","; // no tag at all, which is not the same as no condition
    return all;
}

struct Holder {
    std::string url;
    std::string provider;
};

// Whose card a POST replaced, when it was another's: names are not unique in the wild.
std::optional<Holder> other_holder(const Committed& committed, const AgentCard& card)
{
    if (committed.kind != Committed::Kind::replaced) return std::nullopt;
    const auto before = card::project(committed.before.view());
    if (card::endpoint_host(before) == card::endpoint_host(card) && before.provider == card.provider)
        return std::nullopt;
    return Holder{before.interfaces.empty() ? std::string{} : before.interfaces.front().url, before.provider};
}

} // namespace

Agents::Agents(Registry& registry, const Settings& settings, observe::Metrics& metrics)
    : registry_{registry}, settings_{settings}, metrics_{metrics}
{
}

http::Response Agents::get(const http::Exchange& exchange) const
{
    const auto record = registry_.catalog().find(exchange.params[0]);
    metrics_.operation(Operation::get, record != nullptr);
    return record ? shown(record) : problem(exchange, kNotFound);
}

http::Response Agents::shown(const RecordPtr& record) const
{
    http::Response response{
        .body = http::Body{Bytes{record, record->body}},
        .etag = etag_of_agent(record->digest, record->revision, registry_.journal().history())};
    response.with("Cache-Control", "no-cache");
    return response;
}

// A2A section 8.6: a card's answer carries an ETag of its content and how long it may be kept.
http::Response Agents::card(const http::Exchange& exchange) const
{
    const auto record = registry_.catalog().find(exchange.params[0]);
    metrics_.operation(Operation::get, record != nullptr);
    if (!record) return problem(exchange, kNotFound);
    http::Response response{.body = http::Body{Bytes{record, record->card()}},
                            .etag = etag_of_card(record->digest),
                            .modified = record->modified_at};
    response.with("Cache-Control", "max-age=" + std::to_string(settings_.cache_ttl.load().count()));
    return response;
}

http::Response Agents::validate(const http::Exchange& exchange) const
{
    auto envelope = card::examine(exchange.request.body, settings_.rules);
    metrics_.operation(Operation::validate, envelope.has_value());
    if (!envelope) return problem(exchange, envelope.error());
    auto& verdict = envelope->verdict;
    if (const auto fault = card::fault_of_id(verdict.projection.name); fault && verdict.parsed)
        verdict.warnings.push_back({"/name", "only PUT takes this card: " + *fault, kNameNotId});
    std::string out = R"({"valid":)";
    out.append(verdict.errors.empty() ? "true" : "false").append(R"(,"dialect":)");
    json::quote(out, name_of(verdict.dialect));
    out += R"(,"errors":)";
    append_issues(out, verdict.errors);
    out += R"(,"warnings":)";
    append_issues(out, verdict.warnings);
    out.append(R"(,"projection":)").append(card::print(verdict.projection)).append(1, '}');
    return {.body = http::Body{std::move(out)}};
}

http::Task<http::Response> Agents::post(const http::Exchange& exchange) const
{
    auto card = card::parse(exchange.request.body, settings_.rules);
    if (!card) co_return refused(exchange, {}, card.error());
    auto id = id_of_name((*card)->card);
    if (!id) co_return refused(exchange, {}, id.error());
    Asked asked{.naming = Registry::Naming::by_name, .id = *std::move(id), .card = *std::move(card)};
    co_return co_await store(exchange, std::move(asked));
}

http::Task<http::Response> Agents::put(const http::Exchange& exchange) const
{
    auto card = card::parse(exchange.request.body, settings_.rules);
    if (!card) co_return refused(exchange, exchange.params[0], card.error());
    Asked asked{.naming = Registry::Naming::by_id, .id = exchange.params[0], .card = *std::move(card)};
    co_return co_await store(exchange, std::move(asked));
}

http::Task<http::Response> Agents::store(const http::Exchange& exchange, Asked asked) const
{
    auto start = [&](Registry::Done done) {
        const Caller caller{.may_write = exchange.may_write};
        registry_.put(caller, asked.naming, asked.id, asked.card, precondition_of(exchange), std::move(done));
    };
    const auto outcome = co_await await_done<Outcome>(std::move(start));
    if (!outcome) co_return refused(exchange, asked.id, outcome.error());
    co_return stored(asked, *outcome);
}

http::Response Agents::stored(const Asked& asked, const Committed& committed) const
{
    const bool created = committed.kind == Committed::Kind::created;
    metrics_.operation(created ? Operation::register_ : Operation::update, true);
    const auto& card = *asked.card;
    const auto revision = committed.change.revision;
    std::span<const FieldIssue> warnings = card.warnings;
    std::vector<FieldIssue> with_replaced;

    std::string out;
    out.reserve(kAnswerBytes + warnings.size() * kWarningBytes);
    out += R"({"success":true,"agent_id":)";
    json::quote(out, asked.id);
    out += R"(,"message":"Agent registered successfully","extensions_processed":)";
    out.append(std::to_string(card.card.extensions.size()))
        .append(R"(,"revision":)")
        .append(std::to_string(revision));
    if (asked.naming == Registry::Naming::by_name) {
        if (const auto other = other_holder(committed, card.card)) {
            with_replaced = card.warnings;
            with_replaced.push_back(
                {"/name", "this replaced a card of the same name with another endpoint or provider",
                 "name-replaced"});
            warnings = with_replaced;
            out += R"(,"replaced":{"url":)";
            json::quote(out, other->url);
            out += R"(,"provider":)";
            json::quote(out, other->provider);
            out += '}';
        }
    }
    out += R"(,"warnings":)";
    append_issues(out, warnings);
    out += '}';

    http::Response response{.status = created ? http::Status::created : http::Status::ok,
                            .body = http::Body{std::move(out)},
                            .etag = etag_of_agent(committed.digest, revision, registry_.journal().history())};
    response.with("Location", path_of(asked.id));
    return response;
}

// What would have replaced an agent counts as an update, also when it was refused.
http::Response Agents::refused(const http::Exchange& exchange, std::string_view id, const Error& error) const
{
    const bool exists = registry_.catalog().find(id) != nullptr;
    metrics_.operation(exists ? Operation::update : Operation::register_, false);
    return problem(exchange, error);
}

http::Task<http::Response> Agents::remove(const http::Exchange& exchange) const
{
    auto start = [&](Registry::Done done) {
        const Caller caller{.may_write = exchange.may_write};
        registry_.remove(caller, exchange.params[0], precondition_of(exchange), std::move(done));
    };
    const auto outcome = co_await await_done<Outcome>(std::move(start));
    metrics_.operation(Operation::unregister, outcome.has_value());
    if (!outcome) co_return problem(exchange, outcome.error());
    const auto cleaned = card::project(outcome->before.view()).extensions.size();
    auto out = R"({"success":true,"message":"Agent unregistered successfully","extensions_cleaned":)" +
               std::to_string(cleaned) + '}';
    http::Response response{.body = http::Body{std::move(out)}};
    co_return response;
}

Precondition Agents::precondition_of(const http::Exchange& exchange) const
{
    const auto& request = exchange.request;
    return precondition(joined(request, "if-match"), joined(request, "if-none-match"),
                        registry_.journal().history());
}

} // namespace a2a::api
