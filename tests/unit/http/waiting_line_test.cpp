// SPDX-License-Identifier: Apache-2.0
#include "http/waiting_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace a2a::http {
namespace {

using namespace std::chrono_literals;
using observe::Overload;
using testing::ElementsAre;

class Line : public testing::Test {
protected:
    // Runs what is to be run later; false when there is nothing.
    bool run_later()
    {
        auto work = std::exchange(later_, nullptr);
        if (work) work();
        return work != nullptr;
    }
    // A request that takes so long.
    void queue(const std::string& name, std::chrono::microseconds cost)
    {
        line_.wait([this, name, cost] {
            begun_.push_back(name);
            const auto until = std::chrono::steady_clock::now() + cost;
            while (std::chrono::steady_clock::now() < until) std::this_thread::yield();
        });
    }

    Limits limits_{.requests = 2, .request_bytes = 100, .queue_time = 200ms};
    Load load_{limits_};
    observe::WorkerStats stats_{1};
    WaitingLine::Work later_;
    WaitingLine line_{load_, limits_, stats_, [this](WaitingLine::Work work) {
                          EXPECT_EQ(later_, nullptr) << "a second round beside the first";
                          later_ = std::move(work);
                      }};
    std::vector<std::string> begun_;
};

TEST_F(Line, LetsTheFirstBeginAtOnceAndEndsTheRound)
{
    EXPECT_TRUE(line_.may_begin());
    EXPECT_TRUE(run_later());
    EXPECT_FALSE(run_later()); // an idle worker has nothing to do
    EXPECT_TRUE(line_.may_begin());
}

TEST_F(Line, GivesARoundToOneWhoTakesLong)
{
    ASSERT_TRUE(line_.may_begin());
    std::this_thread::sleep_for(1ms);
    EXPECT_FALSE(line_.may_begin());
    queue("first", 1ms);
    queue("second", 1ms);
    queue("third", 0us);
    EXPECT_THAT(begun_, ElementsAre());
    EXPECT_TRUE(run_later());
    EXPECT_THAT(begun_, ElementsAre("first"));
    EXPECT_FALSE(line_.may_begin()) << "nobody overtakes";
    EXPECT_TRUE(run_later());
    EXPECT_TRUE(run_later());
    EXPECT_THAT(begun_, ElementsAre("first", "second", "third"));
    EXPECT_TRUE(run_later());
    EXPECT_FALSE(run_later());
}

TEST_F(Line, IsNeverLeftAlone)
{
    queue("late", 0us); // the round that it was to wait for has ended meanwhile
    EXPECT_TRUE(run_later());
    EXPECT_THAT(begun_, ElementsAre("late"));
}

TEST_F(Line, RefusesWhenTheFirstHasWaitedTooLong)
{
    queue("first", 0us);
    EXPECT_FALSE(line_.fault(0, false));
    std::this_thread::sleep_for(250ms);
    EXPECT_EQ(line_.fault(0, false), Overload::time);
    run_later();
    EXPECT_FALSE(line_.fault(0, false));
}

TEST_F(Line, RefusesAtOnceWhatWouldWaitTooLong)
{
    constexpr int kMany = 40;
    for (int i = 0; i < kMany; ++i) queue("slow", 20ms);
    for (int i = 0; i < kMany; ++i) run_later(); // now it knows that each takes twenty milliseconds
    EXPECT_EQ(begun_.size(), std::size_t{kMany});
    int taken = 0;
    while (!line_.fault(0, false) && taken < 1'000) {
        queue("more", 0us);
        ++taken;
    }
    EXPECT_GT(taken, 0);
    EXPECT_LE(taken, 120) << "two hundred milliseconds, and the average is not there yet";
}

TEST_F(Line, RestsOnceWhatWasRefusedIsAnswered)
{
    const auto later_takes = [this] {
        const auto since = std::chrono::steady_clock::now();
        EXPECT_TRUE(run_later());
        return std::chrono::steady_clock::now() - since;
    };
    line_.refused();
    line_.refused();
    EXPECT_GE(later_takes(), 1ms);
    EXPECT_FALSE(run_later());
    // What came meanwhile is ready to run, and goes before the next rest.
    line_.refused();
    EXPECT_TRUE(run_later());
    line_.refused();
    EXPECT_GE(later_takes(), 1ms);
}

TEST_F(Line, DoesNotRestWhileSomebodyWaits)
{
    line_.refused();
    queue("first", 0us);
    EXPECT_TRUE(run_later());
    EXPECT_THAT(begun_, ElementsAre("first"));
}

TEST_F(Line, LeavesHalfOfTheBytesToWriters)
{
    EXPECT_FALSE(line_.fault(50, true));
    EXPECT_EQ(line_.fault(51, true), Overload::bytes);
    EXPECT_FALSE(line_.fault(100, false));
    EXPECT_EQ(line_.fault(101, false), Overload::bytes);
}

TEST_F(Line, RefusesWhenTooManyAreUnderWay)
{
    const UnderWay one{load_};
    EXPECT_FALSE(line_.fault(0, false));
    {
        const UnderWay two{load_};
        EXPECT_EQ(line_.fault(0, false), Overload::requests);
    }
    EXPECT_FALSE(line_.fault(0, false));
}

TEST_F(Line, RefusesWhenBodiesTakeTooMuch)
{
    HeldBytes mine{load_};
    EXPECT_TRUE(mine.grow(60, false));
    EXPECT_FALSE(line_.fault(40, false));
    EXPECT_EQ(line_.fault(41, false), Overload::bytes);
    EXPECT_EQ(line_.fault(~std::size_t{0}, false), Overload::bytes);
    {
        HeldBytes theirs{load_};
        EXPECT_TRUE(theirs.grow(40, false));
        EXPECT_FALSE(theirs.grow(1, false));
        EXPECT_FALSE(mine.grow(1, false));
        EXPECT_EQ(line_.fault(1, false), Overload::bytes);
    }
    EXPECT_TRUE(mine.grow(40, false));
    mine.release();
    EXPECT_FALSE(line_.fault(100, false));
}

} // namespace
} // namespace a2a::http
