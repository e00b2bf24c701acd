// SPDX-License-Identifier: Apache-2.0
#include "catalog/query.hpp"

#include <algorithm>
#include <array>

namespace a2a {

namespace {

constexpr std::array<std::string_view, kFacetCount> kFacetNames{
    "skills",   "tags",       "capabilities", "transport",    "protocol_version",
    "provider", "extensions", "input_modes",  "output_modes",
};

} // namespace

std::string_view name_of(Facet facet)
{
    return kFacetNames[static_cast<std::size_t>(facet)];
}

std::optional<Facet> facet_named(std::string_view name)
{
    const auto at = std::find(kFacetNames.begin(), kFacetNames.end(), name);
    if (at == kFacetNames.end()) return std::nullopt;
    return static_cast<Facet>(at - kFacetNames.begin());
}

bool Filter::empty() const
{
    return skills.empty() && skills_any.empty() && tags.empty() && tags_any.empty() && capabilities.empty() &&
           transports.empty() && protocol_versions.empty() && providers.empty() && extensions.empty() &&
           input_modes.empty() && output_modes.empty() && !is_signed && !updated_before && !updated_after;
}

} // namespace a2a
