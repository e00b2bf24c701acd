// SPDX-License-Identifier: Apache-2.0
#include "api/openapi.hpp"

#include "api/openapi_agents.hpp"
#include "api/openapi_examples.hpp"
#include "api/openapi_parameters.hpp"
#include "api/openapi_search.hpp"
#include "api/openapi_shapes.hpp"
#include "base/text.hpp"
#include "http/message.hpp"
#include "http/syntax.hpp"

namespace a2a::api {
namespace {

using Json = nlohmann::ordered_json;

Json parameter(std::string_view name, std::string_view in)
{
    return {{"name", name}, {"in", in}, {"required", in == "path"}, {"schema", {{"type", "string"}}}};
}

// The {…} of a pattern and the query parameters of its row.
Json parameters(const http::Route& route)
{
    auto all = Json::array();
    for (auto rest = route.pattern; rest.find('{') != std::string_view::npos;) {
        rest.remove_prefix(rest.find('{') + 1);
        all.push_back(parameter(rest.substr(0, rest.find('}')), "path"));
    }
    for (const auto name : route.doc.query) all.push_back(parameter(name, "query"));
    return all;
}

Json content_of(std::string_view schema)
{
    Json content = Json::object();
    if (!schema.empty()) content["schema"] = shape::ref(schema);
    return content;
}

Json problem_answer(http::Status status)
{
    return {{"description", http::reason_of(status)},
            {"content", {{"application/problem+json", content_of(kProblemSchema)}}}};
}

Json good_answer(http::Status status, const http::Route& route)
{
    return {{"description", http::reason_of(status)},
            {"content", {{std::string{route.gives}, content_of(route.doc.gives_schema)}}}};
}

Json answers(const http::Route& route)
{
    Json all{{"200", good_answer(http::Status::ok, route)},
             {"406", problem_answer(http::Status::not_acceptable)}}; // whatever the route
    for (const auto status : route.doc.statuses) {
        auto& answer = all[std::to_string(static_cast<int>(status))];
        if (status == http::Status::not_modified)
            answer = {{"description", http::reason_of(status)}};
        else
            answer = status < http::Status::bad_request ? good_answer(status, route) : problem_answer(status);
    }
    if (route.costly) all["503"] = problem_answer(http::Status::service_unavailable);
    return all;
}

// What routes are grouped by, the most wanted first.
Json tags()
{
    return {{{"name", "agents"}, {"description", "register agent cards, find them"}},
            {{"name", "vocabulary"}, {"description", "what agents can be found by"}},
            {{"name", "status"}, {"description", "how the registry is, and what it is"}}};
}

Json operation(const http::Route& route)
{
    Json made{
        {"operationId", route.doc.operation}, {"tags", {route.doc.tag}}, {"summary", route.doc.summary}};
    if (auto all = parameters(route); !all.empty()) made["parameters"] = std::move(all);
    auto kinds = route.takes;
    while (const auto kind = http::next_element(kinds))
        made["requestBody"]["content"][std::string{*kind}] = content_of(route.doc.takes_schema);
    if (route.access == http::Access::writer)
        made["security"] = Json::array({{{"writeToken", Json::array()}}, Json::object()});
    made["responses"] = answers(route);
    return made;
}

} // namespace

std::string openapi_document(const std::vector<http::Route>& routes, std::string_view version)
{
    Json document{{"openapi", "3.1.0"},
                  {"info",
                   {{"title", "A2A Registry"},
                    {"version", version},
                    {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
                  {"servers", {{{"url", "/"}}}},
                  {"security", Json::array()}, // of what does not say otherwise
                  {"tags", tags()},
                  {"paths", Json::object()}};
    for (const auto& route : routes)
        document["paths"][std::string{route.pattern}][text::lower_ascii(name_of(route.verb))] =
            operation(route);
    document["components"]["securitySchemes"]["writeToken"] = {{"type", "http"}, {"scheme", "bearer"}};
    auto& schemas = document["components"]["schemas"];
    add_agent_schemas(schemas);
    add_search_schemas(schemas);
    describe_parameters(document);
    add_examples(document);
    return document.dump();
}

} // namespace a2a::api
