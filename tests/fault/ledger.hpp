// SPDX-License-Identifier: Apache-2.0
// What a registry must hold, by its answers: the tests' own account of every agent.
#pragma once

#include "catalog/catalog.hpp"
#include "journal/journal.hpp"

#include <map>
#include <string>
#include <vector>

namespace a2a::fault {

class Ledger {
public:
    Revision head() const { return head_; }
    std::size_t size() const { return agents_.size(); }

    // As a registry that holds this answers `batch` and carries it out.
    Ledger after(const std::vector<Intent>& batch) const;

    // One line for each thing that is not as it must be; none when all is well.
    std::vector<std::string> differences(const Catalog& catalog) const;

private:
    struct Agent {
        card::ParsedPtr card;
        Revision revision = 0;
    };
    std::map<std::string, Agent> agents_; // by id
    Revision head_ = 0;
};

} // namespace a2a::fault
