// SPDX-License-Identifier: Apache-2.0
// Group commit, and what a writer promises when things go wrong.
#include "observe/log.hpp"
#include "observe/metrics.hpp"
#include "registry/writer.hpp"
#include "support/agents.hpp"
#include "unit/registry/scripted_journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

namespace a2a {
namespace {

using test::at_host;
using testing::Each;
using testing::ElementsAre;

// The outcome of a write, when it comes.
class Answer {
public:
    Writer::Done done()
    {
        return [promise = promise_](Outcome outcome) { promise->set_value(std::move(outcome)); };
    }
    Outcome get() { return future_.get(); }
    bool is_there() const { return future_.wait_for(std::chrono::seconds{0}) == std::future_status::ready; }

private:
    std::shared_ptr<std::promise<Outcome>> promise_ = std::make_shared<std::promise<Outcome>>();
    std::future<Outcome> future_ = promise_->get_future();
};

class Writing : public testing::Test {
protected:
    Writing() { log::set_level(log::Level::error); }
    ~Writing() override { journal_.release(); }

    Writer& writer(std::size_t waiting_max = 100)
    {
        if (!writer_) writer_.emplace(catalog_, journal_, metrics_, waiting_max);
        return *writer_;
    }
    // Submits puts of new agents, `count` of them.
    std::vector<Answer> submit(std::size_t count)
    {
        std::vector<Answer> answers(count);
        for (auto& answer : answers)
            writer().submit(test::put("agent-" + std::to_string(next_++), at_host("a.example")),
                            answer.done());
        return answers;
    }
    // The writer is inside a commit, and everything that follows has to wait.
    std::vector<Answer> keep_busy()
    {
        journal_.hold();
        auto first = submit(1);
        journal_.wait_for_commits(1);
        return first;
    }

