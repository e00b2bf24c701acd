// SPDX-License-Identifier: Apache-2.0
#include "catalog/state.hpp"

#include "base/hash.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace a2a::catalog {

namespace {

constexpr std::size_t kRenumberMin = 4096; // numbers given; below that holes cost nothing

} // namespace

std::optional<Number> State::number_of(std::string_view id) const
{
    return by_id.find(SeededHash{}(id), [&](Number number) { return records[number]->id == id; });
}

RecordPtr State::find(std::string_view id) const
{
    const auto number = number_of(id);
    return number ? records[*number] : nullptr;
}

void State::make(const Edit& edit)
{
    for (const auto& fresh : edit.fresh) chunks.install(fresh);
    if (edit.before && edit.after && edit.keeps_number) {
        replace(edit);
    } else {
        if (edit.before) leave(edit);
        if (edit.after) enter(edit);
    }
    revision = edit.revision;
}

Number State::add_record(RecordPtr record)
{
    const auto number = static_cast<Number>(records.size());
    by_id.insert(SeededHash{}(record->id), number);
    card_bytes += record->card_bytes;
    if (record->first_revision < newest_registration) ++late;
    newest_registration = std::max(newest_registration, record->first_revision);
    sort_keys.push_back(SortKeys::of(*record));
    records.push_back(std::move(record));
    return number;
}

void State::enter(const Edit& edit)
{
    const auto number = add_record(edit.after);
    live.insert(number);
    learn(edit, number);
}

void State::replace(const Edit& edit)
{
    const auto number = number_of(edit.after->id);
    assert(number);
    forget(edit, *number);
    learn(edit, *number);
    records.edit(*number) = edit.after;
    sort_keys.edit(*number) = SortKeys::of(*edit.after);
    card_bytes += edit.after->card_bytes - edit.before->card_bytes;
}

void State::leave(const Edit& edit)
{
    const auto number = number_of(edit.before->id);
    assert(number);
    forget(edit, *number);
    by_id.erase(SeededHash{}(edit.before->id), *number);
    live.erase(*number);
    records.edit(*number) = nullptr;
    card_bytes -= edit.before->card_bytes;
}

void State::forget(const Edit& edit, Number number)
{
    for (const auto& key : edit.gone) index(key.index).remove(key.value, number);
    for (const auto& letters : edit.letters_gone) chunks.letters.remove(letters, number);
    for (const auto chunk : edit.text_gone) chunks.erase(chunk, number);
}

void State::learn(const Edit& edit, Number number)
{
    for (const auto& key : edit.come) index(key.index).add(key.value, number);
    for (const auto& letters : edit.letters_come) chunks.letters.add(letters, number);
    for (const auto& [chunk, level] : edit.text_come) chunks.put(chunk, {number, level});
}

bool needs_renumbering(const State& state)
{
    const auto living = state.live.size();
    const bool hollow = state.records.size() > kRenumberMin && living * 2 < state.records.size();
    return hollow || state.late * 2 > std::max(living, kRenumberMin);
}

} // namespace a2a::catalog
