// SPDX-License-Identifier: Apache-2.0
// What comes first, what is suggested, why it was found.
#include "base/text.hpp"
#include "catalog/text/ranking.hpp"
#include "catalog/text/relevance.hpp"
#include "unit/catalog/cards.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace a2a {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Agents whose ids tell what should come out.
class Relevance : public testing::Test {
protected:
    void add(std::string id, std::string name, std::string description = {}, std::vector<Skill> skills = {})
    {
        auto card = test::named(std::move(name));
        card.description = std::move(description);
        card.skills = std::move(skills);
        catalog_.apply(test::put(catalog_.revision() + 1, std::move(id), card));
    }
    static Skill skill(std::string id, std::string description = {}, std::vector<std::string> tags = {})
    {
        return {.id = std::move(id),
                .name = {},
                .description = std::move(description),
                .tags = std::move(tags),
                .examples = {},
                .input_modes = {},
                .output_modes = {}};
    }
    SearchAnswer ask(Query query) const
    {
        query.sort = Sort::relevance;
        const auto answer = catalog_.search(query);
        EXPECT_TRUE(answer);
        return answer ? *answer : SearchAnswer{};
    }
    SearchAnswer ask(std::string text) const
    {
        Query query;
        query.text = std::move(text);
        return ask(std::move(query));
    }
    std::vector<std::string> order(std::string text) const { return test::ids_of(ask(std::move(text)).hits); }

    Catalog catalog_;
};

TEST_F(Relevance, AWholeWordBeforeAStartBeforeAnInnerPart)
{
    add("inner", "a repay desk");
    add("start", "a payment desk");
    add("whole", "a pay desk");
    EXPECT_THAT(order("pay"), ElementsAre("whole", "start", "inner"));
}

TEST_F(Relevance, ANameBeforeATagBeforeADescriptionBeforeAnExample)
{
    auto example = skill("x");
    example.examples = {"please audit this"};
    add("example", "D four", "", {example});
    add("description", "C three",
        "will audit the books of any company that has to show to somebody what it has earned and spent");
    add("tag", "B two", "", {skill("y", "", {"audit"})});
    add("name", "audit one");
    EXPECT_THAT(order("audit"), ElementsAre("name", "tag", "description", "example"));
}

TEST_F(Relevance, TheExactNameFirst)
{
    add("longer", "Travel Agent Pro", "travel agent travel agent");
    add("mentions", "Desk", "every travel agent asks this travel agent");
    add("exact", "travel agent");
    EXPECT_EQ(order("Travel Agent").front(), "exact");
}

TEST_F(Relevance, TheExactSkillIdFirstHoweverItsWordsAreJoined)
{
    add("talker", "Texts", "translate text, translate any text, and translate text again");
    add("exact", "Desk", "", {skill("translate-text")});
    EXPECT_EQ(order("translate-text").front(), "exact");
    EXPECT_EQ(order("translate text").front(), "exact");
}

TEST_F(Relevance, WordsSideBySideBeforeWordsApart)
{
    add("apart", "One", "tax for the owner of a house and his return home");
    add("phrase", "Two", "for the owner of a house and his home tax return");
    EXPECT_THAT(order("tax return"), ElementsAre("phrase", "apart"));
}

TEST_F(Relevance, OneSkillThatHasAllBeforeTwoThatShareIt)
{
    add("shared", "One", "",
        {skill("contracts", "reads legal contracts"), skill("german", "speaks german well")});
    add("both", "Two", "",
        {skill("contracts", "reads german contracts"), skill("legal", "speaks legal well")});
    EXPECT_THAT(order("german contracts"), ElementsAre("both", "shared"));
}

TEST_F(Relevance, AShorterTextBeforeALongerOne)
{
    add("long", "One", "handles parcels and letters and pallets and crates and boxes and bags for everybody");
    add("short", "Two", "handles parcels");
    EXPECT_THAT(order("parcels"), ElementsAre("short", "long"));
}