    Catalog catalog_;
    test::ScriptedJournal journal_{catalog_};
    observe::Metrics metrics_{{"0", "test", "scripted"}};
    std::optional<Writer> writer_;
    int next_ = 0;
};

TEST_F(Writing, WhatWaitsWhileACommitRunsGoesIntoTheNextOneTogether)
{
    auto first = keep_busy();
    auto rest = submit(5);
    EXPECT_EQ(writer().waiting(), 5u);
    journal_.release();
    for (auto& answer : rest) EXPECT_TRUE(answer.get());
    EXPECT_TRUE(first[0].get());
    EXPECT_THAT(journal_.batches(), ElementsAre(1u, 5u));
    EXPECT_EQ(writer().waiting(), 0u);
}

TEST_F(Writing, ABatchHasAtMost1024)
{
    writer(2'000);
    auto first = keep_busy();
    auto rest = submit(1'025);
    journal_.release();
    for (auto& answer : rest) EXPECT_TRUE(answer.get());
    EXPECT_THAT(journal_.batches(), ElementsAre(1u, 1'024u, 1u));
}

TEST_F(Writing, AFullQueueRefusesAtOnce)
{
    writer(2);
    auto first = keep_busy();
    auto waiting = submit(2);
    auto refused = submit(1);
    ASSERT_TRUE(refused[0].is_there());
    EXPECT_EQ(refused[0].get().error().code, Errc::overloaded);
    journal_.release();
    for (auto& answer : waiting) EXPECT_TRUE(answer.get());
    EXPECT_TRUE(submit(1)[0].get());
}

TEST_F(Writing, StopCommitsWhatWaits)
{
    auto first = keep_busy();
    auto rest = submit(3);
    std::thread stopping{[this] { writer().stop(); }};
    journal_.release();
    stopping.join();
    for (auto& answer : rest) EXPECT_TRUE(answer.get());
    EXPECT_EQ(catalog_.size(), 4u);
}

TEST_F(Writing, AStoppedWriterTakesNothing)
{
    writer().stop();
    auto refused = submit(1);
    ASSERT_TRUE(refused[0].is_there());
    EXPECT_EQ(refused[0].get().error().code, Errc::unavailable);
    writer().stop(); // again: harmless
}

TEST_F(Writing, AnAnswerComesWhenTheChangeIsVisible)
{
    std::promise<bool> visible;
    writer().submit(test::put("x", at_host("a.example")), [&](const Outcome& outcome) {
        visible.set_value(outcome && catalog_.find("x") != nullptr);
    });
    EXPECT_TRUE(visible.get_future().get());
}

TEST_F(Writing, NothingIsVisibleBeforeItIsCommitted)
{
    auto first = keep_busy();
    EXPECT_EQ(catalog_.size(), 0u);
    EXPECT_FALSE(first[0].is_there());
    journal_.release();
    EXPECT_TRUE(first[0].get());
    EXPECT_EQ(catalog_.size(), 1u);
}

TEST_F(Writing, AThrowingJournalLeavesTheOutcomeUnknownAndNothingApplied)
{
    journal_.instead = [](std::size_t, const auto&) { throw std::runtime_error{"planted"}; };
    auto answers = submit(1);
    EXPECT_EQ(answers[0].get().error().code, Errc::outcome_unknown);
    EXPECT_EQ(catalog_.size(), 0u);
    EXPECT_THAT(metrics_.scrape(),
                testing::HasSubstr("registry_journal_commits_total{status=\"error\"} 1\n"));
}

TEST_F(Writing, AJournalThatForgetsToAnswerLeavesTheOutcomeUnknown)
{
    journal_.instead = [](std::size_t, const auto&) {};
    EXPECT_EQ(submit(1)[0].get().error().code, Errc::outcome_unknown);
}

TEST_F(Writing, AnotherNumberOfOutcomesLeavesTheOutcomeUnknown)
{
    journal_.instead = [](std::size_t count, const auto& done) {
        done(std::vector<Outcome>(count + 1, Error{Errc::storage_full, "planted"}));
    };
    EXPECT_EQ(submit(1)[0].get().error().code, Errc::outcome_unknown);
    EXPECT_EQ(catalog_.size(), 0u);
}

TEST_F(Writing, AFullDiskIsToldAndCounted)
{
    journal_.instead = [](std::size_t count, const auto& done) {
        done(std::vector<Outcome>(count, Error{Errc::storage_full, "planted"}));
    };
    EXPECT_EQ(submit(1)[0].get().error().code, Errc::storage_full);
    EXPECT_THAT(metrics_.scrape(),
                testing::HasSubstr("registry_journal_commits_total{status=\"error\"} 1\n"));
}

TEST_F(Writing, AReadOnlyJournalIsNotAsked)
{
    journal_.latch("a test");
    auto answers = submit(3);
    for (auto& answer : answers) EXPECT_EQ(answer.get().error().code, Errc::read_only);
    EXPECT_TRUE(journal_.batches().empty());
}

TEST_F(Writing, TheJournalMayAnswerOnAnotherThread)
{
    std::thread other;
    journal_.instead = [&](std::size_t count, auto done) {
        other = std::thread{[count, done = std::move(done)] {
            done(std::vector<Outcome>(count, Error{Errc::storage_full, "planted"}));
        }};
    };
    EXPECT_EQ(submit(1)[0].get().error().code, Errc::storage_full);
    other.join();
}

TEST_F(Writing, ARefusedIntentIsNoFailedCommit)
{
    Answer answer;
    writer().submit(test::removal("nobody"), answer.done());
    EXPECT_EQ(answer.get().error().code, Errc::agent_not_found);
    writer().stop();
    EXPECT_THAT(metrics_.scrape(),
                testing::Not(testing::HasSubstr("registry_journal_commits_total{status=\"error\"} 1\n")));
}

TEST_F(Writing, ManyThreadsGetEachTheirAnswer)
{
    writer(10'000);
    std::vector<std::thread> threads;
    std::atomic<int> good{0};
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 50; ++i) {
                Answer answer;
                writer().submit(test::put(std::to_string(thread * 1'000 + i), at_host("a.example")),
                                answer.done());
                good += answer.get() ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 200);
    EXPECT_EQ(catalog_.size(), 200u);
    EXPECT_EQ(catalog_.revision(), 200u);
}

} // namespace
} // namespace a2a
