// SPDX-License-Identifier: Apache-2.0
// What is compared: ways to turn a query into a ranking of agents.
#pragma once

#include "catalog/catalog.hpp"
#include "relevance/bm25.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace a2a::bench {

struct System {
    std::string name;
    std::function<std::vector<std::string>(const std::string& query)> rank;
};

// A set of cards in the catalog and in the baseline.
class Arena {
public:
    // One card a line, in order of registration, each with a name of its own. Throws
    // std::runtime_error when it is not so.
    explicit Arena(const std::filesystem::path& cards);

    // They refer to this.
    std::vector<System> systems() const;
    std::size_t agents() const { return catalog_.size(); }
    bool has(const std::string& agent) const { return catalog_.find(agent) != nullptr; }

private:
    Catalog catalog_;
    Bm25 baseline_;
};

} // namespace a2a::bench