TEST_F(Relevance, TiesInOrderOfRegistration)
{
    for (const auto* id : {"c", "a", "b"}) add(id, "same words");
    EXPECT_THAT(order("same"), ElementsAre("c", "a", "b"));
}

TEST_F(Relevance, ScoresFallAndAreThereOnlyForATextInThisOrder)
{
    add("one", "pay");
    add("two", "payment");
    const auto answer = ask("pay");
    ASSERT_THAT(answer.scores, SizeIs(2));
    EXPECT_GT(answer.scores[0], answer.scores[1]);
    EXPECT_GT(answer.scores[1], 0);
    EXPECT_THAT(ask("").scores, IsEmpty());
    Query by_name;
    by_name.text = "pay";
    by_name.sort = Sort::name;
    const auto named = catalog_.search(by_name);
    ASSERT_TRUE(named);
    EXPECT_THAT(named->scores, IsEmpty());
}

TEST_F(Relevance, FiltersApply)
{
    add("with", "pay", "", {skill("s")});
    add("without", "pay");
    Query query;
    query.text = "pay";
    query.must.skills = {"s"};
    EXPECT_THAT(test::ids_of(ask(query).hits), ElementsAre("with"));
    query.must.skills.clear();
    query.must_not.skills = {"s"};
    EXPECT_THAT(test::ids_of(ask(query).hits), ElementsAre("without"));
}

TEST_F(Relevance, WordsMayBeForbidden)
{
    add("both", "pay later");
    add("one", "pay now");
    Query query;
    query.text_not = "LATER pay";
    EXPECT_THAT(test::ids_of(ask(query).hits), ElementsAre("one"));
    query.text = "pay";
    EXPECT_THAT(test::ids_of(ask(query).hits), ElementsAre("one"));
    query.text_not = "nobody-says-this";
    EXPECT_THAT(test::ids_of(ask(query).hits), SizeIs(2));
}

TEST_F(Relevance, NothingFoundIsAnEmptyAnswerWithSuggestions)
{
    add("near", "Rail desk", "books trains");
    add("far", "Gardener", "plants trees");
    const auto answer = ask("books trains Tomorrow");
    EXPECT_THAT(answer.hits, IsEmpty());
    EXPECT_EQ(answer.total, 0U);
    ASSERT_TRUE(answer.suggestions);
    EXPECT_THAT(test::ids_of(answer.suggestions->hits), ElementsAre("near"));
    EXPECT_THAT(answer.suggestions->dropped_words, ElementsAre("Tomorrow"));
    EXPECT_FALSE(ask("books trains").suggestions);
}

TEST_F(Relevance, SuggestionsPassTheFilters)
{
    add("with", "pay desk", "", {skill("s")});
    add("without", "pay desk");
    Query query;
    query.text = "pay tomorrow";
    query.must.skills = {"s"};
    const auto answer = ask(query);
    ASSERT_TRUE(answer.suggestions);
    EXPECT_THAT(test::ids_of(answer.suggestions->hits), ElementsAre("with"));
}

struct Slip {
    const char* typed;
    const char* meant;
};

TEST_F(Relevance, ASlipOfTheHandIsCorrectedFromTheVocabulary)
{
    add("one", "Invoice clerk", "reconciles größen (statements)");
    add("two", "Garden planner");
    for (const auto& [typed, meant] : std::initializer_list<Slip>{{"invioce", "invoice"},
                                                                  {"invoce", "invoice"},
                                                                  {"invoicee", "invoice"},
                                                                  {"statemants", "statements"},
                                                                  {"grösen", "größen"},
                                                                  {"clerc", "clerk"},
                                                                  {"clärk", "clerk"},
                                                                  {"reconsiled", "reconciles"}}) {
        const auto answer = ask(typed);
        ASSERT_TRUE(answer.suggestions) << typed;
        ASSERT_THAT(answer.suggestions->did_you_mean, SizeIs(1)) << typed;
        EXPECT_EQ(answer.suggestions->did_you_mean[0].word, typed);
        EXPECT_EQ(answer.suggestions->did_you_mean[0].instead.front(), meant);
        EXPECT_THAT(test::ids_of(answer.suggestions->hits), ElementsAre("one")) << typed;
        EXPECT_THAT(answer.suggestions->dropped_words, IsEmpty()) << typed;
    }
}

