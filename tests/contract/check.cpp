// SPDX-License-Identifier: Apache-2.0
#include "contract/check.hpp"

#include <algorithm>

namespace a2a::contract {
namespace {

constexpr std::string_view kAbsent = "~absent";

std::string plain_body(const Answer& answer)
{
    const auto* coding = answer.header("Content-Encoding");
    return coding != nullptr && *coding == "gzip" && !answer.body.empty() ? gunzip(answer.body) : answer.body;
}

// Numbers are equal as numbers; a text that begins with ~ is a pattern.
bool is_same(const Json& expected, const Json& found)
{
    if (expected.is_string() && expected.get_ref<const std::string&>().starts_with('~'))
        return found.is_string() &&
               is_like(std::string_view{expected.get_ref<const std::string&>()}.substr(1),
                       found.get_ref<const std::string&>());
    return expected == found;
}

// Objects may have more members than expected; arrays have as many items, in the same order.
bool has(const Json& expected, const Json& found)
{
    if (expected.is_object()) {
        return found.is_object() && std::ranges::all_of(expected.items(), [&](const auto& member) {
                   const auto own = found.find(member.key());
                   if (member.value() == kAbsent) return own == found.end();
                   return own != found.end() && has(member.value(), *own);
               });
    }
    if (expected.is_array()) {
        return found.is_array() && std::ranges::equal(expected, found, has);
    }
    return is_same(expected, found);
}

void check_headers(const Answer& answer, const Json& expected, Complaints& complaints)
{
    for (const auto& [name, value] : expected.items()) {
        const auto* found = answer.header(name);
        const auto shown = found == nullptr ? std::string{"nothing"} : "'" + *found + "'";
        if (value.is_null() ? found != nullptr : found == nullptr || !is_same(value, Json(*found)))
            complaints.push_back(name + " is " + shown + ", not " + value.dump());
    }
}

void check_at(const Json& body, const Json& expected, Complaints& complaints)
{
    for (const auto& [pointer, value] : expected.items()) {
        const Json::json_pointer at{pointer};
        const bool is_there = body.contains(at);
        if (value == kAbsent ? is_there : !is_there || !has(value, body.at(at)))
            complaints.push_back(pointer + " is " + (is_there ? body.at(at).dump() : "absent") + ", not " +
                                 value.dump());
    }
}

void check_sizes(const Json& body, const Json& expected, Complaints& complaints)
{
    for (const auto& [pointer, size] : expected.items()) {
        const Json::json_pointer at{pointer};
        if (!body.contains(at) || body.at(at).size() != size.get<std::size_t>())
            complaints.push_back(pointer + " has not " + size.dump() + " items");
    }
}

void check_json(const std::string& text, const Json& step, Complaints& complaints)
{
    const auto body = Json::parse(text, nullptr, false);
    if (body.is_discarded()) return complaints.push_back("the body is no JSON: " + text.substr(0, 300));
    if (step.contains("is") && step["is"] != body) complaints.push_back("the body is " + text);
    if (step.contains("has") && !has(step["has"], body))
        complaints.push_back("the body has not " + step["has"].dump() + ": " + text.substr(0, 2'000));
    if (step.contains("at")) check_at(body, step["at"], complaints);
    if (step.contains("sizes")) check_sizes(body, step["sizes"], complaints);
}

// What every answer has, whatever it says.
void check_always(const Answer& answer, Complaints& complaints)
{
    check_headers(answer, {{"Date", "~* GMT"}, {"Server", "a2a-registry"}, {"X-Request-Id", "~*"}},
                  complaints);
    if (answer.status < 400) return;
    check_headers(answer, {{"Content-Type", "application/problem+json"}}, complaints);
    if (answer.body.empty()) return; // to a HEAD
    const Json problem{{"type", "~/problems/*"},
                       {"title", "~*"},
                       {"status", answer.status},
                       {"detail", "~*"},
                       {"request_id", *answer.header("X-Request-Id")}};
    check_json(plain_body(answer), {{"has", problem}}, complaints);
}

} // namespace

Complaints complaints_about(const Answer& answer, const Json& step)
{
    Complaints complaints;
    if (answer.status != step.at("status"))
        complaints.push_back("status is " + std::to_string(answer.status) + ": " +
                             plain_body(answer).substr(0, 500));
    check_always(answer, complaints);
    if (step.contains("headers")) check_headers(answer, step["headers"], complaints);
    const auto body = plain_body(answer);
    if (step.contains("body") && !is_same(step["body"], Json(body)))
        complaints.push_back("the body is " + body);
    const auto about_json = {"is", "has", "at", "sizes"};
    if (std::ranges::any_of(about_json, [&](const char* key) { return step.contains(key); }))
        check_json(body, step, complaints);
    return complaints;
}

std::string saved(const Answer& answer, std::string_view from)
{
    if (from == "body") return plain_body(answer);
    if (!from.starts_with('/')) {
        const auto* header = answer.header(from);
        return header == nullptr ? std::string{} : *header;
    }
    const auto body = Json::parse(plain_body(answer));
    const auto& value = body.at(Json::json_pointer{std::string{from}});
    return value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace a2a::contract
