// SPDX-License-Identifier: Apache-2.0
#include "api/openapi_search.hpp"

#include "api/search_members.hpp"

#include <nlohmann/json.hpp>

namespace a2a::api {
namespace {

using Json = nlohmann::ordered_json;

const Json kText{{"type", "string"}};
const Json kCount{{"type", "integer"}};

Json list_of(Json item)
{
    return {{"type", "array"}, {"items", std::move(item)}};
}

Json ref(std::string_view name)
{
    return {{"$ref", "#/components/schemas/" + std::string{name}}};
}

// In a search null counts as absent.
Json optional(std::string_view type, std::string_view meaning)
{
    return {{"type", {type, "null"}}, {"description", meaning}};
}

Json texts(std::string_view meaning)
{
    return {{"type", {"string", "array", "null"}}, {"items", kText}, {"description", meaning}};
}

Json object(Json properties, std::initializer_list<std::string_view> required)
{
    return {{"type", "object"}, {"required", required}, {"properties", std::move(properties)}};
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
    all["sort"] = {
        {"enum", {"relevance", "registered", "name", "updated", nullptr}},
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
    const Json time{{"type", "string"}, {"format", "date-time"}};
    return object(
        {{"id", kText}, {"revision", kCount}, {"etag", kText}, {"registered_at", time}, {"updated_at", time}},
        {"id", "revision", "etag", "registered_at", "updated_at"});
}

Json explain_schema()
{
    const auto word = object({{"word", kText}, {"fields", list_of(kText)}, {"skills", list_of(kText)}},
                             {"word", "fields", "skills"});
    auto schema = list_of(object({{"id", kText}, {"words", list_of(word)}}, {"id", "words"}));
    schema["description"] = "when asked for, parallel to agents: which word is where";
    return schema;
}

Json suggestions_schema(const Json& cards)
{
    const auto correction = object({{"word", kText}, {"instead", list_of(kText)}}, {"word", "instead"});
    auto schema = object({{"agents", cards},
                          {"items", list_of(ref("Item"))},
                          {"dropped_words", list_of(kText)},
                          {"did_you_mean", list_of(correction)}},
                         {"agents", "items", "dropped_words", "did_you_mean"});
    schema["description"] = "when no agent has every word: those that come nearest";
    return schema;
}

Json found_schema()
{
    const auto cards = list_of({{"type", "object"}});
    const auto value = object({{"value", kText}, {"count", kCount}}, {"value", "count"});
    auto scores = list_of({{"type", "number"}});
    scores["description"] = "parallel to agents, when a text is sorted by relevance";
    return object({{"agents", cards},
                   {"items", list_of(ref("Item"))},
                   {"count", kCount},
                   {"query", kText},
                   {"total", kCount},
                   {"next_cursor", kText},
                   {"total_full", {{"type", "integer"}, {"description", "of total, those with every word"}}},
                   {"scores", std::move(scores)},
                   {"facets", {{"type", "object"}, {"additionalProperties", list_of(value)}}},
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
