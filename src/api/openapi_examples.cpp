// SPDX-License-Identifier: Apache-2.0
#include "api/openapi_examples.hpp"

#include <nlohmann/json.hpp>

namespace a2a::api {
namespace {

using Json = nlohmann::ordered_json;

bool is_json(std::string_view media_type)
{
    return media_type == "application/json" || media_type.ends_with("+json");
}

// Lines of JSON are no example of JSON, but text of the other kinds of body.
void add_to(Json& content, const Example& example, std::string_view text)
{
    if (text.empty()) return;
    for (auto& [media_type, described] : content.items()) {
        if (is_json(media_type) && !Json::accept(text)) continue;
        described["examples"][std::string{example.name}] = {
            {"summary", example.summary}, {"value", is_json(media_type) ? Json::parse(text) : Json(text)}};
    }
}

void add_to_parameters(Json& parameters, const Example& example)
{
    if (example.parameters.empty()) return;
    const auto values = Json::parse(example.parameters);
    for (auto& parameter : parameters)
        if (const auto value = values.find(parameter.at("name").get<std::string>()); value != values.end())
            parameter["examples"][std::string{example.name}] = {{"summary", example.summary},
                                                                {"value", *value}};
}

void add(Json& operation, const Example& example)
{
    if (operation.contains("parameters")) add_to_parameters(operation["parameters"], example);
    if (operation.contains("requestBody")) add_to(operation["requestBody"]["content"], example, example.body);
    const auto status = std::to_string(static_cast<int>(example.status));
    add_to(operation["responses"].at(status)["content"], example, example.answer);
}

} // namespace

void add_examples(Json& document)
{
    for (auto& path : document["paths"])
        for (auto& operation : path)
            for (const auto& example : examples())
                if (operation.at("operationId") == example.operation) add(operation, example);
}

} // namespace a2a::api
