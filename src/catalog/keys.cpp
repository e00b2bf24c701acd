// SPDX-License-Identifier: Apache-2.0
#include "catalog/keys.hpp"

#include "base/text.hpp"
#include "card/card.hpp"

#include <algorithm>
#include <utility>

namespace a2a::catalog {

namespace {

std::string in_capitals(std::string_view token)
{
    std::string capitals{token};
    for (auto& letter : capitals)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return capitals;
}

bool is_respelled(IndexName index)
{
    return index == IndexName::tags || index == IndexName::capabilities || index == IndexName::transport;
}

// The one spelling of a value that an index holds.
std::string spelled(IndexName index, std::string_view value)
{
    switch (index) {
    case IndexName::tags:
        return text::fold(value);
    case IndexName::capabilities:
        return card::camel_case(value);
    case IndexName::transport:
        return in_capitals(value);
    default:
        return std::string{value};
    }
}

std::string pair_of(std::string_view transport, std::string_view version)
{
    return in_capitals(transport).append("\xFF").append(version);
}

// The version itself, then what stands before each dot.
template <class Visit>
void for_each_prefix(std::string_view version, Visit visit)
{
    visit(version);
    std::size_t visited = 1;
    for (auto dot = version.find('.'); dot != std::string_view::npos && visited < kVersionParts;
         dot = version.find('.', dot + 1), ++visited)
        visit(version.substr(0, dot));
}

// Finds the keys of a card, with repetitions.
class Finder {
public:
    explicit Finder(const KeyVisit& visit) : visit_{visit} {}

    void add(IndexName index, std::string_view value)
    {
        if (is_respelled(index)) {
            visit_(index, spelled(index, value));
        } else {
            visit_(index, value);
        }
    }
    void add(IndexName index, const std::vector<std::string>& values)
    {
        for (const auto& value : values) add(index, value);
    }
    void add(const Interface& interface)
    {
        add(IndexName::transport, interface.transport);
        if (interface.protocol_version.empty()) return;
        add(IndexName::protocol_version, interface.protocol_version);
        for_each_prefix(interface.protocol_version, [&](std::string_view prefix) {
            add(IndexName::version_prefix, prefix);
            visit_(IndexName::transport_version, pair_of(interface.transport, prefix));
        });
    }
    void add(const Skill& skill)
    {
        add(IndexName::skills, skill.id);
        add(IndexName::tags, skill.tags);
        add(IndexName::input_modes, skill.input_modes);
        add(IndexName::output_modes, skill.output_modes);
    }

private:
    const KeyVisit& visit_;
};

class Gatherer {
public:
    void add(IndexName index, std::string_view value) { keys_.push_back({index, spelled(index, value)}); }
    void add(IndexName index, const std::vector<std::string>& values)
    {
        if (keys_.empty()) keys_.reserve(values.size()); // most filters are of one kind
        for (const auto& value : values) add(index, value);
    }
    void add(Key key) { keys_.push_back(std::move(key)); }
    Keys take()
    {
        std::sort(keys_.begin(), keys_.end());
        keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
        return std::move(keys_);
    }

private:
    Keys keys_;
};

Keys each(IndexName index, const std::vector<std::string>& values)
{
    Gatherer gatherer;
    gatherer.add(index, values);
    return gatherer.take();
}

// Members that mean the same in `must` and in `not`, where each element counts alone.
void add_simple(Gatherer& gatherer, const Filter& filter)
{
    gatherer.add(IndexName::skills, filter.skills);
    gatherer.add(IndexName::tags, filter.tags);
    gatherer.add(IndexName::capabilities, filter.capabilities);
    gatherer.add(IndexName::provider, filter.providers);
    gatherer.add(IndexName::extensions, filter.extensions);
    gatherer.add(IndexName::input_modes, filter.input_modes);
    gatherer.add(IndexName::output_modes, filter.output_modes);
    if (filter.is_signed) gatherer.add(IndexName::is_signed, *filter.is_signed ? "true" : "false");
}

Keys pairs_of(const Filter& filter)
{
    Keys pairs;
    for (const auto& transport : filter.transports)
        for (const auto& version : filter.protocol_versions)
            pairs.push_back({IndexName::transport_version, pair_of(transport, version)});
    return pairs;
}

// Before any key is made: pairs multiply.
std::size_t keys_in(const Filter& filter)
{
    std::size_t keys = filter.transports.size() + filter.protocol_versions.size() +
                       filter.transports.size() * filter.protocol_versions.size();
    for (const auto* values :
         {&filter.skills, &filter.skills_any, &filter.tags, &filter.tags_any, &filter.capabilities,
          &filter.providers, &filter.extensions, &filter.input_modes, &filter.output_modes})
        keys += values->size();
    return keys;
}

} // namespace

void for_each_key(const AgentCard& card, const KeyVisit& visit)
{
    Finder finder{visit};
    for (const auto& skill : card.skills) finder.add(skill);
    for (const auto& interface : card.interfaces) finder.add(interface);
    finder.add(IndexName::capabilities, card.capabilities);
    if (!card.provider.empty()) finder.add(IndexName::provider, card.provider);
    finder.add(IndexName::extensions, card.extensions);
    finder.add(IndexName::input_modes, card.input_modes);
    finder.add(IndexName::output_modes, card.output_modes);
    finder.add(IndexName::is_signed, card.is_signed ? "true" : "false");
}

Keys keys_of(const AgentCard& card)
{
    Gatherer gatherer;
    for_each_key(card, [&](IndexName index, std::string_view value) {
        gatherer.add({index, std::string{value}});
    });
    return gatherer.take();
}

Result<Selection> select(const Filter& must, const Filter& must_not)
{
    if (keys_in(must) + keys_in(must_not) > kKeysMax)
        return Error{Errc::query_too_broad, "the filters hold too many values"};

    Selection selection;
    Gatherer all;
    add_simple(all, must);
    all.add(IndexName::transport, must.transports);
    all.add(IndexName::version_prefix, must.protocol_versions);
    selection.all = all.take();
    for (auto& pair : pairs_of(must)) selection.all.push_back(std::move(pair));
    if (!must.skills_any.empty()) selection.any.push_back(each(IndexName::skills, must.skills_any));
    if (!must.tags_any.empty()) selection.any.push_back(each(IndexName::tags, must.tags_any));

    Gatherer none;
    add_simple(none, must_not);
    none.add(IndexName::skills, must_not.skills_any);
    none.add(IndexName::tags, must_not.tags_any);
    none.add(IndexName::transport, must_not.transports);
    none.add(IndexName::version_prefix, must_not.protocol_versions);
    selection.none = none.take();
    return selection;
}

} // namespace a2a::catalog
