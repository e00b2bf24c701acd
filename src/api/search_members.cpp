// SPDX-License-Identifier: Apache-2.0
#include "api/search_members.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace a2a::api {
namespace {

constexpr std::size_t kTextBytesMax = 256;
constexpr std::size_t kTextWordsMax = 32;
constexpr std::size_t kCursorBytesMax = 1'024;
constexpr std::size_t kEchoBytesMax = 100; // of a client's value in an error

constexpr std::array<FilterMember, 12> kFilterMembers{{
    {"skills", "skill", &Filter::skills},
    {"skills_any", "skill_any", &Filter::skills_any},
    {"tags", "tag", &Filter::tags},
    {"tags_any", "tag_any", &Filter::tags_any},
    {"capabilities", "capability", &Filter::capabilities},
    {"transport", "transport", &Filter::transports},
    {"preferred_transport", "preferred_transport", &Filter::transports},
    {"protocol_version", "protocol_version", &Filter::protocol_versions},
    {"provider", "provider", &Filter::providers},
    {"extensions", "extension", &Filter::extensions},
    {"input_modes", "input_mode", &Filter::input_modes},
    {"output_modes", "output_mode", &Filter::output_modes},
}};

constexpr std::array<SwitchMember, 2> kSwitchMembers{{
    {"explain", &Query::explain, "tell which words were found where; a page then holds at most 100 agents"},
    {"relax", &Query::relax, "agents that have only some of the words follow those that have all"},
}};

std::string shown(std::string_view value)
{
    return std::string{text::cut(value, kEchoBytesMax)};
}

} // namespace

void Issues::add(std::string_view member, std::string message, std::string_view rule)
{
    add_at('/' + std::string{member}, std::move(message), rule);
}

void Issues::add_at(std::string pointer, std::string message, std::string_view rule)
{
    issues_.push_back({std::move(pointer), std::move(message), std::string{rule}});
}

Error Issues::error() const
{
    return {Errc::query_invalid, issues_.front().message, issues_};
}

std::span<const FilterMember> filter_members()
{
    return kFilterMembers;
}

const FilterMember* filter_member(std::string_view name)
{
    const auto found = std::ranges::find_if(kFilterMembers, [&](const FilterMember& member) {
        return member.name == name || member.parameter == name;
    });
    return found == kFilterMembers.end() ? nullptr : &*found;
}

std::span<const SwitchMember> switch_members()
{
    return kSwitchMembers;
}

const SwitchMember* switch_member(std::string_view name)
{
    const auto found = std::ranges::find(kSwitchMembers, name, &SwitchMember::name);
    return found == kSwitchMembers.end() ? nullptr : &*found;
}

void set_switch(Query& query, const SwitchMember& member, std::optional<bool> value, Issues& issues)
{
    if (value)
        query.*(member.value) = *value;
    else
        issues.add(member.name, std::string{member.name} + " is true or false", "type");
}

void set_signed(Filter& filter, std::optional<bool> value, std::string_view member, Issues& issues)
{
    if (value)
        filter.is_signed = value;
    else
        issues.add(member, "signed is true or false", "type");
}

void set_time(std::optional<WallTime>& time, std::string_view text, std::string_view member, Issues& issues)
{
    time = parse_rfc3339(text);
    if (!time) issues.add(member, "'" + shown(text) + "' is no RFC 3339 time", "time");
}

void set_text(std::string& target, std::string text, std::string_view member, Issues& issues)
{
    if (text.size() > kTextBytesMax)
        issues.add(member, "the query is longer than 256 bytes", "too-long");
    else if (text::words(text).size() > kTextWordsMax)
        issues.add(member, "the query has more than 32 words", "too-many");
    target = std::move(text);
}

void set_sort(Query& query, std::string_view text, Issues& issues)
{
    constexpr std::array<std::pair<std::string_view, Sort>, 4> kSorts{{{"relevance", Sort::relevance},
                                                                       {"registered", Sort::registered},
                                                                       {"name", Sort::name},
                                                                       {"updated", Sort::updated}}};
    const auto* const found = std::ranges::find(kSorts, text, &std::pair<std::string_view, Sort>::first);
    if (found == kSorts.end())
        issues.add("sort", "'" + shown(text) + "' is none of relevance, registered, name, updated", "value");
    else
        query.sort = found->second;
}

void set_limit(std::size_t& limit, std::optional<std::int64_t> value, std::string_view member, Issues& issues)
{
    if (!value || *value < 1)
        issues.add(member, std::string{member} + " is a whole number from 1 on", "range");
    else
        limit = std::min(static_cast<std::size_t>(*value), kPageMax);
}

void bound_page(Query& query)
{
    if (query.explain) query.limit = std::min(query.limit, kExplainedPageMax);
}

void set_cursor(Query& query, std::string text, Issues& issues)
{
    if (text.size() > kCursorBytesMax) issues.add("cursor", "the cursor is longer than 1 KiB", "too-long");
    query.cursor = std::move(text);
}

void add_facet(Query& query, std::string_view text, Issues& issues)
{
    const auto facet = facet_named(text);
    if (!facet)
        issues.add("facets", "'" + shown(text) + "' is no facet", "value");
    else if (std::ranges::find(query.facets, *facet) == query.facets.end())
        query.facets.push_back(*facet);
}

void refuse_unknown(std::string_view inside, std::string_view name, Issues& issues)
{
    std::string pointer;
    if (!inside.empty()) json::append_token(pointer, inside);
    json::append_token(pointer, shown(name));
    issues.add_at(std::move(pointer), "unknown member '" + shown(name) + "'", "unknown");
}

} // namespace a2a::api
