// SPDX-License-Identifier: Apache-2.0
#include "fault/ledger/account.hpp"

#include <algorithm>
#include <utility>

namespace a2a::fault {
namespace {

bool is_met(const Account::Wish& wish, const std::optional<Found>& found)
{
    return found ? wish.card == found->card : !wish.card;
}

Verdict verdict_on(const Account& account, const std::optional<Found>& found)
{
    if (is_met(account.known, found) && (!found || found->revision == account.revision)) return Verdict::kept;
    if (account.in_flight && is_met(*account.in_flight, found) &&
        (!found || found->revision > account.newest))
        return Verdict::carried_out;
    if (is_met(account.known, found)) return Verdict::misnumbered;
    return account.exists() ? Verdict::lost : Verdict::resurrected;
}

} // namespace

void Account::settle(std::uint64_t at, std::string tag)
{
    if (exists() && known.mark != in_flight->mark) former_mark = known.mark;
    known = *std::exchange(in_flight, std::nullopt);
    revision = at;
    newest = std::max(newest, at);
    etag = std::move(tag);
}

Verdict judge(Account& account, const std::optional<Found>& found)
{
    const auto verdict = verdict_on(account, found);
    const auto revision = found ? found->revision : 0;
    const auto etag = found ? found->etag : std::string{};
    // Whatever was found holds from now on; a mark is only known of cards that were expected.
    if (verdict != Verdict::carried_out) {
        account.in_flight = account.known;
        if (verdict != Verdict::kept)
            account.in_flight = Account::Wish{found ? std::optional{found->card} : std::nullopt};
    }
    account.settle(revision, etag);
    return verdict;
}

} // namespace a2a::fault
