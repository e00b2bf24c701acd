// SPDX-License-Identifier: Apache-2.0
#include "unit/catalog/model.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace a2a::test {

namespace {

using Strings = std::vector<std::string>;

std::string upper(std::string text)
{
    for (auto& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 32);
    return text;
}

std::set<std::string> values_of(const AgentCard& card, Facet facet)
{
    std::set<std::string> values;
    const auto add = [&](const Strings& more) { values.insert(more.begin(), more.end()); };
    switch (facet) {
    case Facet::skills:
        for (const auto& skill : card.skills) values.insert(skill.id);
        break;
    case Facet::tags:
        for (const auto& skill : card.skills)
            for (const auto& tag : skill.tags) values.insert(text::fold(tag));
        break;
    case Facet::capabilities:
        add(card.capabilities);
        break;
    case Facet::transport:
        for (const auto& interface : card.interfaces) values.insert(upper(interface.transport));
        break;
    case Facet::protocol_version:
        for (const auto& interface : card.interfaces) values.insert(interface.protocol_version);
        values.erase("");
        break;
    case Facet::provider:
        values.insert(card.provider);
        values.erase("");
        break;
    case Facet::extensions:
        add(card.extensions);
        break;
    case Facet::input_modes:
        add(card.input_modes);
        for (const auto& skill : card.skills) add(skill.input_modes);
        break;
    case Facet::output_modes:
        add(card.output_modes);
        for (const auto& skill : card.skills) add(skill.output_modes);
        break;
    }
    return values;
}

bool speaks(const Interface& interface, const std::string& version)
{
    const auto& own = interface.protocol_version;
    return !own.empty() && (own == version || own.starts_with(version + "."));
}

bool has_interface(const AgentCard& card, const std::string* transport, const std::string* version)
{
    return std::any_of(card.interfaces.begin(), card.interfaces.end(), [&](const Interface& interface) {
        return (!transport || upper(interface.transport) == upper(*transport)) &&
               (!version || speaks(interface, *version));
    });
}

// One bool per element of the filter that counts alone, `…_any` lists apart.
std::vector<bool> elements(const AgentCard& card, WallTime updated, const Filter& filter)
{
    std::vector<bool> held;
    const auto ask = [&](Facet facet, const Strings& wanted, auto spell) {
        if (wanted.empty()) return;
        const auto values = values_of(card, facet);
        for (const auto& value : wanted) held.push_back(values.contains(spell(value)));
    };
    const auto same = [](const std::string& value) { return value; };
    ask(Facet::skills, filter.skills, same);
    ask(Facet::tags, filter.tags, [](const std::string& value) { return text::fold(value); });
    ask(Facet::capabilities, filter.capabilities, [](const std::string& value) {
        return value == "push_notifications" ? std::string{"pushNotifications"} : value;
    });
    ask(Facet::provider, filter.providers, same);
    ask(Facet::extensions, filter.extensions, same);
    ask(Facet::input_modes, filter.input_modes, same);
    ask(Facet::output_modes, filter.output_modes, same);
    for (const auto& transport : filter.transports) held.push_back(has_interface(card, &transport, nullptr));
    for (const auto& version : filter.protocol_versions)
        held.push_back(has_interface(card, nullptr, &version));
    if (filter.is_signed) held.push_back(card.is_signed == *filter.is_signed);
    if (filter.updated_before) held.push_back(updated < *filter.updated_before);
    if (filter.updated_after) held.push_back(updated > *filter.updated_after);
    return held;
}

std::vector<bool> any_elements(const AgentCard& card, const Strings& skills, const Strings& tags)
{
    std::vector<bool> held;
    for (const auto& skill : skills) held.push_back(values_of(card, Facet::skills).contains(skill));
    for (const auto& tag : tags) held.push_back(values_of(card, Facet::tags).contains(text::fold(tag)));
    return held;
}

bool one_of(const std::vector<bool>& held)
{
    return std::find(held.begin(), held.end(), true) != held.end();
}
bool all_of(const std::vector<bool>& held)
{
    return std::find(held.begin(), held.end(), false) == held.end();
}

Strings texts_of(const AgentCard& card)
{
    Strings texts{card.name, card.description, card.provider};
    for (const auto& skill : card.skills) {
        texts.insert(texts.end(), {skill.id, skill.name, skill.description});
        texts.insert(texts.end(), skill.tags.begin(), skill.tags.end());
        texts.insert(texts.end(), skill.examples.begin(), skill.examples.end());
    }
    for (auto& one : texts) one = text::fold(one);
    return texts;
}

bool contains_words(const AgentCard& card, const std::string& query)
{
    const auto folded = text::fold(query);
    const auto words = text::words(folded);
    if (words.empty()) return true;
    const auto texts = texts_of(card);
    return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
        return std::any_of(texts.begin(), texts.end(),
                           [&](const std::string& one) { return one.find(word) != std::string::npos; });
    });
}