TEST_F(Relevance, AWordThatIsNowhereNearIsNotCorrected)
{
    add("one", "Invoice clerk");
    EXPECT_EQ(ask("INVOICEE").suggestions->did_you_mean.at(0).word, "INVOICEE");
    const auto answer = ask("zeppelin");
    ASSERT_TRUE(answer.suggestions);
    EXPECT_THAT(answer.suggestions->hits, IsEmpty());
    EXPECT_THAT(answer.suggestions->did_you_mean, IsEmpty());
    EXPECT_THAT(answer.suggestions->dropped_words, ElementsAre("zeppelin"));
}

TEST_F(Relevance, AWordThatOccursIsNotCorrected)
{
    add("one", "Form filler");
    add("two", "From sender");
    const auto answer = ask("form nowhere-at-all");
    ASSERT_TRUE(answer.suggestions);
    for (const auto& correction : answer.suggestions->did_you_mean) EXPECT_NE(correction.word, "form");
}

TEST_F(Relevance, RelaxedPartialMatchesFollowTheFullOnes)
{
    add("part", "Trains", "books trains");
    add("full", "Desk", "somewhere in this text it says that it books trains, if it has time, tomorrow");
    add("none", "Gardener");
    Query query;
    query.text = "books trains tomorrow";
    query.relax = true;
    const auto answer = ask(query);
    EXPECT_THAT(test::ids_of(answer.hits), ElementsAre("full", "part"));
    EXPECT_EQ(answer.total, 2U);
    EXPECT_EQ(answer.total_full, 1U);
    EXPECT_FALSE(answer.suggestions);
}

TEST_F(Relevance, RelaxedWordsAreFoundInOtherForms)
{
    add("one", "Translator", "translates letters");
    Query query;
    query.text = "translation";
    query.relax = true;
    EXPECT_THAT(test::ids_of(ask(query).hits), ElementsAre("one"));
    query.relax = false;
    EXPECT_THAT(ask(query).hits, IsEmpty());
}

TEST_F(Relevance, ExplainsWhereEachWordOccurs)
{
    auto first = skill("pay-later", "Delays", {"money"});
    auto second = skill("repay", "Pays back");
    second.examples = {"pay me"};
    add("one", "Desk", "takes money", {first, second});
    Query query;
    query.text = "PAY money";
    query.explain = true;
    const auto answer = ask(query);
    ASSERT_THAT(answer.explain, SizeIs(1));
    ASSERT_THAT(answer.explain[0], SizeIs(2));
    EXPECT_EQ(answer.explain[0][0].word, "PAY");
    EXPECT_THAT(answer.explain[0][0].fields,
                ElementsAre("skills.id", "skills.description", "skills.examples"));
    EXPECT_THAT(answer.explain[0][0].skills, ElementsAre("pay-later", "repay"));
    EXPECT_THAT(answer.explain[0][1].fields, ElementsAre("description", "skills.tags"));
    EXPECT_THAT(answer.explain[0][1].skills, ElementsAre("pay-later"));
    query.explain = false;
    EXPECT_THAT(ask(query).explain, IsEmpty());
}

// A walk by relevance over more hits than are scored exactly.
class RelevanceWalk : public Relevance, public testing::WithParamInterface<std::size_t> {
protected:
    RelevanceWalk()
    {
        test::Dice dice{17};
        for (std::size_t i = 0; i < kAgents; ++i)
            add(std::to_string(i), dice.one_in(9) ? "pay" : "desk",
                dice.one_in(2) ? "payment desk" : "we repay");
    }
    static constexpr std::size_t kAgents = 5 * catalog::ranking::kRefinedMax;
    Revision revision() const { return catalog_.revision(); }
};

TEST_P(RelevanceWalk, SeesEveryHitOnceInTheOrderOfOnePage)
{
    const auto whole = order("pay");
    ASSERT_THAT(whole, SizeIs(kAgents));
    Query query;
    query.text = "pay";
    query.limit = GetParam();
    query.sort = Sort::relevance;
    EXPECT_EQ(test::walked(catalog_, query), whole);
}

