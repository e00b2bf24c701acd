// SPDX-License-Identifier: Apache-2.0
// The self-check's negative control: every kind of fault, planted, must be named.
#include "catalog/state.hpp"
#include "unit/catalog/cards.hpp"
#include "unit/catalog/random_cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace a2a::catalog {
namespace {

using testing::HasSubstr;

struct Case {
    const char* name;
    std::function<void(State&)> plant;
    std::string_view says;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

class SelfCheck : public testing::TestWithParam<Case> {
protected:
    SelfCheck()
    {
        test::Dice dice{31};
        std::vector<Change> changes;
        for (Revision revision = 1; revision <= 40; ++revision)
            changes.push_back(
                test::put(revision, "agent-" + std::to_string(revision), test::random_card(dice)));
        for (const auto& edit : prepare(state_, changes)) state_.make(edit);
        while (state_.sweep()) {
        }
    }
    State state_;
};

TEST_P(SelfCheck, NamesThePlantedFault)
{
    ASSERT_EQ(faults_of(state_), std::vector<std::string>{});
    GetParam().plant(state_);
    const auto faults = faults_of(state_);
    ASSERT_FALSE(faults.empty());
    EXPECT_THAT(faults, testing::Contains(HasSubstr(std::string{GetParam().says})));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, SelfCheck,
    testing::Values(
        Case{"StalePosting", [](State& s) { s.index(IndexName::skills).add("gone", 7); },
             "skills: \"gone\" lists what does not have it: 7"},
        Case{"StalePostingOfAKnownValue",
             [](State& s) {
                 auto& index = s.index(IndexName::is_signed);
                 const auto unsigned_one = *index.find("false").next(0);
                 index.add("true", unsigned_one);
             },
             "is_signed: \"true\" lists"},
        Case{"MissingPosting",
             [](State& s) {
                 auto& index = s.index(IndexName::is_signed);
                 index.remove("true", *index.find("true").next(0));
             },
             "is_signed: \"true\" misses"},
        Case{"MissingPair",
             [](State& s) {
                 auto& index = s.index(IndexName::transport_version);
                 const auto term = index.terms()[0];
                 index.remove(term.value, *term.agents.next(0));
             },
             "transport_version"},
        Case{"DeadAgentThatLives", [](State& s) { s.live.erase(3); }, "the set of live agents"},
        Case{"LostRecord", [](State& s) { s.records.edit(3) = nullptr; }, "the set of live agents"},
        Case{"RecordOfAnotherCard",
             [](State& s) {
                 const auto old = s.records[3];
                 s.records.edit(3) = make_record({.id = old->id,
                                                  .revision = old->revision,
                                                  .first_revision = old->first_revision,
                                                  .registered_at = old->registered_at,
                                                  .updated_at = old->updated_at,
                                                  .digest = old->digest},
                                                 "somebody else", old->card(), old->tokens);
             },
             "does not follow from its card"},
        Case{"WrongDigest",
             [](State& s) {
                 const auto old = s.records[3];
                 s.records.edit(3) = make_record({.id = old->id,
                                                  .revision = old->revision,
                                                  .first_revision = old->first_revision,
                                                  .registered_at = old->registered_at,
                                                  .updated_at = old->updated_at,
                                                  .digest = digest_of("another card")},
                                                 card::project(old->card()).name, old->card(), old->tokens);
             },
             "does not follow from its card"},
        Case{"LostId", [](State& s) { s.by_id = HashedNumbers{}; }, "agent 0 is not found by its id"},
        Case{"SurplusId", [](State& s) { s.by_id.insert(99, 0); }, "table of ids"},
        Case{"WrongSum", [](State& s) { ++s.card_bytes; }, "card bytes"},
        Case{"ChunkOfAnotherAgent",
             [](State& s) {
                 s.chunks.put(0, {39, 13});
             },
             "lists wrong agents"},
        Case{"LostTokens",
             [](State& s) {
                 const auto old = s.records[3];
                 s.records.edit(3) = make_record({.id = old->id,
                                                  .revision = old->revision,
                                                  .first_revision = old->first_revision,
                                                  .registered_at = old->registered_at,
                                                  .updated_at = old->updated_at,
                                                  .digest = old->digest},
                                                 card::project(old->card()).name, old->card(), "");
             },
             "does not follow from its card"},
        Case{"LostChunk",
             [](State& s) {
                 const auto number = *s.live.next(0);
                 s.chunks.erase(ranking::levels_of(s.records[number]->tokens).front().chunk, number);
             },
             "lists wrong agents"},
        Case{"OutOfOrder",
             [](State& s) {
                 const auto first = s.records[0];
                 s.records.edit(0) = s.records[1];
                 s.records.edit(1) = first;
             },
             "out of order"}),
    [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a::catalog
