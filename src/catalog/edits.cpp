// SPDX-License-Identifier: Apache-2.0
// From changes to edits: the slow part of a write (copying, folding, hashing and projecting
// cards), which needs no lock because only the one writer changes the state.
#include "catalog/state.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace a2a::catalog {

namespace {

Keys without(const Keys& keys, const Keys& others)
{
    Keys rest;
    std::set_difference(keys.begin(), keys.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest;
}

// A change that names another registration than the one known belongs to an agent that was
// removed and registered again in history that the journal has compacted away.
bool replaces(const Change& change, const RecordPtr& before)
{
    return before && !change.removes() &&
           (change.first_revision == 0 || change.first_revision == before->first_revision);
}

RecordPtr record_of(const Change& change, const RecordPtr& replaced)
{
    Registration registration{.id = change.id,
                              .revision = change.revision,
                              .first_revision = change.revision,
                              .registered_at = change.at,
                              .updated_at = change.at,
                              .modified_at = std::chrono::floor<std::chrono::seconds>(change.at)};
    if (replaced) {
        // HTTP dates have seconds: two versions must not share one, or a client that holds the
        // first would be told that it is current.
        registration.modified_at =
            std::max(registration.modified_at, replaced->modified_at + std::chrono::seconds{1});
        registration.first_revision = replaced->first_revision;
        registration.registered_at = replaced->registered_at;
    } else if (change.first_revision != 0) {
        registration.first_revision = change.first_revision;
        registration.registered_at = change.registered_at;
    }
    return make_record(registration, change.card->card, change.card->bytes);
}

Edit edit_of(const Change& change, const RecordPtr& before)
{
    Edit edit{.revision = change.revision, .before = before, .after = nullptr, .gone = {}, .come = {}};
    edit.keeps_number = replaces(change, before);
    if (!change.removes()) edit.after = record_of(change, edit.keeps_number ? before : nullptr);
    if (edit.keeps_number && before->digest == edit.after->digest) return edit; // same card, same keys

    if (before) edit.gone = keys_of(card::project(before->card()));
    if (edit.after) edit.come = keys_of(change.card->card);
    if (edit.keeps_number) {
        auto gone = without(edit.gone, edit.come);
        edit.come = without(edit.come, edit.gone);
        edit.gone = std::move(gone);
    }
    return edit;
}

} // namespace

std::vector<Edit> prepare(const State& state, std::span<const Change> changes)
{
    std::vector<Edit> edits;
    edits.reserve(changes.size());
    std::map<std::string_view, RecordPtr> ahead; // what earlier changes of this batch leave behind
    auto revision = state.revision;
    for (const auto& change : changes) {
        if (change.revision <= revision) continue;
        revision = change.revision;
        const auto known = ahead.find(change.id);
        edits.push_back(edit_of(change, known != ahead.end() ? known->second : state.find(change.id)));
        ahead[change.id] = edits.back().after;
    }
    return edits;
}

} // namespace a2a::catalog
