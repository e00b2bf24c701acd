// SPDX-License-Identifier: Apache-2.0
#include "api/openapi_search.hpp"

#include "api/openapi_shapes.hpp"
#include "api/search_members.hpp"

namespace a2a::api {
namespace {

using Json = nlohmann::ordered_json;

// In a search null counts as absent.
Json optional(std::string_view type, std::string_view meaning)
{
    return {{"type", {type, "null"}}, {"description", meaning}};
}

Json texts(std::string_view meaning)
{
    return {{"type", {"string", "array", "null"}}, {"items", shape::text()}, {"description", meaning}};
}

Json filter_properties()
{
    Json all = Json::object();
    for (const auto& member : filter_members())
        all[std::string{member.name}] =
            texts(member.name.ends_with("_any") ? "at least one of them" : "all of them");
    all["signed"] = optional("boolean", "whether the card carries signatures");
    for (const auto* when : {"before", "after"})
        all[std::string{"updated_"} + when] = {{"type", {"string", "null"}},
                                               {"format", "date-time"},
                                               {"description", std::string{"changed "} + when}};
    return all;
}

Json search_schema()
{
    Json without = filter_properties();
    without["query"] = optional("string", "excluded when every word of it occurs");
    Json all{{"query", optional("string", "every white-space-separated word must occur, ignoring case")}};
    all.update(filter_properties());
    all["not"] = {{"type", {"object", "null"}},
                  {"description", "excluded when any element of it matches"},
                  {"additionalProperties", false},
                  {"properties", std::move(without)}};
    all["limit"] = {{"type", {"integer", "null"}},
                    {"minimum", 1},
                    {"default", kPageMax},
                    {"description", "how many a page has at most"}};
    all["cursor"] = optional("string", "next_cursor of the page before");
    all["sort"] = {{"enum", {"relevance", "registered", "name", "updated", nullptr}},
                   {"description", "the order of the agents; relevance without a query means registered"}};
    all["facets"] = texts("counts over the whole result: skills, tags, transport, provider, …");
    all["facet_limit"] = {{"type", {"integer", "null"}},
                          {"minimum", 1},
                          {"default", Query{}.facet_limit},
                          {"description", "how many values of each facet are told at most"}};
    all["fields"] = texts("only these members of each card");
    for (const auto& member : switch_members())
        all[std::string{member.name}] = optional("boolean", member.meaning);
    return {{"type", "object"},
            {"additionalProperties", false},
            {"properties", std::move(all)},
            {"examples",
             {{{"query", "weather forecast"},
               {"capabilities", {"streaming"}},
               {"not", {{"query", "sea"}}},
               {"explain", true},
               {"limit", 20}}}}};
}

Json item_schema()
{
    return shape::object({{"id", shape::text()},
                          {"revision", shape::count()},
                          {"etag", shape::text()},
                          {"registered_at", shape::time()},
                          {"updated_at", shape::time()}},
                         {"id", "revision", "etag", "registered_at", "updated_at"});
}

Json explain_schema()
{
    const auto word = shape::object({{"word", shape::text()},
                                     {"fields", shape::list_of(shape::text())},
                                     {"skills", shape::list_of(shape::text())}},
                                    {"word", "fields", "skills"});
    auto schema = shape::list_of(
        shape::object({{"id", shape::text()}, {"words", shape::list_of(word)}}, {"id", "words"}));
    schema["description"] = "when asked for, parallel to agents: which word is where";
    return schema;
}

Json suggestions_schema(const Json& cards)
{
    const auto correction = shape::object(
        {{"word", shape::text()}, {"instead", shape::list_of(shape::text())}}, {"word", "instead"});
    auto schema = shape::object({{"agents", cards},
                                 {"items", shape::list_of(shape::ref("Item"))},
                                 {"dropped_words", shape::list_of(shape::text())},
                                 {"did_you_mean", shape::list_of(correction)}},
                                {"agents", "items", "dropped_words", "did_you_mean"});
    schema["description"] = "when no agent has every word: those that come nearest";
    return schema;
}

Json found_schema()
{
    const auto cards = shape::list_of({{"type", "object"}});
    const auto value =
        shape::object({{"value", shape::text()}, {"count", shape::count()}}, {"value", "count"});
    auto scores = shape::list_of({{"type", "number"}});
    scores["description"] = "parallel to agents, when a text is sorted by relevance";
    return shape::object(
        {{"agents", cards},
         {"items", shape::list_of(shape::ref("Item"))},
         {"count", shape::count()},
         {"query", shape::text()},
         {"total", shape::count()},
         {"next_cursor", shape::text()},
         {"total_full", {{"type", "integer"}, {"description", "of total, those with every word"}}},
         {"scores", std::move(scores)},
         {"facets", {{"type", "object"}, {"additionalProperties", shape::list_of(value)}}},
         {"explain", explain_schema()},
         {"suggestions", suggestions_schema(cards)}},
        {"agents", "items", "count", "total"});
}

} // namespace

void add_search_schemas(Json& schemas)
{
    schemas[std::string{kSearchSchema}] = search_schema();
    schemas["Item"] = item_schema();
    schemas[std::string{kFoundSchema}] = found_schema();
}

} // namespace a2a::api
