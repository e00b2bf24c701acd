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
    if (!query.facets.empty()) body["facet_limit"] = query.facet_limit;
    if (!query.text_not.empty()) body["not"]["query"] = query.text_not;
    if (query.must.updated_after) body["updated_after"] = print_rfc3339(*query.must.updated_after);
    if (query.sort == Sort::name) body["sort"] = "name";
    if (query.sort == Sort::updated) body["sort"] = "updated";
    if (query.explain) body["explain"] = true;
    if (query.relax) body["relax"] = true;
    return body.dump();
}

} // namespace a2a::bench
