// SPDX-License-Identifier: Apache-2.0
// From changes to edits: the slow part of a write (copying, folding, hashing and projecting
// cards), which needs no lock because only the one writer changes the state.
#include "base/thread.hpp"
#include "catalog/state.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace a2a::catalog {

namespace {

// What both have in common stays where it is. Both must be sorted.
template <class List>
void reduce_to_differences(List& gone, List& come)
{
    List only_gone, only_come;
    std::set_difference(gone.begin(), gone.end(), come.begin(), come.end(), std::back_inserter(only_gone));
    std::set_difference(come.begin(), come.end(), gone.begin(), gone.end(), std::back_inserter(only_come));
    gone = std::move(only_gone);
    come = std::move(only_come);
}

// A change that names another registration than the one known belongs to an agent that was
// removed and registered again in history that the journal has compacted away.
bool replaces(const Change& change, const RecordPtr& before)
{
    return before && !change.removes() &&
           (change.first_revision == 0 || change.first_revision == before->first_revision);
}

void find_text(Edit& edit)
{
    using ranking::ChunkLevel;
    std::vector<ChunkLevel> old, now;
    if (edit.before) old = ranking::levels_of(edit.before->tokens);
    if (edit.after) now = ranking::levels_of(edit.after->tokens);
    const auto by_chunk = [](const ChunkLevel& a, const ChunkLevel& b) { return a.chunk < b.chunk; };
    std::vector<ChunkLevel> gone = old;
    if (edit.keeps_number) {
        gone.clear();
        std::set_difference(old.begin(), old.end(), now.begin(), now.end(), std::back_inserter(gone),
                            by_chunk);
        std::set_difference(now.begin(), now.end(), old.begin(), old.end(),
                            std::back_inserter(edit.text_come));
    } else {
        edit.text_come = std::move(now);
    }
    for (const auto& [chunk, level] : gone) edit.text_gone.push_back(chunk);
}

// A chunk that comes is listed under each of its grams.
std::size_t entries_in(const Edit& edit)
{
    auto entries = 1 + edit.letters_gone.size() + edit.letters_come.size() + edit.gone.size() +
                   edit.come.size() + edit.text_gone.size() + edit.text_come.size();
    for (const auto& fresh : edit.fresh) entries += 1 + kGramBytes * fresh.text.size();
    return entries;
}

void find_gone_keys(Edit& edit)
{
    if (!edit.before) return;
    const auto card = card::project(edit.before->card());
    edit.gone = keys_of(card);
    edit.letters_gone = letters_of(FoldedCard{card});
    if (!edit.keeps_number) return;
    reduce_to_differences(edit.gone, edit.come);
    reduce_to_differences(edit.letters_gone, edit.letters_come);
}

Edit edit_of(const Change& change, const RecordPtr& before, ChunkDraft& draft)
{
    Edit edit{.revision = change.revision,
              .before = before,
              .after = nullptr,
              .gone = {},
              .come = {},
              .fresh = {},
              .letters_gone = {},
              .letters_come = {},
              .text_gone = {},
              .text_come = {}};
    edit.keeps_number = replaces(change, before);
    if (!change.removes()) {
        const Projection projection{change};
        const auto& card = projection.card();
        const FoldedCard text{card};
        edit.after =
            record_of(change, card.name, edit.keeps_number ? before : nullptr, tokens_of(text, draft));
        edit.fresh = draft.take_fresh();
        if (edit.keeps_number && before->digest == edit.after->digest) return edit; // same card, same keys
        edit.come = keys_of(card);
        edit.letters_come = letters_of(text);
    }
    find_gone_keys(edit);
    find_text(edit);
    edit.entries = entries_in(edit);
    return edit;
}

} // namespace

RecordPtr record_of(const Change& change, std::string_view name, const RecordPtr& replaced,
                    std::string_view tokens)
{
    Registration registration{.id = change.id,
                              .revision = change.revision,
                              .first_revision = change.revision,
                              .registered_at = change.at,
                              .updated_at = change.at,
                              .modified_at = std::chrono::floor<std::chrono::seconds>(change.at),
                              .digest = change.card->digest};
    if (change.first_revision != 0) {
        registration.first_revision = change.first_revision;
        registration.registered_at = change.registered_at;
        registration.modified_at = change.modified_at;
    } else if (replaced) {
        registration.first_revision = replaced->first_revision;
        registration.registered_at = replaced->registered_at;
        registration.modified_at = modified_after(replaced->modified_at, change.at);
    }
    return make_record(registration, name, change.card->bytes, tokens);
}

std::vector<Edit> prepare(const State& state, std::span<const Change> changes)
{
    std::vector<Edit> edits;
    edits.reserve(changes.size());
    ChunkDraft draft{state.chunks};
    std::map<std::string_view, RecordPtr> ahead; // what earlier changes of this batch leave behind
    auto revision = state.revision;
    for (const auto& change : changes) {
        if (change.revision <= revision) continue;
        revision = change.revision;
        const auto known = ahead.find(change.id);
        edits.push_back(edit_of(change, known != ahead.end() ? known->second : state.find(change.id), draft));
        ahead[change.id] = edits.back().after;
        offer_turn();
    }
    return edits;
}

} // namespace a2a::catalog
