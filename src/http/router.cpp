// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace a2a::http {
namespace {

// Calls `take` with each segment of "/a/b": "a", "b". False when there are more than `most`.
template <class Take>
bool split(std::string_view path, std::size_t most, Take take)
{
    std::size_t count = 0;
    while (!path.empty()) {
        path.remove_prefix(1); // '/'
        const auto end = std::min(path.find('/'), path.size());
        if (++count > most) return false;
        take(path.substr(0, end));
        path.remove_prefix(end);
    }
    return true;
}

std::size_t slot_of(Verb verb)
{
    return static_cast<std::size_t>(verb);
}

} // namespace

Router::Router(std::vector<Route> routes) : routes_{std::move(routes)}
{
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        const auto& route = routes_[i];
        Pattern pattern{.segments = {}, .index = i};
        split(route.pattern, kSegmentsMax, [&](std::string_view segment) {
            pattern.segments.push_back({.text = segment, .is_parameter = segment.starts_with('{')});
        });
        by_verb_.at(slot_of(route.verb)).at(pattern.segments.size()).push_back(std::move(pattern));
    }
    const auto parameters = [](const Pattern& p) {
        return std::ranges::count(p.segments, true, &Wanted::is_parameter);
    };
    for (auto& of_verb : by_verb_)
        for (auto& patterns : of_verb) std::ranges::stable_sort(patterns, {}, parameters);
}

void Router::route(Exchange& exchange) const
{
    const auto& request = exchange.request;
    exchange.label = request.verb == Verb::unknown ? unknown_method() : unknown_path();
    Segments segments;
    if (!request.path.starts_with('/') ||
        !split(request.path, kSegmentsMax, [&](std::string_view segment) { segments.push_back(segment); }))
        return;

    const auto* pattern = find(request.verb, segments);
    if (pattern == nullptr && request.verb == Verb::head) pattern = find(Verb::get, segments);
    if (pattern == nullptr) {
        exchange.allow = allowed(segments);
        exchange.is_known_path = !exchange.allow.empty();
        if (exchange.is_known_path) exchange.label = unknown_method();
        exchange.has_invalid_path = !text::percent_decode(request.path).has_value();
        return;
    }
    exchange.is_known_path = true;
    exchange.route = &routes_[pattern->index];
    exchange.label = pattern->index;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!pattern->segments[i].is_parameter) continue;
        auto value = text::percent_decode(segments[i]);
        exchange.has_invalid_path |= !value || !text::is_utf8(*value);
        if (exchange.has_invalid_path) return;
        exchange.params.push_back(std::move(*value));
    }
}

// Both have as many segments.
bool Router::matches(const Pattern& pattern, const Segments& segments)
{
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& wanted = pattern.segments[i];
        if (wanted.is_parameter ? segments[i].empty() : wanted.text != segments[i]) return false;
    }
    return true;
}

const Router::Pattern* Router::find(Verb verb, const Segments& segments) const
{
    if (verb == Verb::unknown) return nullptr;
    for (const auto& pattern : by_verb_[slot_of(verb)][segments.size()])
        if (matches(pattern, segments)) return &pattern;
    return nullptr;
}

// The Allow field of a path (RFC 9110 section 10.2.1).
std::string Router::allowed(const Segments& segments) const
{
    std::string allow;
    for (std::size_t i = 0; i < by_verb_.size(); ++i) {
        const auto verb = static_cast<Verb>(i);
        if (find(verb, segments) == nullptr) continue;
        allow += allow.empty() ? "" : ", ";
        allow += name_of(verb);
        if (verb == Verb::get) allow += ", HEAD";
    }
    if (!allow.empty()) allow += ", OPTIONS";
    return allow;
}

} // namespace a2a::http
