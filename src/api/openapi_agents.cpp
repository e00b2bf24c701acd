// SPDX-License-Identifier: Apache-2.0
#include "api/openapi_agents.hpp"

#include "api/openapi_shapes.hpp"

namespace a2a::api {
namespace {

using Json = nlohmann::ordered_json;

Json card_schema()
{
    const auto texts = shape::list_of(shape::text());
    const Json any{{"type", "object"}};
    const auto skill = shape::object(
        {{"id", shape::text()}, {"name", shape::text()}, {"description", shape::text()}, {"tags", texts}},
        {});
    return shape::described(
        shape::object({{"name", shape::text()},
                       {"description", shape::text()},
                       {"version", shape::text()},
                       {"protocolVersion", shape::text()},
                       {"url", shape::described(shape::text(), "before A2A 1.0")},
                       {"preferredTransport", shape::text()},
                       {"supportedInterfaces", shape::described(shape::list_of(any), "since A2A 1.0")},
                       {"capabilities", any},
                       {"defaultInputModes", texts},
                       {"defaultOutputModes", texts},
                       {"skills", shape::list_of(skill)}},
                      {}),
        "An agent card as it was published, in any dialect of A2A, with whatever else is in it. In a request "
        "it "
        "may be wrapped: {\"agent_card\": {...}}");
}

Json registered_schema()
{
    const auto replaced =
        shape::object({{"url", shape::text()}, {"provider", shape::text()}}, {"url", "provider"});
    return shape::object({{"success", shape::truth()},
                          {"agent_id", shape::text()},
                          {"message", shape::text()},
                          {"extensions_processed", shape::count()},
                          {"revision", shape::count()},
                          {"replaced", shape::described(replaced, "whose card had the name before")},
                          {"warnings", shape::list_of(shape::ref("Issue"))}},
                         {"success", "agent_id", "message", "extensions_processed", "revision", "warnings"});
}

Json removed_schema()
{
    return shape::object(
        {{"success", shape::truth()}, {"message", shape::text()}, {"extensions_cleaned", shape::count()}},
        {"success", "message", "extensions_cleaned"});
}

Json agent_schema()
{
    return shape::object({{"agent_card", shape::ref(kCardSchema)},
                          {"id", shape::text()},
                          {"revision", shape::count()},
                          {"registered_at", shape::time()},
                          {"updated_at", shape::time()}},
                         {"agent_card", "id", "revision", "registered_at", "updated_at"});
}

Json verdict_schema()
{
    const auto issues = shape::list_of(shape::ref("Issue"));
    return shape::object(
        {{"valid", shape::truth()},
         {"dialect", shape::text()},
         {"errors", issues},
         {"warnings", issues},
         {"projection", shape::described({{"type", "object"}}, "what is searched of the card")}},
        {"valid", "dialect", "errors", "warnings", "projection"});
}

// Of skills or tags: the values in use and how many agents have each.
Json vocabulary_schema(std::string_view values)
{
    const auto value =
        shape::object({{"value", shape::text()}, {"agents", shape::count()}}, {"value", "agents"});
    return shape::object({{std::string{values}, shape::list_of(value)},
                          {"total", shape::count()},
                          {"next_cursor", shape::text()}},
                         {values, "total"});
}

Json issue_schema()
{
    return shape::object({{"pointer", shape::described(shape::text(), "where, as a JSON pointer")},
                          {"message", shape::text()},
                          {"rule", shape::text()}},
                         {"pointer", "message", "rule"});
}

Json problem_schema()
{
    return shape::object({{"type", shape::text()},
                          {"title", shape::text()},
                          {"status", shape::count()},
                          {"detail", shape::text()},
                          {"request_id", shape::text()},
                          {"errors", shape::list_of(shape::ref("Issue"))}},
                         {"type", "title", "status", "detail"});
}

} // namespace

void add_agent_schemas(Json& schemas)
{
    const auto add = [&](std::string_view name, Json schema) {
        schemas[std::string{name}] = std::move(schema);
    };
    add(kCardSchema, card_schema());
    add(kRegisteredSchema, registered_schema());
    add(kRemovedSchema, removed_schema());
    add(kAgentSchema, agent_schema());
    add(kVerdictSchema, verdict_schema());
    add(kSkillsSchema, vocabulary_schema("skills"));
    add(kTagsSchema, vocabulary_schema("tags"));
    add("Issue", issue_schema());
    add(kProblemSchema, problem_schema());
}

} // namespace a2a::api
