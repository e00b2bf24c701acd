// SPDX-License-Identifier: Apache-2.0
#include "client/answers.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"
#include "card/card.hpp"
#include "client/json_access.hpp"

#include <span>
#include <utility>

namespace a2a::client {
namespace {

Error not_a_registry(std::string_view wanted)
{
    return {Errc::unavailable, "the answer is not what a registry says about " + std::string{wanted}};
}

Time time_at(json::Value object, std::string_view name)
{
    return parse_rfc3339(object.find(name).text()).value_or(Time{});
}

// `facts` has everything about an agent but its card, and may have that too.
Agent agent_of(json::Value card, json::Value facts)
{
    return {.id = text_at(facts, "id"),
            .card = std::string{card.raw()},
            .revision = number_at(facts, "revision"),
            .registered_at = time_at(facts, "registered_at"),
            .updated_at = time_at(facts, "updated_at"),
            .etag = text_at(facts, "etag")};
}

// Writes an object of those members that are given.
class QueryWriter {
public:
    void text(std::string_view name, std::string_view value)
    {
        if (value.empty()) return;
        open(name);
        quote(value);
    }

    void texts(std::string_view name, std::span<const std::string> values)
    {
        if (values.empty()) return;
        open(name);
        char before = '[';
        for (const auto& value : values) {
            out_ += std::exchange(before, ',');
            quote(value);
        }
        out_ += ']';
    }

    void number(std::string_view name, std::size_t value)
    {
        open(name);
        out_ += std::to_string(value);
    }

    Result<std::string> close() &&
    {
        if (!utf8_) return Error{Errc::query_invalid, "a search must be written in UTF-8"};
        return out_.empty() ? "{}" : out_ + '}';
    }

private:
    void open(std::string_view name)
    {
        out_ += out_.empty() ? '{' : ',';
        quote(name);
        out_ += ':';
    }

    void quote(std::string_view value)
    {
        if (text::is_utf8(value))
            json::quote(out_, value);
        else
            utf8_ = false;
    }

    std::string out_;
    bool utf8_ = true;
};

} // namespace

AgentCard Agent::projection() const
{
    return card::project(card);
}

AgentCard Card::projection() const
{
    return card::project(json);
}

Result<Registered> registered_in(const Response& response)
{
    const auto document = json::parse(response.body);
    if (!document || document->root().find("agent_id").text().empty())
        return not_a_registry("a registration");
    const auto answer = document->root();
    return Registered{.id = text_at(answer, "agent_id"),
                      .created = response.status == 201,
                      .revision = number_at(answer, "revision"),
                      .etag = response.etag,
                      .warnings = issues_at(answer, "warnings")};
}

Result<Agent> agent_in(const Response& response)
{
    const auto document = json::parse(response.body);
    if (!document || !document->root().find("agent_card").is(json::Kind::object))
        return not_a_registry("an agent");
    auto agent = agent_of(document->root().find("agent_card"), document->root());
    agent.etag = response.etag;
    return agent;
}

Result<Page> page_in(const Response& response)
{
    const auto document = json::parse(response.body);
    if (!document) return not_a_registry("agents");
    const auto answer = document->root();
    const auto cards = answer.find("agents");
    const auto facts = answer.find("items");
    if (!cards.is(json::Kind::array) || !facts.is(json::Kind::array) || cards.size() != facts.size())
        return not_a_registry("agents");

    Page page{.agents = {},
              .total = number_at(answer, "total"),
              .next_cursor = text_at(answer, "next_cursor"),
              .scores = {}};
    page.agents.reserve(cards.size());
    auto fact = facts.items().begin();
    for (const auto card : cards.items()) page.agents.push_back(agent_of(card, *fact++));
    for (const auto score : answer.find("scores").items()) page.scores.push_back(score.number().value_or(0));
    return page;
}

Result<Terms> terms_in(const Response& response, std::string_view member)
{
    const auto document = json::parse(response.body);
    if (!document || !document->root().find(member).is(json::Kind::array)) return not_a_registry(member);
    const auto answer = document->root();
    Terms found{.total = number_at(answer, "total"), .next_cursor = text_at(answer, "next_cursor")};
    for (const auto term : answer.find(member).items())
        found.terms.push_back({.value = text_at(term, "value"), .agents = number_at(term, "agents")});
    return found;
}

Result<void> health_in(const Response& response)
{
    const auto document = json::parse(response.body);
    if (!document || document->root().find("status").text() != "healthy") return not_a_registry("its health");
    return {};
}

Result<std::string> print(const SearchRequest& request)
{
    QueryWriter writer;
    writer.text("query", request.query);
    writer.texts("skills", request.skills);
    writer.texts("skills_any", request.skills_any);
    writer.texts("tags", request.tags);
    writer.texts("tags_any", request.tags_any);
    writer.texts("capabilities", request.capabilities);
    writer.texts("transport", request.transports);
    writer.texts("protocol_version", request.protocol_versions);
    writer.texts("provider", request.providers);
    writer.text("sort", request.sort);
    writer.text("cursor", request.page.cursor);
    if (request.page.limit) writer.number("limit", *request.page.limit);
    return std::move(writer).close();
}

} // namespace a2a::client
