// SPDX-License-Identifier: Apache-2.0
// What the durable journal keeps from one process to the next. Failing disks are in tests/fault.
#include "catalog/catalog.hpp"
#include "journal/sqlite.hpp"
#include "observe/log.hpp"
#include "support/agents.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace a2a {
namespace {

using test::at_host;
using test::put;
using test::removal;
using testing::ElementsAre;
using testing::IsEmpty;

// A process: a journal, and the catalog that follows it.
struct Process {
    Process(SqliteOptions options, Clock clock) : journal{catalog, std::move(clock), std::move(options)}
    {
        journal.replay(
            [this](std::span<const Change> changes, Journal::Progress) { catalog.apply(changes); });
        catalog.settle();
    }

    std::vector<Outcome> commit(std::vector<Intent> batch)
    {
        std::vector<Outcome> all;
        journal.commit(std::move(batch), [&](std::vector<Outcome> outcomes) { all = std::move(outcomes); });
        for (const auto& outcome : all)
            if (outcome && outcome->kind != Committed::Kind::unchanged) catalog.apply(outcome->change);
        return all;
    }

    Catalog catalog;
    SqliteJournal journal;
};

class Durable : public testing::Test {
protected:
    Durable()
    {
        log::set_level(log::Level::error);
        restart();
    }

    void restart()
    {
        process_.reset();
        process_ = std::make_unique<Process>(options_, [this] { return test::at_second(second_); });
    }
    std::vector<Outcome> commit(std::vector<Intent> batch) { return process_->commit(std::move(batch)); }
    RecordPtr find(std::string_view id) const { return process_->catalog.find(id); }
    sqlite::StateRow state() const
    {
        sqlite::Database database{DataDir{options_.directory}.database(), sqlite::Database::Access::read};
        return sqlite::read_state(database);
    }

    const support::TempDir temp_;
    SqliteOptions options_{.directory = temp_.path() / "data"};
    int second_ = 0;
    const card::ParsedPtr a_ = at_host("a.example");
    const card::ParsedPtr b_ = at_host("b.example");
    std::unique_ptr<Process> process_;
};

TEST_F(Durable, GivesBackWhatItWasGiven)
{
    commit({put("one", a_), put("two", a_)});
    second_ = 10;
    commit({put("one", b_), removal("two")});
    const auto before = find("one");
    const std::string history{process_->journal.history()};
    restart();
    const auto after = find("one");
    ASSERT_NE(after, nullptr);
    EXPECT_EQ(after->body, before->body);
    EXPECT_EQ(after->digest, before->digest);
    EXPECT_EQ(after->first_revision, 1u);
    EXPECT_EQ(after->registered_at, test::at_second(0));
    EXPECT_EQ(after->modified_at, before->modified_at);
    EXPECT_EQ(find("two"), nullptr);
    EXPECT_EQ(process_->catalog.revision(), 4u);
    EXPECT_EQ(process_->journal.history(), history);
    EXPECT_THAT(process_->catalog.self_check(), IsEmpty());
}

TEST_F(Durable, VersionsOfOneSecondHaveTwoModificationTimesAlsoAfterARestart)
{
    commit({put("one", a_)});
    const auto first = find("one")->modified_at;
    commit({put("one", b_)});
    restart();
    EXPECT_GT(find("one")->modified_at, first);
}

TEST_F(Durable, ABatchThatTouchesAnAgentOftenKeepsTheLastOfIt)
{
    const auto outcomes = commit({put("one", a_), put("one", b_), removal("one"), put("one", a_),
                                  put("two", a_), put("two", a_), removal("nobody")});
    EXPECT_EQ(outcomes[5]->kind, Committed::Kind::unchanged);
    EXPECT_EQ(outcomes[6].error().code, Errc::agent_not_found);
    EXPECT_EQ(state().agents, 2u);
    EXPECT_EQ(state().removals, 1u);
    EXPECT_EQ(state().head, 5u);
    restart();
    EXPECT_EQ(find("one")->revision, 4u);
    EXPECT_EQ(find("two")->revision, 5u);
}

TEST_F(Durable, WhatChangesNothingCommitsNothing)
{
    commit({put("one", a_)});
    const auto pages = [&] { return DataDir{options_.directory}.bytes(); };
    const auto before = pages();
    commit({put("one", a_), removal("nobody")});
    EXPECT_EQ(pages(), before);
    EXPECT_EQ(state().head, 1u);
}

TEST_F(Durable, RevisionsGoOnWhereTheyWere)
{
    commit({put("one", a_)});
    commit({removal("one")});
    restart();
    EXPECT_EQ(commit({put("one", a_)})[0]->change.revision, 3u);
}

TEST_F(Durable, ForgetsRemovalsWhenTheirTimeHasCome)
{
    options_.tombstone_retention = std::chrono::seconds{100};
    restart();
    commit({put("one", a_), put("two", a_), put("three", a_)});
    commit({removal("one"), removal("two")});
    process_->journal.tend();
    EXPECT_EQ(state().removals, 2u);
    second_ = 101;
    restart();
    process_->journal.tend();
    EXPECT_EQ(state().removals, 1u); // the newest change is never forgotten: it is the head
    EXPECT_EQ(state().floor, 4u);
    commit({put("four", a_)});
    restart();
    process_->journal.tend();
    EXPECT_EQ(state().removals, 0u);
    EXPECT_EQ(state().floor, 5u);
    EXPECT_EQ(state().agents, 2u);
    restart();
    EXPECT_EQ(process_->catalog.size(), 2u);
    EXPECT_EQ(process_->catalog.revision(), 6u);
}

TEST_F(Durable, ARelaxedOneSyncsWithinAMoment)
{
    options_.relaxed = true;
    restart();
    const auto witnessed = [&] { return Witness::read(DataDir{options_.directory}.head())->head; };
    commit({put("one", a_)});
    const auto due = process_->journal.tend();
    ASSERT_TRUE(due);
    EXPECT_LE(*due, std::chrono::steady_clock::now() + std::chrono::milliseconds{100});
    EXPECT_EQ(witnessed(), 0u);
    std::this_thread::sleep_until(*due); // what is tested is a time
    process_->journal.tend();
    EXPECT_EQ(witnessed(), 1u);
    EXPECT_TRUE(state().relaxed);
    const std::string history{process_->journal.history()};
    options_.relaxed = false;
    restart();
    EXPECT_EQ(process_->journal.history(), history); // it was closed well
    EXPECT_FALSE(state().relaxed);
    EXPECT_NE(find("one"), nullptr);
}

TEST_F(Durable, SaysHowMuchItHolds)
{
    const auto before = process_->journal.figures().bytes;
    commit({put("one", a_)});
    EXPECT_GT(process_->journal.figures().bytes, before);
    EXPECT_FALSE(process_->journal.figures().last_backup);
    EXPECT_EQ(process_->journal.kind(), "sqlite");
    EXPECT_FALSE(process_->journal.was_recovered());
}

TEST_F(Durable, ADirectoryHasOneProcess)
{
    EXPECT_THROW(Process(options_, wall_now), StorageRefused);
}

TEST_F(Durable, ALatchedOneLeavesItsFilesAlone)
{
    commit({put("one", a_)});
    process_->journal.latch("a test");
    EXPECT_FALSE(process_->journal.writable());
    EXPECT_EQ(process_->journal.tend(), std::nullopt);
    restart();
    EXPECT_NE(find("one"), nullptr);
}

} // namespace
} // namespace a2a
