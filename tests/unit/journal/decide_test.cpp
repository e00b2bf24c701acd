// SPDX-License-Identifier: Apache-2.0
// What becomes of an intent: alone against the catalog, and behind others of its batch.
#include "journal/decide.hpp"
#include "support/agents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace a2a {
namespace {

using test::accepted;
using test::at_host;
using test::put;
using test::removal;
using Kind = Committed::Kind;

Version content_of(const card::ParsedPtr& card)
{
    return {.digest = digest_of(card->bytes)};
}

Version content_at(const card::ParsedPtr& card, Revision revision)
{
    return {.digest = digest_of(card->bytes), .revision = revision};
}

// A catalog with one agent, "here", at revision 7.
class Deciding : public testing::Test {
protected:
    Deciding()
    {
        catalog_.apply(Change{.revision = 7, .id = "here", .at = test::at_second(7), .card = card_});
    }

    Outcome decide(Intent intent)
    {
        Decider decider{catalog_, test::at_second(20)};
        return decider.decide(std::move(intent));
    }
    std::vector<Outcome> decide_all(std::vector<Intent> batch)
    {
        Decider decider{catalog_, test::at_second(20)};
        std::vector<Outcome> outcomes;
        for (auto& intent : batch) outcomes.push_back(decider.decide(std::move(intent)));
        return outcomes;
    }

