// SPDX-License-Identifier: Apache-2.0
// The named cases of faults that meet: what one process leaves behind, and the next one finds.
#include "fault/faulty_vfs.hpp"
#include "fault/ledger.hpp"
#include "fault/life.hpp"
#include "support/agents.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cerrno>
#include <thread>

namespace a2a::fault {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

class FaultsThatMeet : public testing::Test {
protected:
    std::unique_ptr<Life> live()
    {
        return std::make_unique<Life>(
            SqliteOptions{.directory = dir_.path(), .relaxed = relaxed_, .vfs = vfs_.name()},
            [] { return test::at_second(0); });
    }
    std::vector<Intent> next() { return {test::put("agent-" + std::to_string(++agents_), card_)}; }
    std::optional<Errc> commit(Life& life)
    {
        const auto batch = next();
        const auto fault = fault_in(life.commit(batch));
        if (!fault) ledger_ = ledger_.after(batch);
        return fault;
    }
    Disk& disk() { return vfs_.disk(); }
    void fill_disk()
    {
        disk().plant({.operation = Operation::write,
                      .nth = 1,
                      .code = SQLITE_FULL,
                      .system_error = ENOSPC,
                      .for_ever = true});
    }
    void break_next_sync()
    {
        disk().plant({.operation = Operation::sync,
                      .nth = 1,
                      .code = SQLITE_IOERR_FSYNC,
                      .system_error = EIO,
                      .for_ever = false});
    }

    FaultyVfs vfs_;
    support::TempDir dir_;
    bool relaxed_ = false;
    card::ParsedPtr card_ = test::at_host("agent.example");
    std::size_t agents_ = 0;
    Ledger ledger_;
    std::mt19937_64 chance_{1};
};

// What the kernel dropped after a failed sync is read by the next process, and would be a gap
// in the log before everything that is appended to it.
TEST_F(FaultsThatMeet, NothingIsAppendedToALogThatMayNotBeOnDisk)
{
    for (chance_.seed(0); agents_ < 60;) {
        auto life = live();
        ASSERT_FALSE(commit(*life));
        break_next_sync();
        const auto in_doubt = next();
        ASSERT_EQ(fault_in(life->commit(in_doubt)), Errc::outcome_unknown);
        life.reset();

        fill_disk();
        life = live();
        ledger_ = ledger_.after(in_doubt); // which everybody can read now
        ASSERT_THAT(ledger_.differences(life->catalog()), IsEmpty());
        EXPECT_EQ(commit(*life), Errc::storage_full);
        disk().heal();
        ASSERT_FALSE(commit(*life));
        disk().cut_power_in(1);
        life.reset();
        disk().lose_power(chance_);
        ASSERT_THAT(ledger_.differences(live()->catalog()), IsEmpty());
    }
}

TEST_F(FaultsThatMeet, AWitnessDoesNotVouchForALogThatMayNotBeOnDisk)
{
    for (chance_.seed(0); agents_ < 40;) {
        auto life = live();
        ASSERT_FALSE(commit(*life));
        break_next_sync();
        ASSERT_EQ(fault_in(life->commit(next())), Errc::outcome_unknown);
        life.reset();
        fill_disk();
        life = live(); // which shows the write in doubt, until the power goes
        disk().cut_power_in(1);
        life.reset();
        disk().lose_power(chance_);
        disk().heal();
        ASSERT_NO_THROW(live());
    }
}

TEST_F(FaultsThatMeet, ANewDatabaseIsMadeWholeOrNotAtAll)
{
    for (std::uint64_t changes = 1; changes < 60; ++changes) {
        disk().cut_power_in(changes);
        try {
            live();
        } catch (const StorageRefused&) {
            EXPECT_FALSE(disk().has_power());
        }
        disk().restore_power();
        ASSERT_NO_THROW(live()) << "killed at the change " << changes;
        for (const auto* name : {"registry.db", "registry.db-wal", "registry.db-journal"})
            disk().remove((dir_.path() / name).string(), true);
    }
}

// A failure that comes after a pragma has answered counts all the same.
TEST_F(FaultsThatMeet, EverySyncOfANewDatabaseThatFailsIsHeard)
{
    for (std::uint64_t nth = 1; nth < 5; ++nth) {
        FaultyVfs vfs;
        support::TempDir dir;
        vfs.disk().plant({.operation = Operation::sync,
                          .nth = nth,
                          .code = SQLITE_IOERR_FSYNC,
                          .system_error = EIO,
                          .for_ever = false});
        EXPECT_THROW((Life{{.directory = dir.path(), .vfs = vfs.name()}, [] { return test::at_second(0); }}),
                     StorageRefused)
            << nth;
        EXPECT_TRUE(vfs.disk().was_met());
    }
}

TEST_F(FaultsThatMeet, RelaxedWritesAreOnDiskOnceTheyHaveBeenSynced)
{
    relaxed_ = true;
    std::string history;
    for (auto round = 0; round < 10; ++round) {
        auto life = live();
        ASSERT_THAT(ledger_.differences(life->catalog()), IsEmpty());
        EXPECT_NE(history, life->journal().history()) << "revisions are given again, and nobody knows";
        history = life->journal().history();
        for (auto i = 0; i < 5; ++i) ASSERT_FALSE(commit(*life));
        life->journal().tend();
        std::this_thread::sleep_for(101ms);
        life->journal().tend();
        const auto lost = next(); // perhaps
        ASSERT_FALSE(fault_in(life->commit(lost)));
        disk().cut_power_in(1);
        life.reset();
        disk().lose_power(chance_);
        if (auto with = ledger_.after(lost); live()->catalog().revision() == with.head()) ledger_ = with;
    }
}

TEST_F(FaultsThatMeet, RelaxedWritesAreSyncedInTimeWhileCopyingTheLogWaitsForRoom)
{
    relaxed_ = true;
    auto life = std::make_unique<Life>(
        SqliteOptions{.directory = dir_.path(), .relaxed = true, .log_pages = 1, .vfs = vfs_.name()},
        [] { return test::at_second(0); });
    const auto began = std::chrono::steady_clock::now();
    ASSERT_FALSE(commit(*life));
    fill_disk();
    life->journal().tend(); // copies, in vain
    ASSERT_TRUE(disk().was_met());
    const auto due = life->journal().tend();
    ASSERT_TRUE(due);
    const bool is_early = std::chrono::steady_clock::now() < began + 100ms; // else it is done
    EXPECT_TRUE(!is_early || *due < began + 200ms);
    std::this_thread::sleep_for(101ms);
    life->journal().tend();
    disk().cut_power_in(1);
    life.reset();
    disk().lose_power(chance_);
    disk().heal();
    EXPECT_THAT(ledger_.differences(live()->catalog()), IsEmpty());
}

TEST_F(FaultsThatMeet, ARelaxedJournalThatWasClosedWellGoesOnWithItsHistory)
{
    relaxed_ = true;
    auto life = live();
    const std::string history{life->journal().history()};
    ASSERT_FALSE(commit(*life));
    life.reset();
    disk().lose_power(chance_);
    life = live();
    EXPECT_EQ(history, life->journal().history());
    EXPECT_THAT(ledger_.differences(life->catalog()), IsEmpty());
}

} // namespace
} // namespace a2a::fault
