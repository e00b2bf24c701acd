// SPDX-License-Identifier: Apache-2.0
#include "poison/odd_cards.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::poison {
namespace {

using namespace std::string_view_literals;

// Between quotation marks, as they are.
constexpr std::string_view kTexts[]{
    "__proto__"sv,
    "constructor"sv,
    "search"sv,
    "agents:import"sv,
    "../x"sv,
    "..%2fx"sv,
    "."sv,
    ".."sv,
    "a/b/c"sv,
    "%00"sv,
    "%zz"sv,
    ""sv,
    " "sv,
    "x\\r\\nSet-Cookie: a=b"sv,
    "x\\u000d\\u000ay"sv,
    "\\u0000"sv,
    "a\\u0000b"sv,
    "\\u202egpj.exe"sv,
    "\xE2\x80\xAE"
    "bidi"sv,
    "\xE2\x81\xA6\xE2\x81\xA9"sv,
    "\\ud83d\\ude00"sv,
    "\xF0\x9F\x98\x80"sv,
    "e\xCC\x81\xCC\x81\xCC\x81"sv,
    "\xEF\xBF\xBF"sv,
    "\xEF\xBB\xBF"sv,
    "\\uFFFE"sv,
    "<script>alert(1)</script>"sv,
    "\\\"} 1\\n# TYPE registry_requests_total gauge"sv,
    "'; DROP TABLE changes; --"sv,
    "\\\\"sv,
    "\\/\\b\\f\\t"sv,
    "NaN"sv,
    "null"sv,
    "0.3.0"sv,
    "1.0"sv,
    "text/plain"sv,
    "https://odd.example/"sv,
    "http://[::1]:99999/"sv,
    "HTTPS://\xC3\xA9.example/?q=%ff#x"sv,
    "file:///etc/passwd"sv,
    "JSONRPC"sv,
    "\xC7\xB0\xCE\x90\xEF\xAC\x83"sv, // fold and compose to other lengths
    "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"sv,
};
// No string is allowed to hold these.
constexpr std::string_view kWrongTexts[]{
    "\\ud800"sv, "\\udc00\\ud800"sv, "\xC0\xAF"sv, "\xE0\x80\xAF"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv,
    "\xFF"sv,    "\xE2\x82"sv,       "\0"sv,       "a\0b"sv,         "\n"sv,           "\x1F"sv,
    "\\x41"sv,   "\\u12"sv,          "\\"sv,
};
constexpr std::string_view kNumbers[]{
    "0"sv,
    "-0"sv,
    "-0.0"sv,
    "1.50e+3"sv,
    "1e-400"sv,
    "0e99999999999999999999"sv,
    "123456789012345678901234567890"sv,
    "-9223372036854775809"sv,
    "18446744073709551616"sv,
    "1.7976931348623157e308"sv,
    "5e-324"sv,
    "0.1000000000000000055511151231257827021181583404541015625"sv,
};
constexpr std::string_view kWrongNumbers[]{
    "1e400"sv, "-1e400"sv, "1.8e308"sv, "NaN"sv,  "Infinity"sv, "-Infinity"sv, "01"sv,
    "+1"sv,    ".5"sv,     "1."sv,      "0x1F"sv, "1e"sv,       "1_000"sv,
};
constexpr std::string_view kNames[]{
    "name"sv,      "url"sv,        "skills"sv, "id"sv, ""sv,
    "__proto__"sv, "agent_card"sv, "params"sv, "x"sv,  "\\u006eame"sv,
};
constexpr std::string_view kDialects[]{
    R"("protocolVersion":"0.3.0","url":"https://odd.example/a2a","preferredTransport":"JSONRPC","defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"])"sv,
    R"("supportedInterfaces":[{"url":"https://odd.example/a2a","protocolBinding":"GRPC","protocolVersion":"1.0"}])"sv,
    R"("url":"https://odd.example/a2a","protocol_version":"0.3","additional_interfaces":[{"url":"https://b.example/","transport":"GRPC"}])"sv,
    R"("url":"https://odd.example/a2a")"sv,
};
constexpr std::string_view kMembers[]{
    "description"sv,
    "version"sv,
    "provider"sv,
    "capabilities"sv,
    "skills"sv,
    "signatures"sv,
    "securitySchemes"sv,
    "security"sv,
    "defaultInputModes"sv,
    "documentationUrl"sv,
    "iconUrl"sv,
    "url"sv,
    "supportedInterfaces"sv,
    "protocolVersion"sv,
    "preferred_transport"sv,
    "unknownThing"sv,
    "__proto__"sv,
    ""sv,
    "agent_card"sv,
    "additionalInterfaces"sv,
};

std::string in_quotes(std::string_view text)
{
    return '"' + std::string{text} + '"';
}

std::string member(std::string_view name, std::string_view json)
{
    return in_quotes(name) + ':' + std::string{json};
}

} // namespace

std::string OddCards::next()
{
    auto body = card();
    if (one_in(8)) body = R"({"agent_card":)" + body + (one_in(4) ? R"(,"id":7})" : "}");
    return one_in(10) ? spoilt(std::move(body)) : body;
}

