// SPDX-License-Identifier: Apache-2.0
#include "api/search_members.hpp"
#include "base/json.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>

namespace a2a::api {
namespace {

using json::Kind;
using json::Value;

// A text or an array of texts; null and [] count as absent.
std::vector<std::string> texts(Value value, std::string_view member, Issues& issues)
{
    std::vector<std::string> all;
    const auto refuse = [&](const std::string& at) {
        issues.add(at, std::string{member} + " is a string or an array of strings", "type");
    };
    if (value.is(Kind::string)) {
        all.emplace_back(value.text());
    } else if (!value.is(Kind::array)) {
        refuse(std::string{member});
    }
    all.reserve(value.size());
    std::size_t index = 0;
    for (const auto item : value.items()) {
        if (item.is(Kind::string))
            all.emplace_back(item.text());
        else
            refuse(std::string{member} + '/' + std::to_string(index));
        ++index;
    }
    return all;
}

std::optional<std::string> one_text(Value value, std::string_view member, Issues& issues)
{
    if (value.is(Kind::string)) return std::string{value.text()};
    issues.add(member, std::string{member} + " is a string", "type");
    return std::nullopt;
}

// A number that is too large for 64 bits is still a large limit, not a wrong one.
std::optional<std::int64_t> whole_number(Value value)
{
    constexpr double kBeyond = 0x1p63;
    if (value.number().value_or(0) >= kBeyond) return std::numeric_limits<std::int64_t>::max();
    return value.integer();
}

// False when the member is no filter.
bool read_filter_member(Filter& filter, std::string_view name, const std::string& shown, Value value,
                        Issues& issues)
{
    const auto read_time = [&](std::optional<WallTime>& time) {
        if (const auto text = one_text(value, shown, issues)) set_time(time, *text, shown, issues);
    };
    if (const auto* member = filter_member(name); member != nullptr && member->name == name)
        std::ranges::move(texts(value, shown, issues), std::back_inserter(filter.*(member->values)));
    else if (name == "signed")
        set_signed(filter, value.boolean(), shown, issues);
    else if (name == "updated_before")
        read_time(filter.updated_before);
    else if (name == "updated_after")
        read_time(filter.updated_after);
    else
        return false;
    return true;
}

void read_not(Query& query, Value object, Issues& issues)
{
    if (!object.is(Kind::object)) return issues.add("not", "not is an object of filter members", "type");
    for (const auto [name, value] : object.members()) {
        if (value.is(Kind::null)) continue;
        const auto shown = "not/" + std::string{name};
        if (name == "query") {
            if (auto text = one_text(value, shown, issues))
                set_text(query.text_not, *std::move(text), shown, issues);
        } else if (!read_filter_member(query.must_not, name, shown, value, issues)) {
            refuse_unknown("not", name, issues);
        }
    }
}

void read_member(SearchRequest& request, std::string_view name, Value value, Issues& issues)
{
    auto& query = request.query;
    const auto with_text = [&](auto set) {
        if (auto text = one_text(value, name, issues)) set(*std::move(text));
    };
    if (name == "query")
        with_text([&](std::string text) { set_text(query.text, std::move(text), name, issues); });
    else if (name == "limit")
        set_limit(query.limit, whole_number(value), name, issues);
    else if (name == "cursor")
        with_text([&](std::string text) { set_cursor(query, std::move(text), issues); });
    else if (name == "sort")
        with_text([&](const std::string& text) { set_sort(query, text, issues); });
    else if (name == "facet_limit")
        set_limit(query.facet_limit, whole_number(value), name, issues);
    else if (name == "facets")
        for (const auto& facet : texts(value, name, issues)) add_facet(query, facet, issues);
    else if (name == "fields")
        request.fields = texts(value, name, issues);
    else if (name == "not")
        read_not(query, value, issues);
    else if (const auto* member = switch_member(name))
        set_switch(query, *member, value.boolean(), issues);
    else if (!read_filter_member(query.must, name, std::string{name}, value, issues))
        refuse_unknown({}, name, issues);
}

std::optional<Error> read_into(SearchRequest& request, std::string_view body)
{
    request.query.sort = Sort::relevance; // without text that means registered
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return std::nullopt;
    const auto document = json::parse(body);
    if (!document) {
        const auto& fault = document.error();
        return Error{Errc::bad_json,
                     "the body is no JSON: " + fault.reason,
                     {{fault.pointer, fault.reason, std::string{fault.rule}}}};
    }
    if (!document->root().is(Kind::object)) return Error{Errc::query_invalid, "a search is a JSON object"};
    Issues issues;
    for (const auto [name, value] : document->root().members())
        if (!value.is(Kind::null)) read_member(request, name, value, issues);
    if (!issues.empty()) return issues.error();
    bound_page(request.query);
    return std::nullopt;
}

} // namespace

// A request is large: it is made where the caller will have it.
Result<SearchRequest> read_search(std::string_view body)
{
    Result<SearchRequest> request{boost::system::in_place_value};
    if (auto fault = read_into(*request, body)) request = *std::move(fault);
    return request;
}

} // namespace a2a::api
