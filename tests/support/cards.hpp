// SPDX-License-Identifier: Apache-2.0
// Agent cards for tests: a complete card of A2A 0.3 by default, changed where a test cares.
//
//     card("Weather").skill("forecast", {"weather", "rain"}).url("https://w.example").dump()
#pragma once

#include "base/json.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::test {

class CardBuilder {
public:
    using Texts = std::vector<std::string>;
    enum class Style { v0_3, v1_0, snake_case };

    explicit CardBuilder(std::string name) : name_{std::move(name)} {}

    CardBuilder& dialect(Style style) { return style_ = style, *this; }
    CardBuilder& description(std::string text) { return description_ = std::move(text), *this; }
    CardBuilder& version(std::string text) { return version_ = std::move(text), *this; }
    CardBuilder& url(std::string text) { return url_ = std::move(text), *this; }
    CardBuilder& transport(std::string text) { return transport_ = std::move(text), *this; }
    CardBuilder& protocol(std::string text) { return protocol_ = std::move(text), *this; }
    CardBuilder& provider(std::string organization) { return provider_ = std::move(organization), *this; }
    CardBuilder& capability(std::string name) { return capabilities_.push_back(std::move(name)), *this; }
    CardBuilder& extension(std::string uri) { return extensions_.push_back(std::move(uri)), *this; }
    CardBuilder& input_modes(Texts modes) { return input_modes_ = std::move(modes), *this; }
    CardBuilder& output_modes(Texts modes) { return output_modes_ = std::move(modes), *this; }
    CardBuilder& is_signed() { return signed_ = true, *this; }

    // A further endpoint, beside url() and transport().
    CardBuilder& interface(std::string url, std::string transport)
    {
        return further_.emplace_back(std::move(url), std::move(transport)), *this;
    }

    // Without any call, the card has one skill: "echo".
    CardBuilder& skill(std::string id, Texts tags = {"test"},
                       std::string description = "does what it is asked")
    {
        return skills_.push_back({std::move(id), std::move(tags), std::move(description)}), *this;
    }

    // A member as it stands in JSON, put last; one of that name takes its place.
    CardBuilder& member(std::string name, std::string json)
    {
        return extra_.emplace_back(std::move(name), std::move(json)), *this;
    }

    // Leaves a top-level member out.
    CardBuilder& without(std::string name) { return left_out_.push_back(std::move(name)), *this; }

    std::string dump() const
    {
        Members all;
        add(all, "name", json::literal(name_));
        add(all, "description", json::literal(description_));
        add(all, "version", json::literal(version_));
        add_endpoints(all);
        if (!provider_.empty()) {
            add(all, "provider",
                object({{"organization", json::literal(provider_)},
                        {"url", json::literal("https://provider.example")}}));
        }
        add(all, "capabilities", capabilities());
        add(all, spelled("defaultInputModes", "default_input_modes"), texts(input_modes_));
        add(all, spelled("defaultOutputModes", "default_output_modes"), texts(output_modes_));
        add(all, "skills", skills());
        if (signed_) add(all, "signatures", R"([{"protected":"e30","signature":"c2ln"}])");
        for (const auto& [name, json] : extra_) all.emplace_back(name, json);
        return object(all);
    }

    // As POST /agents also takes it.
    std::string wrapped() const { return "{\"agent_card\":" + dump() + "}"; }

private:
    using Members = std::vector<std::pair<std::string, std::string>>; // name, JSON
    struct Skill {
        std::string id;
        Texts tags;
        std::string description;
    };

    std::string spelled(const char* camel, const char* snake) const
    {
        return style_ == Style::snake_case ? snake : camel;
    }

    void add(Members& all, const std::string& name, std::string json) const
    {
        const auto replaced = [&](const auto& member) { return member.first == name; };
        if (std::any_of(extra_.begin(), extra_.end(), replaced)) return;
        if (std::find(left_out_.begin(), left_out_.end(), name) != left_out_.end()) return;
        all.emplace_back(name, std::move(json));
    }

    void add_endpoints(Members& all) const
    {
        std::vector<std::pair<std::string, std::string>> endpoints{{url_, transport_}};
        endpoints.insert(endpoints.end(), further_.begin(), further_.end());
        const bool is_1_0 = style_ == Style::v1_0;
        std::vector<std::string> listed;
        for (const auto& [url, transport] : endpoints) {
            Members one{{"url", json::literal(url)}};
            one.emplace_back(is_1_0 ? "protocolBinding" : "transport", json::literal(transport));
            if (is_1_0)
                one.emplace_back("protocolVersion", json::literal(protocol_.empty() ? "1.0" : protocol_));
            listed.push_back(object(one));
        }
        if (is_1_0) {
            add(all, "supportedInterfaces", array(listed));
            return;
        }
        add(all, spelled("protocolVersion", "protocol_version"),
            json::literal(protocol_.empty() ? "0.3.0" : protocol_));
        add(all, "url", json::literal(url_));
        add(all, spelled("preferredTransport", "preferred_transport"), json::literal(transport_));
        if (further_.empty()) return;
        add(all, spelled("additionalInterfaces", "additional_interfaces"), array(listed));
    }

    std::string capabilities() const
    {
        Members all;
        for (const auto& name : capabilities_) all.emplace_back(name, "true");
        if (!extensions_.empty()) {
            std::vector<std::string> uris;
            for (const auto& uri : extensions_) uris.push_back(object({{"uri", json::literal(uri)}}));
            all.emplace_back("extensions", array(uris));
        }
        return object(all);
    }

    std::string skills() const
    {
        const std::vector<Skill> echo{{"echo", {"test"}, "says it again"}};
        std::vector<std::string> all;
        for (const auto& skill : skills_.empty() ? echo : skills_) {
            all.push_back(object({{"id", json::literal(skill.id)},
                                  {"name", json::literal(skill.id)},
                                  {"description", json::literal(skill.description)},
                                  {"tags", texts(skill.tags)}}));
        }
        return array(all);
    }

    static std::string object(const Members& members)
    {
        std::string out = "{";
        for (const auto& [name, json] : members) {
            if (out.size() > 1) out += ',';
            json::quote(out, name);
            out += ':' + json;
        }
        return out + "}";
    }

    static std::string array(const std::vector<std::string>& items)
    {
        std::string out = "[";
        for (const auto& item : items) out += (out.size() > 1 ? "," : "") + item;
        return out + "]";
    }

    static std::string texts(const Texts& all)
    {
        std::vector<std::string> items;
        for (const auto& text : all) items.push_back(json::literal(text));
        return array(items);
    }

    Style style_ = Style::v0_3;
    std::string name_;
    std::string description_ = "An agent made for a test.";
    std::string version_ = "1.0.0";
    std::string url_ = "https://agent.example/a2a";
    std::string transport_ = "JSONRPC";
    std::string protocol_; // "" = the dialect's own
    std::string provider_;
    Texts capabilities_, extensions_;
    Texts input_modes_{"text/plain"}, output_modes_{"text/plain"};
    std::vector<std::pair<std::string, std::string>> further_;
    std::vector<Skill> skills_;
    bool signed_ = false;
    Members extra_;
    Texts left_out_;
};

inline CardBuilder card(std::string name)
{
    return CardBuilder{std::move(name)};
}

} // namespace a2a::test
