// SPDX-License-Identifier: Apache-2.0
#include "journal/decide.hpp"

#include <algorithm>

namespace a2a {
namespace {

bool has_other_endpoint(std::string_view before, const AgentCard& after)
{
    const auto card = card::project(before);
    return card::endpoint_host(card) != card::endpoint_host(after) || card.provider != after.provider;
}

Bytes bytes_of(const card::ParsedPtr& card)
{
    return Bytes{card, card->bytes};
}

Error failed(std::string detail)
{
    return {Errc::precondition_failed, std::move(detail)};
}

} // namespace

Decider::Decider(const Catalog& catalog, WallTime now)
    : catalog_{catalog}, now_{now}, last_{catalog.revision()}, agents_{catalog.size()}
{
}

// What fails without a condition fails with one in the same way (RFC 9110 section 13.2.1).
Outcome Decider::decide(Intent intent)
{
    auto before = state_of(intent.id);
    if (intent.card == nullptr && !before.exists) return Error{Errc::agent_not_found, "Agent not found"};
    if (auto failure = failure_of(intent.only_if, before)) return *std::move(failure);
    return intent.card ? put(std::move(intent), before) : remove(std::move(intent), before);
}

std::optional<Error> Decider::failure_of(const Precondition& only_if, const State& before)
{
    const auto is_current = [&](const Version& version) {
        return before.exists && version.digest == before.digest &&
               version.revision.value_or(before.revision) == before.revision;
    };
    if (only_if.must_not_exist && before.exists) return failed("the agent exists already");
    if (only_if.must_exist && !before.exists) return failed("there is no such agent");
    if (only_if.must_match && std::ranges::none_of(*only_if.must_match, is_current))
        return failed("the agent has changed: its ETag is another one now");
    if (std::ranges::any_of(only_if.must_not_match, is_current)) return failed("the agent is still the same");
    return std::nullopt;
}

Outcome Decider::put(Intent intent, const State& before)
{
    const auto& digest = intent.card->digest;
    if (before.exists && before.digest == digest)
        return Committed{.kind = Committed::Kind::unchanged,
                         .change = {.revision = before.revision,
                                    .id = std::move(intent.id),
                                    .at = before.updated_at,
                                    .card = intent.card},
                         .digest = digest,
                         .before = before.card};
    if (before.exists && intent.refuse_other_endpoint &&
        has_other_endpoint(before.card.view(), intent.card->card))
        return Error{
            Errc::name_conflict,
            "the name belongs to an agent with another endpoint or provider; PUT with If-Match replaces it"};
    if (!before.exists && intent.agents_max > 0 && agents_ >= intent.agents_max)
        return Error{Errc::registry_full,
                     "the registry is full: " + std::to_string(intent.agents_max) + " agents"};
    agents_ += before.exists ? 0 : 1;
    auto change = next_change(std::move(intent.id), intent.card, before);
    touched_[change.id] = {.exists = true,
                           .revision = change.revision,
                           .digest = digest,
                           .updated_at = now_,
                           .first_revision = change.first_revision,
                           .registered_at = change.registered_at,
                           .modified_at = change.modified_at,
                           .card = bytes_of(intent.card)};
    return Committed{.kind = before.exists ? Committed::Kind::replaced : Committed::Kind::created,
                     .change = std::move(change),
                     .digest = digest,
                     .before = before.card,
                     .before_revision = before.revision};
}

Outcome Decider::remove(Intent intent, const State& before)
{
    --agents_;
    auto change = next_change(std::move(intent.id), nullptr, before);
    touched_[change.id] = {};
    return Committed{.kind = Committed::Kind::removed,
                     .change = std::move(change),
                     .digest = before.digest,
                     .before = before.card,
                     .before_revision = before.revision};
}

std::vector<Outcome> decide_all(const Catalog& catalog, WallTime now, std::vector<Intent> batch)
{
    Decider decider{catalog, now};
    std::vector<Outcome> outcomes;
    outcomes.reserve(batch.size());
    for (auto& intent : batch) outcomes.push_back(decider.decide(std::move(intent)));
    return outcomes;
}

Decider::State Decider::state_of(const std::string& id) const
{
    if (const auto found = touched_.find(id); found != touched_.end()) return found->second;
    const auto record = catalog_.find(id);
    if (record == nullptr) return {};
    return {.exists = true,
            .revision = record->revision,
            .digest = record->digest,
            .updated_at = record->updated_at,
            .first_revision = record->first_revision,
            .registered_at = record->registered_at,
            .modified_at = record->modified_at,
            .card = Bytes{record, record->card()}};
}

Change Decider::next_change(std::string id, card::ParsedPtr card, const State& before)
{
    Change change{.revision = ++last_, .id = std::move(id), .at = now_, .card = std::move(card)};
    if (change.removes()) return change;
    change.first_revision = before.exists ? before.first_revision : change.revision;
    change.registered_at = before.exists ? before.registered_at : now_;
    change.modified_at = before.exists ? modified_after(before.modified_at, now_)
                                       : std::chrono::floor<std::chrono::seconds>(now_);
    return change;
}

} // namespace a2a
