// SPDX-License-Identifier: Apache-2.0
#include "client/cache.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace a2a::client {
namespace {

constexpr std::size_t kBytesBeside = 512; // the nodes of list and map, and the small strings
constexpr unsigned kSecondsMax = 365 * 24 * 3600;

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

// Delta seconds (RFC 9111 section 1.2.2); more than a year is one.
std::optional<unsigned> seconds_in(std::string_view digits)
{
    unsigned seconds = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    if (digits.empty() || end != digits.data() + digits.size()) return std::nullopt;
    return fault == std::errc{} ? std::min(seconds, kSecondsMax) : kSecondsMax;
}

// What Cache-Control says to a private cache.
struct Directives {
    bool no_store = false;
    bool no_cache = false;
    std::optional<unsigned> max_age = {};
};

Directives directives_in(std::string_view field)
{
    constexpr std::string_view kMaxAge = "max-age=";
    Directives found;
    while (!field.empty()) {
        const auto comma = std::min(field.find(','), field.size());
        const auto directive = text::lower_ascii(trimmed(field.substr(0, comma)));
        field.remove_prefix(std::min(comma + 1, field.size()));
        if (directive == "no-store") found.no_store = true;
        if (directive.starts_with("no-cache")) found.no_cache = true;
        if (directive.starts_with(kMaxAge))
            found.max_age = seconds_in(std::string_view{directive}.substr(kMaxAge.size())).value_or(0);
    }
    return found;
}

Cache::Time end_of_freshness(const Response& answer, Cache::Time asked_at)
{
    const auto said = directives_in(answer.cache_control);
    const auto age = seconds_in(trimmed(answer.age)).value_or(0);
    if (said.no_cache || !said.max_age || *said.max_age <= age) return asked_at;
    return asked_at + std::chrono::seconds{*said.max_age - age};
}

std::size_t bytes_of(const Cache::Kept& kept)
{
    return kBytesBeside + 2 * kept.target.size() + kept.response.body.size();
}

} // namespace

const Cache::Kept* Cache::find(std::string_view target)
{
    const auto found = by_target_.find(target);
    if (found == by_target_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return &*found->second;
}

void Cache::keep(std::string_view target, const Response& answer, Time asked_at)
{
    drop(target);
    Kept kept{
        .target = std::string{target}, .response = answer, .fresh_until = end_of_freshness(answer, asked_at)};
    const bool of_use = !answer.etag.empty() || kept.fresh_until > asked_at;
    const auto bytes = bytes_of(kept);
    if (answer.status != 200 || !of_use || bytes > bytes_max_ || directives_in(answer.cache_control).no_store)
        return;
    while (bytes_ > bytes_max_ - bytes) drop(std::string{order_.back().target});
    order_.push_front(std::move(kept));
    by_target_.emplace(target, order_.begin());
    bytes_ += bytes;
}

// What a 304 says of age and freshness counts from now on (RFC 9111 section 3.2).
const Response& Cache::renew(std::string_view target, const Response& not_modified, Time asked_at)
{
    auto& kept = *by_target_.find(target)->second;
    if (!not_modified.cache_control.empty()) kept.response.cache_control = not_modified.cache_control;
    kept.response.age = not_modified.age;
    kept.fresh_until = end_of_freshness(kept.response, asked_at);
    return kept.response;
}

void Cache::drop(std::string_view target)
{
    const auto found = by_target_.find(target);
    if (found == by_target_.end()) return;
    bytes_ -= bytes_of(*found->second);
    order_.erase(found->second);
    by_target_.erase(found);
}

void Cache::doubt_all()
{
    for (auto& kept : order_) kept.fresh_until = {};
}

} // namespace a2a::client
