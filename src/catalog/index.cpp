// SPDX-License-Identifier: Apache-2.0
#include "catalog/index.hpp"

#include "base/hash.hpp"

#include <utility>

namespace a2a::catalog {

std::optional<Number> Index::place_of(std::string_view value, std::size_t hash) const
{
    return places_.find(hash, [&](Number place) { return terms_[place].value == value; });
}

const Numbers& Index::held(std::string_view value) const
{
    static const Numbers none;
    const auto place = place_of(value, SeededHash{}(value));
    return place ? terms_[*place].agents : none;
}

bool Index::add(std::string_view value, Number agent)
{
    const auto hash = SeededHash{}(value);
    if (const auto place = place_of(value, hash)) return terms_.edit(*place).agents.insert(agent);
    put(value, hash, Numbers::of_sorted({agent}));
    return true;
}

bool Index::remove(std::string_view value, Number agent)
{
    const auto hash = SeededHash{}(value);
    const auto place = place_of(value, hash);
    if (!place) return false;
    auto& term = terms_.edit(*place);
    if (!term.agents.erase(agent)) return false;
    if (term.agents.empty()) {
        term = Term{};
        places_.erase(hash, *place);
        vacant_.push_back(*place);
    }
    return true;
}

void Index::append(std::string_view value, std::span<const Number> agents)
{
    const auto hash = SeededHash{}(value);
    if (const auto place = place_of(value, hash)) {
        terms_.edit(*place).agents.append(agents);
    } else {
        put(value, hash, Numbers::of_sorted({agents.begin(), agents.end()}));
    }
}

void Index::put(std::string_view value, Numbers agents)
{
    put(value, SeededHash{}(value), std::move(agents));
}

void Index::put(std::string_view value, std::size_t hash, Numbers agents)
{
    auto place = static_cast<Number>(terms_.size());
    if (vacant_.empty()) {
        terms_.push_back({std::string{value}, std::move(agents)});
    } else {
        place = vacant_.back();
        vacant_.pop_back();
        terms_.edit(place) = {std::string{value}, std::move(agents)};
    }
    places_.insert(hash, place);
}

} // namespace a2a::catalog