TEST_P(RelevanceWalk, WritesInBetweenMoveOnlyWhatTheyChange)
{
    Query query;
    query.text = "pay";
    query.limit = GetParam();
    std::vector<std::string> seen;
    auto answer = ask(query);
    for (std::size_t i = 0; !answer.next_cursor.empty(); ++i) {
        for (const auto& id : test::ids_of(answer.hits)) seen.push_back(id);
        add("new-" + std::to_string(i), "unrelated " + std::to_string(i)); // weighs every word anew
        query.cursor = answer.next_cursor;
        answer = ask(query);
    }
    for (const auto& id : test::ids_of(answer.hits)) seen.push_back(id);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), kAgents);
    EXPECT_EQ(seen.size(), kAgents);
}

INSTANTIATE_TEST_SUITE_P(Limits, RelevanceWalk,
                         testing::Values(std::size_t{7}, catalog::ranking::kRefinedMax - 1,
                                         catalog::ranking::kRefinedMax, catalog::ranking::kRefinedMax + 1,
                                         std::size_t{100}),
                         [](const auto& test) { return std::to_string(test.param); });

TEST_F(Relevance, PagesEndTenThousandDeep)
{
    std::vector<Change> changes;
    constexpr std::size_t kAgents = catalog::kRelevanceDepth + 500;
    for (std::size_t i = 0; i < kAgents; ++i)
        changes.push_back(test::put(i + 1, std::to_string(i), test::named("pay")));
    catalog_.apply(changes);
    Query query;
    query.text = "pay";
    query.limit = 1000;
    std::size_t pages = 0, hits = 0;
    do {
        const auto answer = ask(query);
        ASSERT_EQ(answer.total, kAgents);
        hits += answer.hits.size();
        query.cursor = answer.next_cursor;
        ++pages;
    } while (!query.cursor.empty());
    EXPECT_EQ(hits, catalog::kRelevanceDepth);
    EXPECT_EQ(pages, 10U);
}

TEST(TextSearch, RefusesWhatCostsMoreThanItsBudgetAndNamesTheWord)
{
    catalog::State state;
    std::vector<Change> changes;
    for (std::size_t i = 0; i < 2'000; ++i)
        changes.push_back(
            test::put(i + 1, std::to_string(i), test::named("rare-" + std::to_string(i) + " common")));
    for (const auto& edit : catalog::prepare(state, changes)) state.make(edit);

    const std::vector<std::string> words{"common", "ra"};
    const auto view = catalog::look_up(state, words);
    const auto search = [&](std::size_t budget) {
        return catalog::TextSearch{view, state.records, {}, budget}.with_all_words(nullptr);
    };
    EXPECT_EQ(catalog::TextSearch::budget_for(100), catalog::TextSearch::budget_for(90'000));
    EXPECT_EQ(catalog::TextSearch::budget_for(1'000'000), 50'000'000U);
    const auto refused = search(1'000);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::query_too_broad);
    ASSERT_THAT(refused.error().issues, SizeIs(1));
    EXPECT_EQ(refused.error().issues[0].pointer, "/query");
    EXPECT_THAT(refused.error().issues[0].message, testing::HasSubstr("\"ra\""));
    // Asking the agents one by one is not free, either.
    const auto among = catalog::Numbers::of_sorted({1, 2, 3});
    const std::vector<std::string> broad{"are-"};
    const auto broad_view = catalog::look_up(state, broad);
    EXPECT_FALSE((catalog::TextSearch{broad_view, state.records, {}, 1'000}.with_all_words(&among)));
    EXPECT_TRUE((catalog::TextSearch{broad_view, state.records, {}, 20'000}.with_all_words(&among)));
    const auto found = search(catalog::TextSearch::budget_for(2'000));
    ASSERT_TRUE(found);
    EXPECT_THAT(*found, SizeIs(2'000));
}

} // namespace
} // namespace a2a