std::vector<FacetCount> sorted(const std::map<std::string, std::size_t>& counts)
{
    std::vector<FacetCount> values;
    for (const auto& [value, count] : counts) values.push_back({value, count});
    std::stable_sort(values.begin(), values.end(),
                     [](const FacetCount& a, const FacetCount& b) { return a.count > b.count; });
    return values;
}

} // namespace

void Model::apply(const Change& change)
{
    const auto at = std::find_if(agents_.begin(), agents_.end(),
                                 [&](const Agent& agent) { return agent.id == change.id; });
    if (change.removes()) {
        if (at != agents_.end()) agents_.erase(at);
        return;
    }
    Agent agent{change.id, change.card->card, change.revision, change.revision, change.at};
    if (at == agents_.end()) {
        agents_.push_back(std::move(agent));
    } else {
        agent.first_revision = at->first_revision;
        *at = std::move(agent);
    }
}

static bool is_blank(const std::string& text)
{
    return text::words(text).empty();
}

bool Model::matches(const Agent& agent, const Query& query)
{
    const auto& card = agent.card;
    const auto& must = query.must;
    if (!all_of(elements(card, agent.updated_at, must))) return false;
    if (!must.skills_any.empty() && !one_of(any_elements(card, must.skills_any, {}))) return false;
    if (!must.tags_any.empty() && !one_of(any_elements(card, {}, must.tags_any))) return false;
    for (const auto& transport : must.transports)
        for (const auto& version : must.protocol_versions)
            if (!has_interface(card, &transport, &version)) return false;

    const auto& must_not = query.must_not;
    if (one_of(elements(card, agent.updated_at, must_not))) return false;
    if (one_of(any_elements(card, must_not.skills_any, must_not.tags_any))) return false;
    if (!is_blank(query.text_not) && contains_words(card, query.text_not)) return false;
    return contains_words(card, query.text);
}

std::vector<const Model::Agent*> Model::matching(const Query& query) const
{
    std::vector<const Agent*> found;
    for (const auto& agent : agents_)
        if (matches(agent, query)) found.push_back(&agent);
    return found;
}

std::vector<std::string> Model::search(const Query& query) const
{
    auto found = matching(query);
    if (query.sort == Sort::name) {
        std::stable_sort(found.begin(), found.end(), [](const Agent* a, const Agent* b) {
            return text::cut(text::fold(a->card.name), 256) < text::cut(text::fold(b->card.name), 256);
        });
    } else if (query.sort == Sort::updated) {
        std::sort(found.begin(), found.end(),
                  [](const Agent* a, const Agent* b) { return a->revision > b->revision; });
    }
    Strings ids;
    for (const auto* agent : found) ids.push_back(agent->id);
    return ids;
}

std::vector<FacetCount> Model::facet(const Query& query, Facet facet) const
{
    std::map<std::string, std::size_t> counts;
    for (const auto* agent : matching(query))
        for (const auto& value : values_of(agent->card, facet)) ++counts[value];
    auto values = sorted(counts);
    if (values.size() > query.facet_limit) values.resize(query.facet_limit);
    return values;
}

std::vector<FacetCount> Model::vocabulary(Facet facet, const std::string& prefix) const
{
    std::map<std::string, std::size_t> counts;
    for (const auto& agent : agents_)
        for (const auto& value : values_of(agent.card, facet))
            if (text::fold(value).starts_with(text::fold(prefix))) ++counts[value];
    return sorted(counts);
}

std::vector<std::string> Model::ids() const
{
    Strings ids;
    for (const auto& agent : agents_) ids.push_back(agent.id);
    return ids;
}

} // namespace a2a::test
