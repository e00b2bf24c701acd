// SPDX-License-Identifier: Apache-2.0
// Every write, every sync and every truncation of a workload fails in its turn, once or for
// ever: nothing that was acknowledged is lost, nothing that was refused is there, and a full
// disk heals by itself (promises P1, P3 and P6).
#include "fault/counts.hpp"
#include "fault/faulty_vfs.hpp"
#include "fault/ledger.hpp"
#include "fault/life.hpp"
#include "fault/workload.hpp"
#include "support/agents.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cerrno>

namespace a2a::fault {
namespace {

using namespace std::chrono_literals;

struct Case {
    const char* name;
    Fault fault;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

// The workload: three lives, the second one killed. What becomes of it with one fault.
class Script {
public:
    explicit Script(const Fault& fault)
        : is_full_{fault.operation == Operation::write && fault.system_error != EIO}
    {
        disk().plant(fault);
    }

    bool run() // whether the fault was met
    {
        for (const bool is_killed : {false, true, false}) {
            live(8, is_killed);
            if (testing::Test::HasFailure()) return false;
        }
        const bool was_met = disk().was_met();
        disk().heal();
        std::mt19937_64 chance{1};
        disk().lose_power(chance);
        live(2, false); // and nothing of it was on paper only
        return was_met;
    }

private:
    Disk& disk() { return vfs_.disk(); }
    SqliteOptions options() const
    {
        return {.directory = dir_.path(), .tombstone_retention = 3min, .log_pages = 20, .vfs = vfs_.name()};
    }

    void live(std::size_t commits, bool is_killed)
    {
        auto life = open();
        if (!life) return;
        check(*life);
        for (; commits > 0; --commits) {
            commit(*life);
            if (!life->journal().writable()) return refuses_everything(*life);
            life->journal().tend();
            now_ += 1min;
            if (!life->journal().writable()) return refuses_everything(*life);
        }
        if (!is_killed) return;
        disk().cut_power_in(1);
        life.reset();
        disk().restore_power();
    }

    // With a second try, without the fault, where the first one is refused.
    std::unique_ptr<Life> open()
    {
        const auto attempt = [this] { return std::make_unique<Life>(options(), [this] { return now_; }); };
        try {
            return attempt();
        } catch (const StorageRefused& refusal) {
            EXPECT_TRUE(disk().was_met()) << refusal.what();
        }
        disk().heal();
        try {
            return attempt();
        } catch (const StorageRefused& refusal) {
            ADD_FAILURE() << refusal.what();
        }
        return nullptr;
    }

    void check(Life& life)
    {
        auto differences = ledger_.differences(life.catalog());
        if (!differences.empty() && doubtful_) {
            ledger_ = *doubtful_;
            differences = ledger_.differences(life.catalog());
        }
        doubtful_.reset();
        EXPECT_THAT(differences, testing::IsEmpty());
    }

    void commit(Life& life)
    {
        const auto batch = work_.batch(4);
        auto after = ledger_.after(batch);
        auto fault = fault_in(life.commit(batch));
        if (fault == Errc::storage_full) {
            EXPECT_TRUE(is_full_ && disk().was_met());
            EXPECT_TRUE(life.journal().writable());
            disk().heal(); // space was made
            fault = fault_in(life.commit(batch));
            EXPECT_FALSE(fault) << "a full disk did not heal";
        }
        if (!fault) {
            ledger_ = std::move(after);
            return;
        }
        EXPECT_TRUE(disk().was_met());
        EXPECT_EQ(*fault, Errc::outcome_unknown);
        EXPECT_FALSE(life.journal().writable());
        doubtful_ = std::move(after);
    }

    // A latched journal stores nothing more, even when it could.
    void refuses_everything(Life& life)
    {
        disk().heal();
        const auto bytes = log();
        EXPECT_EQ(fault_in(life.commit({test::put("late", test::at_host("late.example"))})), Errc::read_only);
        EXPECT_FALSE(life.journal().tend());
        EXPECT_TRUE(bytes == log());
    }

    std::string log() // of SQLite
    {
        const auto file = disk().find((dir_.path() / "registry.db-wal").string());
        EXPECT_TRUE(file);
        return file ? file->content() : "";
    }

    FaultyVfs vfs_;
    support::TempDir dir_;
    Workload work_{1};
    const bool is_full_;
    WallTime now_ = test::at_second(0);
    Ledger ledger_;
    std::optional<Ledger> doubtful_;
};

class EveryNth : public testing::TestWithParam<Case> {};

TEST_P(EveryNth, FailsWithoutHarm)
{
    auto fault = GetParam().fault;
    const std::uint64_t step = kIsSanitized && fault.operation == Operation::write ? 7 : 1;
    std::uint64_t runs = 0;
    for (bool was_met = true; was_met; fault.nth += step, ++runs) {
        was_met = Script{fault}.run();
        ASSERT_FALSE(HasFailure()) << "at the " << fault.nth << "th";
    }
    std::cout << runs << " runs\n";
    EXPECT_GT(runs, 5u);
}

Fault at_first(Operation operation, int code, int system_error, bool for_ever)
{
    return {
        .operation = operation, .nth = 1, .code = code, .system_error = system_error, .for_ever = for_ever};
}

INSTANTIATE_TEST_SUITE_P(
    Faults, EveryNth,
    testing::Values(
        Case{"WriteFullOnce", at_first(Operation::write, SQLITE_FULL, ENOSPC, false)},
        Case{"WriteFullUntilSpaceIsMade", at_first(Operation::write, SQLITE_FULL, ENOSPC, true)},
        Case{"WriteQuotaOnce", at_first(Operation::write, SQLITE_IOERR_WRITE, EDQUOT, false)},
        Case{"WriteBrokenOnce", at_first(Operation::write, SQLITE_IOERR_WRITE, EIO, false)},
        Case{"WriteBrokenForEver", at_first(Operation::write, SQLITE_IOERR_WRITE, EIO, true)},
        Case{"SyncBrokenOnce", at_first(Operation::sync, SQLITE_IOERR_FSYNC, EIO, false)},
        Case{"SyncBrokenForEver", at_first(Operation::sync, SQLITE_IOERR_FSYNC, EIO, true)},
        Case{"SyncFullOnce", at_first(Operation::sync, SQLITE_IOERR_FSYNC, ENOSPC, false)},
        Case{"TruncateBrokenOnce", at_first(Operation::truncate, SQLITE_IOERR_TRUNCATE, EIO, false)},
        Case{"TruncateBrokenForEver", at_first(Operation::truncate, SQLITE_IOERR_TRUNCATE, EIO, true)}),
    [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a::fault
