// SPDX-License-Identifier: Apache-2.0
#include "search/bodies.hpp"

#include <nlohmann/json.hpp>

namespace a2a::bench {

std::string body_of(const Query& query)
{
    nlohmann::ordered_json body{{"limit", query.limit}};
    if (!query.text.empty()) body["query"] = query.text;
    if (!query.must.skills.empty()) body["skills"] = query.must.skills;
    for (const auto facet : query.facets) body["facets"].push_back(name_of(facet));
    if (query.sort == Sort::name) body["sort"] = "name";
    if (query.relax) body["relax"] = true;
    return body.dump();
}

} // namespace a2a::bench
