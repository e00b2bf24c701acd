// SPDX-License-Identifier: Apache-2.0
// Cards and changes for the catalog's tests.
#pragma once

#include "card/card.hpp"
#include "catalog/catalog.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace a2a::test {

// The card as a publisher of A2A 1.0 would write it.
std::string bytes_of(const AgentCard& card);

// As card::parse would answer for bytes_of(card).
card::ParsedPtr parsed(const AgentCard& card);

WallTime at_second(Revision revision); // a wall clock that ticks with the revisions

Change put(Revision revision, std::string id, const AgentCard& card);
Change removal(Revision revision, std::string id);

// A card with this name and one JSONRPC interface.
AgentCard named(std::string name);
AgentCard with_skills(std::vector<std::string> ids);

std::vector<std::string> ids_of(const std::vector<RecordPtr>& records);
std::vector<std::string> found(const Catalog& catalog, const Query& query);

// Every page of a walk, in order; fails the test when the totals disagree with the hits.
std::vector<std::string> walked(const Catalog& catalog, Query query);

} // namespace a2a::test
