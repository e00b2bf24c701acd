// SPDX-License-Identifier: Apache-2.0
#include "agents.hpp"

#include "api/render.hpp"
#include "base/text.hpp"
#include "card/card.hpp"
#include "target.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <set>

namespace a2a::fuzz {
namespace {

constexpr std::size_t kAgents = 24;
constexpr std::array<std::string_view, 4> kCards{
    R"({"name":"Weather %","description":"Forecasts for any place, of %","version":"1.0","url":"https://w%.example/a",
        "protocolVersion":"0.3.0","preferredTransport":"JSONRPC","capabilities":{"streaming":true},
        "defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],"provider":{"organization":"Alpha"},
        "skills":[{"id":"forecast","name":"Forecast","description":"Says rain","tags":["weather","t%"]}]})",
    R"({"name":"Übersetzer %","description":"translates 日本語 into ไทย","version":"2","supportedInterfaces":[
        {"url":"https://t%.example/","protocolBinding":"GRPC","protocolVersion":"1.0"}],"capabilities":{},
        "defaultInputModes":["text/plain"],"defaultOutputModes":["audio/mp3"],
        "skills":[{"id":"translate","name":"Translate","description":"","tags":["language"],"examples":["to % please"]}]})",
    R"({"name":"py_agent_%","description":"snake","version":"3","url":"http://p%.example","protocol_version":"0.2",
        "capabilities":{"push_notifications":true,"extensions":[{"uri":"urn:x:%"}]},"skills":[]})",
    R"({"name":"Hybrid-% search/bench","url":"https://h%.example","preferred_transport":"HTTP+JSON",
        "supportedInterfaces":[{"url":"https://i%.example","protocolBinding":"JSONRPC"}],
        "skills":[{"id":"s%","name":"S","description":"common word weather","tags":[]},{"id":"forecast","name":"F","description":"x","tags":["T"]}]})"};

std::string card(std::size_t number)
{
    std::string text{kCards[number % kCards.size()]};
    for (auto at = text.find('%'); at != std::string::npos; at = text.find('%', at))
        text.replace(at, 1, std::to_string(number));
    return text;
}

// Every page after the first, when there is room for one hit at least.
void must_walk(api::SearchRequest request, const SearchAnswer& first)
{
    std::set<std::string_view> ids;
    auto answer = first;
    for (std::size_t pages = 0;; ++pages) {
        for (const auto& hit : answer.hits) must(ids.insert(hit->id).second, "no hit comes twice");
        if (answer.next_cursor.empty()) break;
        must(pages <= kAgents, "a walk ends");
        request.query.cursor = answer.next_cursor;
        auto next = agents().search(request.query);
        must(next.has_value(), "our own cursor is one of this question");
        answer = *std::move(next);
    }
    must(ids.size() == first.total, "a walk meets every hit");
}

} // namespace

const Catalog& agents()
{
    static const Catalog& it = []() -> const Catalog& {
        static Catalog catalog;
        for (std::size_t number = 0; number < kAgents; ++number) {
            auto parsed = card::parse(card(number), {});
            must(parsed.has_value(), "the sample's cards are cards");
            catalog.apply(Change{.revision = number + 1,
                                 .id = "agent " + std::to_string(number),
                                 .at = WallTime{std::chrono::seconds{1'700'000'000 + number}},
                                 .card = *std::move(parsed)});
        }
        return catalog;
    }();
    return it;
}

void must_be_json(std::string_view text)
{
    must(nlohmann::json::accept(text), "the text is JSON to another parser");
}

void must_be_told(const Error& error)
{
    std::string out;
    api::append_issues(out, error.issues);
    must_be_json(out);
    must(!error.detail.empty() && text::is_utf8(error.detail), "an error says something");
    for (const auto& issue : error.issues)
        must(issue.pointer.empty() || issue.pointer.front() == '/', "a pointer");
}

void must_be_bounded(const api::SearchRequest& request)
{
    const auto& query = request.query;
    for (const auto* text : {&query.text, &query.text_not}) {
        must(text->size() <= 256 && text::words(*text).size() <= 32, "a text has a limit");
        must(text::is_utf8(*text), "a text is UTF-8");
    }
    must(query.limit >= 1 && query.limit <= api::kPageMax, "a page has a limit");
    must(query.facet_limit >= 1 && query.facet_limit <= api::kPageMax, "a facet has a limit");
    must(query.cursor.size() <= 1'024, "a cursor has a limit");
    must(std::set(query.facets.begin(), query.facets.end()).size() == query.facets.size(), "each facet once");
}

std::string must_answer(const api::SearchRequest& request)
{
    auto answer = agents().search(request.query);
    if (!answer) {
        must_be_told(answer.error());
        return {};
    }
    must(answer->hits.size() <= request.query.limit && answer->hits.size() <= answer->total,
         "a page has a limit");
    must(answer->total <= kAgents, "there are not more hits than agents");
    auto text = api::render_search(request, *answer, "h");
    must_be_json(text);
    must_be_json(api::render_list(answer->hits, answer->total, answer->next_cursor, "h"));
    if (request.query.cursor.empty()) must_walk(request, *answer);
    return text;
}

} // namespace a2a::fuzz