std::string OddCards::next_id()
{
    if (one_in(3)) return std::string(1 + random_.below(300), 'i');
    // Never empty: "/agents/" is no agent's path.
    return std::string{one_in(6) ? random_.one_of(kWrongTexts) : random_.one_of(kTexts)} + 'i';
}

std::string OddCards::card()
{
    const auto number_of_card = std::to_string(made_++);
    auto name = one_in(12) ? value(1) : in_quotes("Odd " + number_of_card);
    if (one_in(4)) name = in_quotes(std::string{random_.one_of(kTexts)} + (one_in(2) ? number_of_card : ""));
    std::vector<std::string> members{member("name", name), std::string{random_.one_of(kDialects)}};
    if (!one_in(4)) members.push_back(member("skills", skills()));
    for (auto odd = random_.below(4); odd > 0; --odd) {
        const std::string chosen{random_.one_of(kMembers)};
        // Most of them once only, so that not every odd card is refused for the same reason.
        bool is_there = false;
        for (const auto& each : members) is_there |= each.find(in_quotes(chosen) + ':') != std::string::npos;
        if (!is_there || one_in(10)) members.push_back(member(chosen, member_value(chosen)));
    }
    std::string card = "{";
    for (const auto& each : members) card.append(card.size() == 1 ? "" : ",").append(each);
    return card + '}';
}

// Usually of the right type, for what is refused at once teaches little.
std::string OddCards::member_value(const std::string& name)
{
    if (one_in(3)) return value(1);
    if (name == "description" || name == "version" || name.ends_with("Url")) return literal();
    if (name == "capabilities")
        return one_in(3) ? R"(["streaming","\u202e"])" : R"({"streaming":"TRUE","x":null})";
    if (name == "provider") return R"({"organization":)" + literal() + R"(,"url":)" + literal() + '}';
    if (name == "skills") return skills();
    if (name.ends_with("Modes")) return '[' + literal() + "]";
    return one_in(2) ? "null" : "[]";
}

std::string OddCards::skills()
{
    if (one_in(20)) return value(1);
    if (one_in(30)) return "null";
    // At and above the limit of 500.
    const auto count = one_in(200) ? 499 + random_.below(3) : random_.below(4);
    const auto odd_one = random_.below(8);
    std::string skills = "[";
    for (std::uint32_t i = 0; i < count; ++i) skills.append(i == 0 ? "" : ",").append(skill(i == odd_one));
    return skills + ']';
}

std::string OddCards::skill(bool is_odd)
{
    if (is_odd && one_in(4)) return value(1);
    auto skill = "{" + member("id", is_odd ? literal() : in_quotes("s" + std::to_string(random_.below(50))));
    if (!one_in(3)) skill += ',' + member("name", literal());
    if (!one_in(3))
        skill += ',' + member("tags", one_in(8) ? value(1) : '[' + literal() + ',' + literal() + ']');
    if (one_in(6)) skill += ',' + member("examples", one_in(3) ? value(1) : '[' + literal() + ']');
    return skill + '}';
}

std::string OddCards::value(int depth)
{
    switch (random_.below(depth < 4 ? 9 : 5)) {
    case 0:
        return number();
    case 1:
    case 2:
        return literal();
    case 3:
        return one_in(2) ? "null" : one_in(2) ? "true" : "false";
    case 4:
        return one_in(2) ? "{}" : "[]";
    case 5:
        return nested();
    case 6:
        return '[' + value(depth + 1) + ',' + value(depth + 1) + ']';
    default:
        break;
    }
    const auto first = random_.one_of(kNames);
    const auto second = random_.one_of(kNames); // sometimes the same one
    return '{' + member(first, value(depth + 1)) + ',' + member(second, value(depth + 1)) + '}';
}

std::string OddCards::number()
{
    return std::string{one_in(8) ? random_.one_of(kWrongNumbers) : random_.one_of(kNumbers)};
}

std::string OddCards::literal()
{
    if (one_in(100)) return in_quotes(std::string(5'000, 'l'));
    if (one_in(400)) return in_quotes(std::string(100'000, 'h'));
    if (one_in(25)) return in_quotes(random_.one_of(kWrongTexts));
    return in_quotes(std::string{random_.one_of(kTexts)} +
                     (one_in(3) ? std::string{random_.one_of(kTexts)} : ""));
}

std::string OddCards::nested()
{
    const auto depth = one_in(10) ? 10'000 : 28 + random_.below(6);
    return std::string(depth, '[') + std::string(depth, ']');
}

std::string OddCards::spoilt(std::string body)
{
    const auto at = random_.below(static_cast<std::uint32_t>(body.size()));
    switch (random_.below(6)) {
    case 0:
        return body.substr(0, at);
    case 1:
        body[at] = static_cast<char>(random_.below(256));
        return body;
    case 2:
        return body + '\0';
    case 3:
        return body + "{}";
    case 4:
        return "\xEF\xBB\xBF" + body;
    default:
        return " \r\n\t" + body + " \n";
    }
}

} // namespace a2a::poison