    card::ParsedPtr card_ = at_host("a.example");
    card::ParsedPtr other_ = at_host("b.example");
    Catalog catalog_;
};

TEST_F(Deciding, ANewAgentIsCreatedWithTheNextRevision)
{
    const auto outcome = decide(put("new", card_)).value();
    EXPECT_EQ(outcome.kind, Kind::created);
    EXPECT_EQ(outcome.change.revision, 8u);
    EXPECT_EQ(outcome.change.id, "new");
    EXPECT_EQ(outcome.change.at, test::at_second(20));
    EXPECT_EQ(outcome.digest, digest_of(card_->bytes));
    EXPECT_TRUE(outcome.before.empty());
}

TEST_F(Deciding, AnotherCardReplacesAndTellsWhatWasThere)
{
    const auto outcome = decide(put("here", other_)).value();
    EXPECT_EQ(outcome.kind, Kind::replaced);
    EXPECT_EQ(outcome.change.revision, 8u);
    EXPECT_EQ(outcome.before.view(), card_->bytes);
}

TEST_F(Deciding, TheSameBytesAreUnchangedAndKeepRevisionAndTime)
{
    const auto outcome = decide(put("here", at_host("a.example"))).value();
    EXPECT_EQ(outcome.kind, Kind::unchanged);
    EXPECT_EQ(outcome.change.revision, 7u);
    EXPECT_EQ(outcome.change.at, test::at_second(7));
}

TEST_F(Deciding, ARemovalTellsWhatWasThere)
{
    const auto outcome = decide(removal("here")).value();
    EXPECT_EQ(outcome.kind, Kind::removed);
    EXPECT_EQ(outcome.change.revision, 8u);
    EXPECT_TRUE(outcome.change.removes());
    EXPECT_EQ(outcome.digest, digest_of(card_->bytes));
    EXPECT_EQ(outcome.before.view(), card_->bytes);
}

TEST_F(Deciding, NobodyCanBeRemovedTwice)
{
    EXPECT_EQ(decide(removal("gone")).error().code, Errc::agent_not_found);
}

struct ConditionCase {
    const char* name;
    std::function<Precondition(const card::ParsedPtr& card, const card::ParsedPtr& other)> only_if;
    const char* id;
    bool holds;
};
void PrintTo(const ConditionCase& c, std::ostream* out)
{
    *out << c.name;
}

class Conditions : public Deciding, public testing::WithParamInterface<ConditionCase> {};

TEST_P(Conditions, AreJudgedAgainstWhatIsThere)
{
    const auto outcome = decide(put(GetParam().id, at_host("c.example"), GetParam().only_if(card_, other_)));
    EXPECT_EQ(outcome.has_value(), GetParam().holds);
    if (!outcome) {
        EXPECT_EQ(outcome.error().code, Errc::precondition_failed);
    }
}

using Card = const card::ParsedPtr&;
const ConditionCase kConditions[] = {
    {"None", [](Card, Card) { return Precondition{}; }, "here", true},
    {"MustNotExistAndDoes", [](Card, Card) { return Precondition{.must_not_exist = true}; }, "here", false},
    {"MustNotExistAndDoesNot", [](Card, Card) { return Precondition{.must_not_exist = true}; }, "new", true},
    {"MustExistAndDoes", [](Card, Card) { return Precondition{.must_exist = true}; }, "here", true},
    {"MustExistAndDoesNot", [](Card, Card) { return Precondition{.must_exist = true}; }, "new", false},
    {"MatchesContent", [](Card card, Card) { return Precondition{.must_match = {{content_of(card)}}}; },
     "here", true},
    {"MatchesContentAndRevision",
     [](Card card, Card) { return Precondition{.must_match = {{content_at(card, 7)}}}; }, "here", true},
    {"OldRevisionOfTheSameContent",
     [](Card card, Card) { return Precondition{.must_match = {{content_at(card, 6)}}}; }, "here", false},
    {"OtherContent", [](Card, Card other) { return Precondition{.must_match = {{content_of(other)}}}; },
     "here", false},
    {"OneOfTwo",
     [](Card card, Card other) {
         return Precondition{.must_match = {{content_of(other), content_of(card)}}};
     },
     "here", true},
    {"NothingThatCouldMatch", [](Card, Card) { return Precondition{.must_match = std::vector<Version>{}}; },
     "here", false},
    {"ContentOfNobody", [](Card card, Card) { return Precondition{.must_match = {{content_of(card)}}}; },
     "new", false},
    {"MustNotMatchAndDoes",
     [](Card card, Card) { return Precondition{.must_not_match = {content_of(card)}}; }, "here", false},
    {"MustNotMatchAndDoesNot",
     [](Card, Card other) { return Precondition{.must_not_match = {content_of(other)}}; }, "here", true},
    {"MustNotMatchNobody", [](Card card, Card) { return Precondition{.must_not_match = {content_of(card)}}; },
     "new", true},
};
INSTANTIATE_TEST_SUITE_P(Table, Conditions, testing::ValuesIn(kConditions),
                         [](const auto& test) { return test.param.name; });

TEST_F(Deciding, AConditionGuardsARemoval)
{
    EXPECT_EQ(decide(removal("here", {.must_match = {{content_of(other_)}}})).error().code,
              Errc::precondition_failed);
    EXPECT_TRUE(decide(removal("here", {.must_match = {{content_of(card_)}}})));
}

TEST_F(Deciding, AConditionDoesNotHideThatNobodyIsThere)
{
    EXPECT_EQ(decide(removal("gone", {.must_exist = true})).error().code, Errc::agent_not_found);
}

TEST_F(Deciding, AConditionGuardsAlsoWhatWouldChangeNothing)
{
    EXPECT_EQ(decide(put("here", card_, {.must_not_exist = true})).error().code, Errc::precondition_failed);
}

TEST_F(Deciding, TheLimitIsOnNewAgentsOnly)
{
    auto intent = put("new", card_);
    intent.agents_max = 1;
    EXPECT_EQ(decide(intent).error().code, Errc::registry_full);
    intent.agents_max = 2;
    EXPECT_TRUE(decide(intent));
    auto replacement = put("here", other_);
    replacement.agents_max = 1;
    EXPECT_TRUE(decide(replacement));
}

TEST_F(Deciding, ALimitOfZeroIsNone)
{
    EXPECT_TRUE(decide(put("new", card_)));
}

struct HolderCase {
    const char* name;
    std::string card;
    bool is_refused;
};
void PrintTo(const HolderCase& c, std::ostream* out)
{
    *out << c.name;
}

class Holders : public Deciding, public testing::WithParamInterface<HolderCase> {};

TEST_P(Holders, KeepTheirNameWhenConflictsAreRefused)
{
    auto intent = put("here", accepted(GetParam().card));
    EXPECT_TRUE(decide(intent));
    intent.refuse_other_endpoint = true;
    const auto outcome = decide(intent);
    EXPECT_EQ(!outcome, GetParam().is_refused);
    if (!outcome) {
        EXPECT_EQ(outcome.error().code, Errc::name_conflict);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Holders,
    testing::Values(HolderCase{"AnotherHost", test::card("Agent").url("https://b.example").dump(), true},
                    HolderCase{"AnotherPort", test::card("Agent").url("https://a.example:8443").dump(), true},
                    HolderCase{"AnotherProvider",
                               test::card("Agent").url("https://a.example").provider("New").dump(), true},
                    HolderCase{"AnotherPath", test::card("Agent").url("https://a.example/x").dump(), false},
                    HolderCase{"AnotherDescription",
                               test::card("Agent").url("https://A.example").description("x").dump(), false}),
    [](const auto& test) { return test.param.name; });

TEST_F(Deciding, RevisionsFollowTheBatch)
{
    const auto outcomes = decide_all({put("x", card_), removal("gone"), put("here", card_), put("y", card_)});
    EXPECT_EQ(outcomes[0]->change.revision, 8u);
    EXPECT_FALSE(outcomes[1]);
    EXPECT_EQ(outcomes[2]->kind, Kind::unchanged);
    EXPECT_EQ(outcomes[2]->change.revision, 7u);
    EXPECT_EQ(outcomes[3]->change.revision, 9u); // neither a refusal nor what is unchanged takes a number
}

TEST_F(Deciding, TwoPutsOfOneIdInABatchSeeEachOther)
{
    const auto outcomes = decide_all({put("x", card_), put("x", card_), put("x", other_)});
    EXPECT_EQ(outcomes[0]->kind, Kind::created);
    EXPECT_EQ(outcomes[1]->kind, Kind::unchanged);
    EXPECT_EQ(outcomes[1]->change.revision, outcomes[0]->change.revision);
    EXPECT_EQ(outcomes[2]->kind, Kind::replaced);
    EXPECT_EQ(outcomes[2]->before.view(), card_->bytes);
}

TEST_F(Deciding, PutRemoveAndPutInABatch)
{
    const auto outcomes = decide_all({put("x", card_), removal("x"), removal("x"), put("x", card_)});
    EXPECT_EQ(outcomes[0]->kind, Kind::created);
    EXPECT_EQ(outcomes[1]->kind, Kind::removed);
    EXPECT_EQ(outcomes[2].error().code, Errc::agent_not_found);
    EXPECT_EQ(outcomes[3]->kind, Kind::created);
    EXPECT_EQ(outcomes[3]->change.revision, 10u);
}

TEST_F(Deciding, OnlyOneOfABatchCreates)
{
    const auto outcomes =
        decide_all({put("x", card_, {.must_not_exist = true}), put("x", other_, {.must_not_exist = true})});
    EXPECT_TRUE(outcomes[0]);
    EXPECT_EQ(outcomes[1].error().code, Errc::precondition_failed);
}

TEST_F(Deciding, OnlyOneOfABatchMatches)
{
    const Precondition matches{.must_match = {{content_at(card_, 7)}}};
    const auto outcomes =
        decide_all({put("here", other_, matches), put("here", at_host("c.example"), matches)});
    EXPECT_TRUE(outcomes[0]);
    EXPECT_EQ(outcomes[1].error().code, Errc::precondition_failed);
}

TEST_F(Deciding, TheLimitCountsWhatTheBatchDoes)
{
    std::vector<Intent> batch{put("x", card_), put("y", card_), removal("here"), put("y", card_),
                              put("z", card_)};
    for (auto& intent : batch) intent.agents_max = 2;
    const auto outcomes = decide_all(std::move(batch));
    EXPECT_TRUE(outcomes[0]);
    EXPECT_EQ(outcomes[1].error().code, Errc::registry_full);
    EXPECT_TRUE(outcomes[2]);
    EXPECT_TRUE(outcomes[3]);
    EXPECT_EQ(outcomes[4].error().code, Errc::registry_full);
}

TEST_F(Deciding, OutcomesAreWhatTheCatalogApplies)
{
    for (const auto& outcome : decide_all({put("x", card_), removal("x"), put("x", other_), removal("here")}))
        catalog_.apply(outcome->change);
    EXPECT_EQ(catalog_.find("here"), nullptr);
    ASSERT_NE(catalog_.find("x"), nullptr);
    EXPECT_EQ(catalog_.find("x")->card(), other_->bytes);
    EXPECT_EQ(catalog_.revision(), 11u);
}

} // namespace
} // namespace a2a
