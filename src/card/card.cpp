// SPDX-License-Identifier: Apache-2.0
#include "card/card.hpp"

#include "base/json.hpp"
#include "card/projection.hpp"
#include "card/url.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace a2a::card {

namespace {

// Deeper than any card that deserves a judgement; what is beyond is refused while it is read.
constexpr std::size_t kDepthJudged = 512;
constexpr std::size_t kDepthMax = 1'000'000;

Error bad_json(const json::Fault& fault)
{
    return {Errc::bad_json,
            "the body is not valid JSON: " + fault.reason + " (at byte " + std::to_string(fault.offset) + ")",
            {{fault.pointer, fault.reason, std::string{fault.rule}}}};
}

bool is_wrapped(json::Value body)
{
    return body.find("agent_card").exists() && !body.find("name").exists();
}

// The first child at least `depth` deep, which there must be; `pointer` follows.
json::Value deep_child(json::Value parent, std::size_t depth, std::string& pointer)
{
    std::size_t index = 0;
    for (const auto item : parent.items()) {
        if (item.depth() >= depth) {
            json::append_token(pointer, std::to_string(index));
            return item;
        }
        ++index;
    }
    for (const auto [name, value] : parent.members()) {
        if (value.depth() >= depth) {
            json::append_token(pointer, name);
            return value;
        }
    }
    return {};
}

// Points at the first value that stands too deep.
void judge_depth(json::Value card, const Rules& rules, Findings& findings)
{
    if (card.depth() <= rules.depth) return;
    std::string pointer;
    auto value = card;
    for (auto left = rules.depth; left > 0; --left) value = deep_child(value, left, pointer);
    findings.add(Grade::fault, std::move(pointer), "depth-limit",
                 "has more than " + std::to_string(rules.depth) + " values within each other");
}

// The card as it is stored. Clients of the Python registry rely on preferred_transport in
// cards of its own dialect.
std::string stored_bytes(json::Value card, Dialect dialect)
{
    constexpr std::string_view name = "preferred_transport";
    constexpr std::string_view value = "\"JSONRPC\"";
    const auto raw = card.raw();
    const auto present = card.find(name);
    if (dialect != Dialect::snake_case || (present.exists() && !present.is(json::Kind::null)))
        return json::minify(raw);
    std::string bytes;
    bytes.reserve(raw.size() + name.size() + value.size() + 4); // quotes, a colon and a comma
    if (present.exists()) {
        const auto at = static_cast<std::size_t>(present.raw().data() - raw.data());
        json::append_minified(bytes, raw.substr(0, at));
        bytes.append(value);
        json::append_minified(bytes, raw.substr(at + present.raw().size()));
        return bytes;
    }
    json::append_minified(bytes, raw);
    bytes.pop_back();
    bytes.append(",\"").append(name).append("\":").append(value).append(1, '}');
    return bytes;
}

// What is asked of a body: a judgement, or its card, into which all goes that was found then.
enum class Wanted : unsigned char { verdict, card };

Verdict judge(json::Value card, const Rules& rules, Wanted wanted)
{
    Verdict verdict;
    Findings findings{rules.validation};
    if (card.is(json::Kind::object)) {
        verdict.dialect = dialect_of(card);
        judge_depth(card, rules, findings);
        Context context{findings, rules, verdict.dialect};
        verdict.projection = read_card(card, context);
    } else {
        findings.add(Grade::fault, json::Pointer{}, "card-not-object", "an agent card is a JSON object");
    }
    verdict.errors = findings.take_errors();
    verdict.warnings = findings.take_warnings();
    if (verdict.errors.empty()) {
        auto bytes = stored_bytes(card, verdict.dialect);
        const auto digest = digest_of(bytes);
        if (wanted == Wanted::card)
            verdict.parsed = std::make_shared<const Parsed>(
                Parsed{std::move(verdict.projection), std::move(bytes), digest, std::move(verdict.warnings)});
        else
            verdict.parsed = std::make_shared<const Parsed>(
                Parsed{verdict.projection, std::move(bytes), digest, verdict.warnings});
    }
    return verdict;
}

Result<Envelope> examine(std::string_view body, const Rules& rules, Wanted wanted)
{
    const auto document =
        json::parse(body, {.depth_max = std::clamp(rules.depth + 1, kDepthJudged, kDepthMax)});
    if (!document) return bad_json(document.error());
    const auto root = document->root();
    const bool wrapped = is_wrapped(root);
    const auto card = wrapped ? root.find("agent_card") : root;
    if (card.raw().size() > rules.card_bytes) {
        return Error{Errc::too_large,
                     "the agent card is larger than " + std::to_string(rules.card_bytes) + " bytes"};
    }

    Envelope envelope{.verdict = judge(card, rules, wanted), .id = {}};
    if (const auto id = root.find("id"); wrapped && id.is(json::Kind::string))
        envelope.id = std::string{id.text()};
    return envelope;
}

} // namespace

Result<Envelope> examine(std::string_view body, const Rules& rules)
{
    return examine(body, rules, Wanted::verdict);
}

Result<ParsedPtr> parse(std::string_view body, const Rules& rules)
{
    auto envelope = examine(body, rules, Wanted::card);
    if (!envelope) return std::move(envelope).error();
    auto& verdict = envelope->verdict;
    if (verdict.parsed) return std::move(verdict.parsed);
    return Error{Errc::card_invalid, "the agent card is refused", std::move(verdict.errors)};
}

std::string endpoint_host(const AgentCard& card)
{
    const auto& all = card.interfaces;
    const auto preferred =
        std::find_if(all.begin(), all.end(), [](const Interface& one) { return is_absolute_url(one.url); });
    return preferred == all.end() ? std::string{} : origin_of(preferred->url);
}

} // namespace a2a::card
