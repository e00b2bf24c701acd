// SPDX-License-Identifier: Apache-2.0
// What the catalog should say, in the plainest way: a list of projections, each looked at
// for every question.
#pragma once

#include "catalog/change.hpp"
#include "catalog/query.hpp"

#include <a2a/agent_card.hpp>

#include <string>
#include <utility>
#include <vector>

namespace a2a::test {

class Model {
public:
    void apply(const Change& change);

    // Ids of the whole result, in order.
    std::vector<std::string> search(const Query& query) const;
    std::vector<FacetCount> facet(const Query& query, Facet facet) const;
    std::vector<FacetCount> vocabulary(Facet facet, const std::string& prefix) const;
    std::vector<std::string> ids() const;

private:
    struct Agent {
        std::string id;
        AgentCard card;
        Revision revision = 0;
        Revision first_revision = 0;
        WallTime updated_at;
    };
    static bool matches(const Agent& agent, const Query& query);
    std::vector<const Agent*> matching(const Query& query) const;

    std::vector<Agent> agents_; // in order of registration
};

} // namespace a2a::test
