// SPDX-License-Identifier: Apache-2.0
#include "api/openapi_parameters.hpp"

#include "api/openapi_search.hpp"
#include "api/search_members.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace a2a::api {
namespace {

using Json = nlohmann::ordered_json;

// What no search has.
struct Own {
    std::string_view in;
    std::string_view name;
    std::string_view meaning;
};
constexpr std::array<Own, 5> kOwn{{
    {"path", "id", "the agent's id, percent-encoded: a slash in it is %2F"},
    {"query", "id", "these agents and no others; stands without any other parameter but itself"},
    {"query", "prefix", "those that begin so, ignoring case"},
    {"query", "verbose", "tell each check; needs no value"},
    {"query", "for", "write: whether writes are wanted, too"},
}};

std::string_view own_meaning(std::string_view in, std::string_view name)
{
    const auto found =
        std::ranges::find_if(kOwn, [&](const Own& own) { return own.in == in && own.name == name; });
    return found == kOwn.end() ? std::string_view{} : found->meaning;
}

// A link has no null, and the default of a list is not that of a search.
Json in_a_link(Json schema)
{
    if (schema.contains("type") && schema["type"].is_array()) schema["type"] = schema["type"].front();
    if (schema.contains("enum")) std::erase(schema["enum"].get_ref<Json::array_t&>(), Json{});
    for (const auto* member : {"default", "items"}) schema.erase(member);
    return schema;
}

// Moves the description to the parameter, where readers look for it.
void describe_as_searched(Json& parameter, const Json& searched)
{
    parameter["description"] = searched.at("description");
    parameter["schema"] = in_a_link(searched);
    parameter["schema"].erase("description");
}

void describe(Json& parameter, const Json& search)
{
    const auto name = parameter.at("name").get<std::string>();
    if (const auto own = own_meaning(parameter.at("in").get<std::string>(), name); !own.empty()) {
        parameter["description"] = own;
        return;
    }
    const auto* filter = filter_member(name);
    const auto member = filter != nullptr ? std::string{filter->name} : name == "q" ? "query" : name;
    describe_as_searched(parameter, search.at(member));
    if (filter != nullptr) // may be repeated
        parameter["schema"] = {{"type", "array"}, {"items", {{"type", "string"}}}};
    else if (name == "facets" || name == "fields")
        parameter["description"] = parameter["description"].get<std::string>() + "; separated by commas";
}

} // namespace

void describe_parameters(Json& document)
{
    const auto& search = document["components"]["schemas"][std::string{kSearchSchema}]["properties"];
    for (auto& path : document["paths"])
        for (auto& operation : path)
            if (operation.contains("parameters"))
                for (auto& parameter : operation["parameters"]) describe(parameter, search);
}

} // namespace a2a::api
