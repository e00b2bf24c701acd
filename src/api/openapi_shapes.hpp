// SPDX-License-Identifier: Apache-2.0
// JSON schemas, piece by piece, for the API document.
#pragma once

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace a2a::api::shape {

using Json = nlohmann::ordered_json;

inline Json text()
{
    return {{"type", "string"}};
}
inline Json count()
{
    return {{"type", "integer"}};
}
inline Json truth()
{
    return {{"type", "boolean"}};
}
inline Json time()
{
    return {{"type", "string"}, {"format", "date-time"}};
}
inline Json list_of(Json item)
{
    return {{"type", "array"}, {"items", std::move(item)}};
}

// One of the components.
inline Json ref(std::string_view name)
{
    return {{"$ref", "#/components/schemas/" + std::string{name}}};
}

inline Json object(Json properties, std::initializer_list<std::string_view> required)
{
    return {{"type", "object"}, {"required", required}, {"properties", std::move(properties)}};
}

inline Json described(Json schema, std::string_view meaning)
{
    schema["description"] = meaning;
    return schema;
}

} // namespace a2a::api::shape
