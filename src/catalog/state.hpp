// SPDX-License-Identifier: Apache-2.0
// Everything the catalog knows at one revision: the records and every index over them.
//
// A copy is cheap and shares: it is how the self-check gets a state that nobody changes.
// State is plain data without a lock; Catalog guards it.
#pragma once

#include "catalog/change.hpp"
#include "catalog/cow_vector.hpp"
#include "catalog/hashed_numbers.hpp"
#include "catalog/index.hpp"
#include "catalog/keys.hpp"
#include "catalog/numbers.hpp"
#include "catalog/record.hpp"
#include "catalog/roll.hpp"
#include "catalog/sort_keys.hpp"
#include "catalog/text/chunks.hpp"
#include "catalog/text/ranking.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::catalog {

using Records = Roll::Records;

// One change, worked out as far as possible before the lock is taken.
struct Edit {
    Revision revision = 0;
    RecordPtr before, after;          // null: there was none, there is none
    bool keeps_number = false;        // a replacement, not a new registration
    Keys gone, come;                  // what it is found by no longer, and now
    std::vector<Chunks::Fresh> fresh; // chunks that no card before this one had
    std::vector<std::string> letters_gone, letters_come;
    std::vector<ChunkId> text_gone;
    std::vector<ranking::ChunkLevel> text_come; // new, or with another level
    std::size_t entries = 0;                    // of indexes, that will change: what making it costs
};

struct State {
    Revision revision = 0;
    Records records;
    SortColumn sort_keys; // of the same agents
    HashedNumbers by_id;  // where an agent is in records
    Numbers live;
    std::array<Index, kIndexCount> indexes;
    Chunks chunks;
    std::size_t card_bytes = 0;
    Revision newest_registration = 0;
    std::size_t late = 0; // agents numbered after others that were registered later

    Index& index(IndexName name) { return indexes[static_cast<std::size_t>(name)]; }
    const Index& index(IndexName name) const { return indexes[static_cast<std::size_t>(name)]; }
    std::optional<Number> number_of(std::string_view id) const;
    RecordPtr find(std::string_view id) const;
    bool in_order() const { return late == 0; }

    // All that prepare() gave, in order, and then sweep.
    void make(const Edit& edit);

    // Of an agent that is not there: its record, its id and its place in the order, no more.
    Number add_record(RecordPtr record);

    // Forgets chunks that nobody has any more, some of them; false when none are left.
    bool sweep() { return chunks.sweep(); }

private:
    void enter(const Edit& edit);
    void replace(const Edit& edit);
    void leave(const Edit& edit);
    void forget(const Edit& edit, Number number); // what it was found by
    void learn(const Edit& edit, Number number);  // what it is found by
};

// The record that a change makes, in place of another or of none. `name` is the card's.
RecordPtr record_of(const Change& change, std::string_view name, const RecordPtr& replaced,
                    std::string_view tokens);

// What the changes newer than the state come to, in order. Reads the state, changes nothing.
std::vector<Edit> prepare(const State& state, std::span<const Change> changes);

// More dead numbers than live ones, or half of the agents numbered out of order.
bool needs_renumbering(const State& state);

// The same agents, numbered anew in order of registration and without holes; worked out on so
// many threads.
State renumbered(const State& state, std::size_t threads);

// One line per difference between the indexes and what the records' cards say.
std::vector<std::string> faults_of(const State& state, std::stop_token stop = {});

} // namespace a2a::catalog
