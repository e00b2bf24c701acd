// SPDX-License-Identifier: Apache-2.0
// The ledger's judgement: each fault it must name, planted.
#include "fault/ledger/account.hpp"

#include <gtest/gtest.h>

namespace a2a::fault {
namespace {

Account::Wish wish(const char* card)
{
    return {.card = card, .mark = card};
}

Found found(const char* card, std::uint64_t revision)
{
    return {.card = card, .revision = revision, .etag = "\"e\""};
}

// An agent that was acknowledged at revision 7.
Account acknowledged(std::optional<Account::Wish> in_flight = {})
{
    return {.id = "a", .known = wish("old"), .revision = 7, .newest = 7, .in_flight = std::move(in_flight)};
}

// One whose removal was.
Account removed(std::optional<Account::Wish> in_flight = {})
{
    return {.id = "a", .known = {}, .newest = 7, .in_flight = std::move(in_flight)};
}

struct Case {
    const char* name;
    Account account;
    std::optional<Found> found;
    Verdict verdict;
};

void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

class Judgement : public testing::TestWithParam<Case> {};

TEST_P(Judgement, NamesTheFault)
{
    auto account = GetParam().account;
    EXPECT_EQ(judge(account, GetParam().found), GetParam().verdict);
    EXPECT_FALSE(account.in_flight);
    EXPECT_EQ(account.exists(), GetParam().found.has_value());
    EXPECT_GE(account.newest, 7U);
    // What was found is what is known: looking again finds nothing wrong.
    EXPECT_EQ(judge(account, GetParam().found), Verdict::kept);
}

const Account::Wish kRemoval{};

INSTANTIATE_TEST_SUITE_P(
    Accounts, Judgement,
    testing::Values(Case{"Kept", acknowledged(), found("old", 7), Verdict::kept},
                    Case{"KeptAbsent", removed(), {}, Verdict::kept},
                    Case{"KeptDespiteAWrite", acknowledged(wish("new")), found("old", 7), Verdict::kept},
                    Case{"SameCardInFlight", acknowledged(wish("old")), found("old", 7), Verdict::kept},
                    Case{"CarriedOut", acknowledged(wish("new")), found("new", 8), Verdict::carried_out},
                    Case{"RemovalCarriedOut", acknowledged(kRemoval), {}, Verdict::carried_out},
                    Case{"Registered", removed(wish("new")), found("new", 8), Verdict::carried_out},
                    Case{"Lost", acknowledged(), {}, Verdict::lost},
                    Case{"LostUnderAWrite", acknowledged(wish("new")), {}, Verdict::lost},
                    Case{"OlderCard", acknowledged(), found("older", 3), Verdict::lost},
                    Case{"OldRevisionOfAWrite", acknowledged(wish("new")), found("new", 7), Verdict::lost},
                    Case{"Resurrected", removed(), found("old", 6), Verdict::resurrected},
                    Case{"ResurrectedUnderAWrite", removed(wish("new")), found("old", 6),
                         Verdict::resurrected},
                    Case{"Misnumbered", acknowledged(), found("old", 8), Verdict::misnumbered}),
    [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a::fault
