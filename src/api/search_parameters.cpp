// SPDX-License-Identifier: Apache-2.0
#include "api/search_members.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace a2a::api {
namespace {

constexpr std::string_view kNot = "not.";

std::optional<std::string> decode(std::string_view text)
{
    std::string spaced{text};
    std::ranges::replace(spaced, '+', ' ');
    auto decoded = text::percent_decode(spaced);
    if (decoded && !text::is_utf8(*decoded)) decoded.reset();
    return decoded;
}

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range && !text.starts_with('-')) return INT64_MAX;
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<bool> truth(std::string_view text)
{
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return std::nullopt;
}

// "a,b" of parameters that name things of ours, which have no commas.
template <class Take>
void each_of_list(std::string_view text, Take take)
{
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        if (comma > 0) take(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
}

// `name` is that of the filter member; false when it is none.
bool read_filter_parameter(Filter& filter, std::string_view name, const Parameter& given, Issues& issues)
{
    const auto& [full_name, value] = given;
    if (const auto* member = filter_member(name)) {
        if (!value.empty()) (filter.*(member->values)).push_back(value);
    } else if (name == "signed") {
        set_signed(filter, truth(value), full_name, issues);
    } else if (name == "updated_before") {
        set_time(filter.updated_before, value, full_name, issues);
    } else if (name == "updated_after") {
        set_time(filter.updated_after, value, full_name, issues);
    } else {
        return false;
    }
    return true;
}

void read_parameter(ListRequest& list, const Parameter& given, Issues& issues)
{
    const auto& [name, value] = given;
    auto& request = list.search;
    auto& query = request.query;
    if (name == "id") return list.ids.push_back(value);
    if (name == "cursor") return set_cursor(query, value, issues);
    if (name == "limit") {
        set_limit(query.limit, whole_number(value), name, issues);
        list.limit = query.limit;
        return;
    }
    list.is_search = true;
    if (name == "q" || name == "query")
        set_text(query.text, value, "query", issues);
    else if (name == "sort")
        set_sort(query, value, issues);
    else if (name == "facet_limit")
        set_limit(query.facet_limit, whole_number(value), name, issues);
    else if (name == "facets" || name == "facet")
        each_of_list(value, [&](std::string_view facet) { add_facet(query, facet, issues); });
    else if (name == "fields" || name == "field")
        each_of_list(value, [&](std::string_view field) { request.fields.emplace_back(field); });
    else if (const auto* member = switch_member(name))
        set_switch(query, *member, truth(value), issues);
    else if (name.starts_with(kNot)) {
        const auto negated = std::string_view{name}.substr(kNot.size());
        if (negated == "q" || negated == "query")
            set_text(query.text_not, value, name, issues);
        else if (!read_filter_parameter(query.must_not, negated, given, issues))
            refuse_unknown({}, name, issues);
    } else if (!read_filter_parameter(query.must, name, given, issues))
        refuse_unknown({}, name, issues);
}

} // namespace

Result<std::vector<Parameter>> read_parameters(std::string_view query)
{
    std::vector<Parameter> parameters;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = decode(pair.substr(0, equals));
        auto value = decode(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value) return Error{Errc::query_invalid, "the query has an invalid percent-escape"};
        parameters.emplace_back(*std::move(name), *std::move(value));
    }
    return parameters;
}

Result<ListRequest> read_list(std::string_view query)
{
    const auto parameters = read_parameters(query);
    if (!parameters) return parameters.error();
    ListRequest list;
    list.search.query.sort = Sort::relevance; // without text that means registered
    Issues issues;
    for (const auto& parameter : *parameters) read_parameter(list, parameter, issues);
    if (!list.ids.empty() && (list.is_search || list.limit || !list.search.query.cursor.empty()))
        issues.add("id", "id stands alone: it lists just those agents", "combination");
    if (!issues.empty()) return issues.error();
    bound_page(list.search.query);
    return list;
}

Result<VocabularyQuery> read_vocabulary(std::string_view query, Facet facet)
{
    const auto parameters = read_parameters(query);
    if (!parameters) return parameters.error();
    VocabularyQuery request;
    request.facet = facet;
    Issues issues;
    for (const auto& [name, value] : *parameters) {
        if (name == "prefix")
            request.prefix = value;
        else if (name == "cursor")
            request.cursor = value;
        else if (name == "limit")
            set_limit(request.limit, whole_number(value), name, issues);
        else
            refuse_unknown({}, name, issues);
    }
    if (!issues.empty()) return issues.error();
    return request;
}

} // namespace a2a::api
