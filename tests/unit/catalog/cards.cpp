// SPDX-License-Identifier: Apache-2.0
#include "unit/catalog/cards.hpp"

#include "base/json.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace a2a::test {

namespace {

std::string list_of(const std::vector<std::string>& items) // of JSON values
{
    std::string list = "[";
    for (const auto& item : items) list.append(list.size() > 1 ? "," : "").append(item);
    return list + "]";
}

std::string literals(const std::vector<std::string>& texts)
{
    std::vector<std::string> items;
    for (const auto& text : texts) items.push_back(json::literal(text));
    return list_of(items);
}

std::string print(const Interface& interface)
{
    auto text = "{\"url\":" + json::literal(interface.url) +
                ",\"protocolBinding\":" + json::literal(interface.transport);
    if (!interface.protocol_version.empty())
        text += ",\"protocolVersion\":" + json::literal(interface.protocol_version);
    return text + "}";
}

std::string print(const Skill& skill)
{
    return "{\"id\":" + json::literal(skill.id) + ",\"name\":" + json::literal(skill.name) +
           ",\"description\":" + json::literal(skill.description) + ",\"tags\":" + literals(skill.tags) +
           ",\"examples\":" + literals(skill.examples) + ",\"inputModes\":" + literals(skill.input_modes) +
           ",\"outputModes\":" + literals(skill.output_modes) + "}";
}

std::string capabilities_of(const AgentCard& card)
{
    std::string text = "{\"neverTrue\":false";
    for (const auto& capability : card.capabilities) text += "," + json::literal(capability) + ":true";
    std::vector<std::string> extensions;
    for (const auto& uri : card.extensions) extensions.push_back("{\"uri\":" + json::literal(uri) + "}");
    return text + ",\"extensions\":" + list_of(extensions) + "}";
}

} // namespace

std::string bytes_of(const AgentCard& card)
{
    std::vector<std::string> interfaces;
    for (const auto& interface : card.interfaces) interfaces.push_back(print(interface));
    std::vector<std::string> skills;
    for (const auto& skill : card.skills) skills.push_back(print(skill));
    auto text = "{\"name\":" + json::literal(card.name) +
                ",\"description\":" + json::literal(card.description) +
                ",\"version\":\"1.0.0\",\"supportedInterfaces\":" + list_of(interfaces);
    if (!card.provider.empty())
        text += ",\"provider\":{\"organization\":" + json::literal(card.provider) + "}";
    text += ",\"capabilities\":" + capabilities_of(card) +
            ",\"defaultInputModes\":" + literals(card.input_modes) +
            ",\"defaultOutputModes\":" + literals(card.output_modes) + ",\"skills\":" + list_of(skills);
    if (card.is_signed) text += R"(,"signatures":[{"protected":"eyJhbGciOiJFUzI1NiJ9","signature":"c2ln"}])";
    return text + "}";
}

card::ParsedPtr parsed(const AgentCard& card)
{
    return std::make_shared<const card::Parsed>(
        card::Parsed{card, bytes_of(card), digest_of(bytes_of(card))});
}

WallTime at_second(Revision revision)
{
    return WallTime{} + std::chrono::seconds{revision};
}

Change put(Revision revision, std::string id, const AgentCard& card)
{
    return {.revision = revision,
            .id = std::move(id),
            .at = at_second(revision),
            .card = parsed(card),
            .first_revision = 0,
            .registered_at = {},
            .modified_at = {}};
}

Change removal(Revision revision, std::string id)
{
    return {.revision = revision,
            .id = std::move(id),
            .at = at_second(revision),
            .card = nullptr,
            .first_revision = 0,
            .registered_at = {},
            .modified_at = {}};
}

AgentCard named(std::string name)
{
    AgentCard card;
    card.name = std::move(name);
    card.interfaces = {
        {.url = "https://agent.example/a2a", .transport = "JSONRPC", .protocol_version = "1.0"}};
    return card;
}

AgentCard with_skills(std::vector<std::string> ids)
{
    auto card = named("agent");
    for (auto& id : ids) {
        Skill skill;
        skill.id = std::move(id);
        card.skills.push_back(std::move(skill));
    }
    return card;
}

std::vector<std::string> ids_of(const std::vector<RecordPtr>& records)
{
    std::vector<std::string> ids;
    for (const auto& record : records) ids.emplace_back(record->id);
    return ids;
}

std::vector<std::string> found(const Catalog& catalog, const Query& query)
{
    const auto answer = catalog.search(query);
    EXPECT_TRUE(answer);
    return answer ? ids_of(answer->hits) : std::vector<std::string>{};
}

std::vector<std::string> walked(const Catalog& catalog, Query query)
{
    std::vector<std::string> all;
    std::size_t total = 0;
    do {
        const auto answer = catalog.search(query);
        EXPECT_TRUE(answer);
        if (!answer) return all;
        EXPECT_LE(answer->hits.size(), query.limit);
        for (auto& id : ids_of(answer->hits)) all.push_back(std::move(id));
        total = answer->total;
        query.cursor = answer->next_cursor;
    } while (!query.cursor.empty());
    EXPECT_EQ(all.size(), total);
    return all;
}

} // namespace a2a::test
