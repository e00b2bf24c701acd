// SPDX-License-Identifier: Apache-2.0
// The use cases: who may write, and under which policy.
#include "journal/memory.hpp"
#include "observe/metrics.hpp"
#include "registry/registry.hpp"
#include "support/agents.hpp"

#include <gtest/gtest.h>

#include <future>

namespace a2a {
namespace {

using test::at_host;
using Naming = Registry::Naming;

constexpr Caller kWriter{.may_write = true};
constexpr Caller kStranger{.may_write = false};

class UseCases : public testing::Test {
protected:
    Outcome put(const Caller& caller, Naming naming, std::string id, card::ParsedPtr card)
    {
        std::promise<Outcome> answer;
        registry_.put(caller, naming, std::move(id), std::move(card), {},
                      [&](Outcome outcome) { answer.set_value(std::move(outcome)); });
        return answer.get_future().get();
    }
    Outcome remove(const Caller& caller, std::string id)
    {
        std::promise<Outcome> answer;
        registry_.remove(caller, std::move(id), {},
                         [&](Outcome outcome) { answer.set_value(std::move(outcome)); });
        return answer.get_future().get();
    }

    Catalog catalog_;
    MemoryJournal journal_{catalog_, wall_now};
    observe::Metrics metrics_{{"0", "test", "memory"}};
    Registry registry_{catalog_, journal_, metrics_, {}, 100};
};

TEST_F(UseCases, PutMakesAnAgentVisible)
{
    EXPECT_TRUE(put(kWriter, Naming::by_id, "x", at_host("a.example")));
    EXPECT_NE(registry_.catalog().find("x"), nullptr);
    EXPECT_TRUE(remove(kWriter, "x"));
    EXPECT_EQ(registry_.catalog().find("x"), nullptr);
}

TEST_F(UseCases, AStrangerMayNotWrite)
{
    ASSERT_TRUE(put(kWriter, Naming::by_id, "x", at_host("a.example")));
    EXPECT_EQ(put(kStranger, Naming::by_id, "y", at_host("a.example")).error().code, Errc::forbidden);
    EXPECT_EQ(remove(kStranger, "x").error().code, Errc::forbidden);
    EXPECT_EQ(catalog_.revision(), 1u);
}

TEST_F(UseCases, AnIllegalIdIsRefusedByPutAndUnknownToRemove)
{
    for (const auto* id : {"", ".", "..", "a\nb", "\xFF"}) {
        EXPECT_EQ(put(kWriter, Naming::by_id, id, at_host("a.example")).error().code, Errc::id_invalid) << id;
        EXPECT_EQ(remove(kWriter, id).error().code, Errc::agent_not_found) << id;
    }
}

TEST_F(UseCases, OnlyANameMindsItsHolder)
{
    registry_.change({.refuse_other_endpoint = true, .agents_max = 0});
    ASSERT_TRUE(put(kWriter, Naming::by_name, "x", at_host("a.example")));
    EXPECT_EQ(put(kWriter, Naming::by_name, "x", at_host("b.example")).error().code, Errc::name_conflict);
    EXPECT_TRUE(put(kWriter, Naming::by_id, "x", at_host("b.example")));
}

TEST_F(UseCases, ThePolicyCanChange)
{
    ASSERT_TRUE(put(kWriter, Naming::by_id, "x", at_host("a.example")));
    registry_.change({.refuse_other_endpoint = false, .agents_max = 1});
    EXPECT_EQ(put(kWriter, Naming::by_id, "y", at_host("a.example")).error().code, Errc::registry_full);
    registry_.change({.refuse_other_endpoint = false, .agents_max = 2});
    EXPECT_TRUE(put(kWriter, Naming::by_id, "y", at_host("a.example")));
}

TEST_F(UseCases, NothingIsTakenAfterStop)
{
    registry_.stop();
    EXPECT_EQ(put(kWriter, Naming::by_id, "x", at_host("a.example")).error().code, Errc::unavailable);
}

} // namespace
} // namespace a2a
