// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace a2a::http {
namespace {

constexpr std::size_t kSegmentsMax = 8;

// Calls `take` with each segment of "/a/b": "a", "b". False when there are too many to match anything.
template <class Take>
bool split(std::string_view path, Take take)
{
    std::size_t count = 0;
    while (!path.empty()) {
        path.remove_prefix(1); // '/'
        const auto end = std::min(path.find('/'), path.size());
        if (++count > kSegmentsMax) return false;
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
        split(route.pattern, [&](std::string_view segment) {
            pattern.segments.push_back({.text = segment, .is_parameter = segment.starts_with('{')});
        });
        by_verb_.at(slot_of(route.verb)).push_back(std::move(pattern));
    }
    const auto parameters = [](const Pattern& p) {
        return std::ranges::count(p.segments, true, &Wanted::is_parameter);
    };
    for (auto& patterns : by_verb_)
        std::stable_sort(patterns.begin(), patterns.end(),
                         [&](const Pattern& a, const Pattern& b) { return parameters(a) < parameters(b); });
}

void Router::route(Exchange& exchange) const
{
    const auto& request = exchange.request;
    exchange.label = request.verb == Verb::unknown ? unknown_method() : unknown_path();
    Segments segments;
    if (!request.path.starts_with('/') ||
        !split(request.path, [&](std::string_view segment) { segments.push_back(segment); }))
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

bool Router::matches(const Pattern& pattern, const Segments& segments)
{
    return std::ranges::equal(pattern.segments, segments, [](const Wanted& wanted, std::string_view given) {
        return wanted.is_parameter ? !given.empty() : wanted.text == given;
    });
}

const Router::Pattern* Router::find(Verb verb, const Segments& segments) const
{
    if (verb == Verb::unknown) return nullptr;
    const auto& patterns = by_verb_.at(slot_of(verb));
    const auto found = std::find_if(patterns.begin(), patterns.end(),
                                    [&](const Pattern& pattern) { return matches(pattern, segments); });
    return found == patterns.end() ? nullptr : &*found;
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
