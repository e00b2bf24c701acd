// SPDX-License-Identifier: Apache-2.0
// The folder of the durable storage: private, held by one, and never begun anew over data.
#include "journal/data_dir.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace a2a {
namespace {

using std::filesystem::perms;
using testing::HasSubstr;

std::string complaint_of(const auto& act)
{
    try {
        act();
    } catch (const StorageRefused& refused) {
        return refused.what();
    }
    return "";
}

class DataDirectory : public testing::Test {
protected:
    perms mode_of(const std::filesystem::path& file) const
    {
        return std::filesystem::status(file).permissions();
    }

    const support::TempDir temp_;
    const DataDir dir_{temp_.path() / "made" / "data"};
};

TEST_F(DataDirectory, IsMadeForItsOwnerAlone)
{
    dir_.create();
    const DataDirLock lock{dir_};
    const Witness witness{dir_.head(), "h"};
    dir_.stamp_backup(WallTime{});
    EXPECT_EQ(mode_of(dir_.path()), perms::owner_all);
    for (const auto& file : std::filesystem::directory_iterator{dir_.path()})
        EXPECT_EQ(mode_of(file), perms::owner_read | perms::owner_write) << file.path();
    dir_.create(); // again, over what is there
}

TEST_F(DataDirectory, ThatCannotBeMadeIsRefused)
{
    const auto file = temp_.write("file", "not a folder");
    EXPECT_THAT(complaint_of([&] { DataDir{file}.create(); }), HasSubstr("--data-dir"));
    EXPECT_THAT(complaint_of([&] { DataDir{file + "/below"}.create(); }), HasSubstr("--data-dir"));
}

TEST_F(DataDirectory, HasOneHolderAtATime)
{
    dir_.create();
    {
        const DataDirLock lock{dir_};
        const auto complaint = complaint_of([&] { const DataDirLock second{dir_}; });
        EXPECT_THAT(complaint, HasSubstr("in use by process " + std::to_string(::getpid())));
    }
    EXPECT_EQ(complaint_of([&] { const DataDirLock next{dir_}; }), "");
}

TEST_F(DataDirectory, RemembersTheLastBackup)
{
    dir_.create();
    EXPECT_EQ(dir_.last_backup(), std::nullopt);
    const WallTime at{std::chrono::milliseconds{1'700'000'000'123}};
    dir_.stamp_backup(at);
    EXPECT_EQ(dir_.last_backup(), at);
}

TEST_F(DataDirectory, TheWitnessSaysWhatWasWrittenLast)
{
    dir_.create();
    EXPECT_FALSE(Witness::read(dir_.head()));
    {
        Witness witness{dir_.head(), "story"};
        EXPECT_FALSE(Witness::read(dir_.head()));
        for (const Revision head : {Revision{7}, ~Revision{0}, Revision{42}}) {
            witness.write(head);
            EXPECT_EQ(Witness::read(dir_.head())->head, head);
        }
    }
    EXPECT_EQ(Witness::read(dir_.head())->history, "story");
    temp_.write("odd", "head 12 story\n");
    EXPECT_FALSE(Witness::read(temp_.path() / "odd"));
}

TEST_F(DataDirectory, RefusesToGoBackBehindTheWitness)
{
    dir_.create();
    Witness{dir_.head(), "story"}.write(10);
    EXPECT_EQ(complaint_of([&] { refuse_lost_writes(dir_, 10, "story"); }), "");
    EXPECT_EQ(complaint_of([&] { refuse_lost_writes(dir_, 11, "story"); }), "");
    EXPECT_EQ(complaint_of([&] { refuse_lost_writes(dir_, 3, "a restored backup's"); }), "");
    EXPECT_THAT(complaint_of([&] { refuse_lost_writes(dir_, 9, "story"); }),
                HasSubstr("ends at revision 9, but revision 10 was acknowledged"));
}

TEST_F(DataDirectory, RefusesToBeginAnewWhereThereWasADatabase)
{
    dir_.create();
    EXPECT_EQ(complaint_of([&] { refuse_to_begin_anew(dir_); }), "");
    Witness{dir_.head(), "story"}.write(0);
    EXPECT_EQ(complaint_of([&] { refuse_to_begin_anew(dir_); }), ""); // nothing had happened in it
    Witness{dir_.head(), "story"}.write(1);
    EXPECT_THAT(complaint_of([&] { refuse_to_begin_anew(dir_); }), HasSubstr("missing or empty"));
    std::filesystem::remove(dir_.head());
    std::ofstream{dir_.log()} << "frames";
    EXPECT_THAT(complaint_of([&] { refuse_to_begin_anew(dir_); }), HasSubstr("missing or empty"));
    std::ofstream{dir_.database()} << "pages";
    EXPECT_EQ(complaint_of([&] { refuse_to_begin_anew(dir_); }), "");
}

TEST_F(DataDirectory, RefusesABackupBesideTheLogOfAnotherDatabase)
{
    dir_.create();
    const auto put_database = [&](char version) {
        std::ofstream{dir_.database()} << "SQLite format 3" << '\0' << ' ' << '\0' << version << version;
    };
    put_database(1);
    EXPECT_EQ(complaint_of([&] { refuse_log_of_another(dir_); }), "");
    std::ofstream{dir_.log()} << "frames";
    EXPECT_THAT(complaint_of([&] { refuse_log_of_another(dir_); }), HasSubstr("log of another database"));
    put_database(2);
    EXPECT_EQ(complaint_of([&] { refuse_log_of_another(dir_); }), "");
}

} // namespace
} // namespace a2a
