// SPDX-License-Identifier: Apache-2.0
// Reading a database beside its writer, copying it, and verifying both.
#include "catalog/catalog.hpp"
#include "journal/backup.hpp"
#include "journal/sqlite.hpp"
#include "journal/verify.hpp"
#include "support/cards.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Steps kNoSteps = [](std::uint64_t, std::uint64_t) {};

// One registry over one data directory, while it lives.
struct Living {
    explicit Living(const fs::path& folder) : journal{catalog, wall_now, {.directory = folder}}
    {
        journal.replay(
            [this](std::span<const Change> changes, Journal::Progress) { catalog.apply(changes); });
    }
    void put(const std::string& id, const std::string& version = "1")
    {
        commit({.id = id, .card = card::parse(test::card(id).version(version).dump(), {}).value()});
    }
    void remove(const std::string& id) { commit({.id = id, .card = nullptr}); }
    void commit(Intent intent)
    {
        std::vector<Intent> batch;
        batch.push_back(std::move(intent));
        journal.commit(std::move(batch), [this](const std::vector<Outcome>& outcomes) {
            for (const auto& outcome : outcomes) catalog.apply(outcome.value().change);
        });
    }

    Catalog catalog;
    SqliteJournal journal;
};

struct Stored : testing::Test {
    std::vector<std::string> ids_in(const fs::path& file)
    {
        std::vector<std::string> ids;
        Snapshot{file}.read([&](const Registration& agent, std::string_view) { ids.emplace_back(agent.id); },
                            kNoSteps);
        return ids;
    }
    std::size_t files() const
    {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator{dir.path()}, {}));
    }

    support::TempDir scratch;
    const DataDir dir{scratch.path() / "data"};
    const fs::path copy = scratch.path() / "copy.db";
};

TEST_F(Stored, AgentsComeInOrderOfTheirRegistrationAndAsTheyAreAnswered)
{
    Living registry{dir.path()};
    for (const auto* id : {"c", "b", "a"}) registry.put(id);
    registry.put("c", "2");
    registry.remove("b");
    const auto before = files();
    EXPECT_THAT(ids_in(dir.database()), ElementsAre("c", "a"));
    EXPECT_EQ(files(), before);
    Snapshot{dir.database()}.read(
        [&](const Registration& agent, std::string_view card) {
            EXPECT_EQ(print(agent, card), registry.catalog.find(agent.id)->body);
        },
        kNoSteps);
}

TEST_F(Stored, ASnapshotDoesNotSeeWhatComesAfterIt)
{
    Living registry{dir.path()};
    registry.put("a");
    Snapshot snapshot{dir.database()};
    registry.put("b");
    std::size_t taken = 0;
    snapshot.read([&](const Registration&, std::string_view) { ++taken; }, kNoSteps);
    EXPECT_EQ(taken, 1U);
    EXPECT_EQ(snapshot.agents(), 1U);
}

TEST_F(Stored, ABackupIsARegistryWithAHistoryOfItsOwn)
{
    std::string history;
    {
        Living registry{dir.path()};
        for (const auto* id : {"a", "b"}) registry.put(id);
        history = registry.journal.history();
        const auto done = back_up(dir, copy, NewFile::Over::nothing, kNoSteps);
        EXPECT_EQ(done.agents, 2U);
        EXPECT_EQ(done.head, 2U);
        EXPECT_TRUE(registry.journal.figures().last_backup);
    }
    EXPECT_THAT(verify_file(copy, kNoSteps).faults, IsEmpty());
    const DataDir restored{scratch.path() / "restored"};
    fs::create_directory(restored.path());
    fs::rename(copy, restored.database());
    Living registry{restored.path()};
    EXPECT_EQ(registry.catalog.size(), 2U);
    EXPECT_NE(registry.journal.history(), history);
    registry.put("c");
    EXPECT_THAT(verify(restored, kNoSteps).faults, IsEmpty());
}

TEST_F(Stored, ABackupNeedsAFreePlaceOutsideTheDataDirectory)
{
    Living registry{dir.path()};
    registry.put("a");
    EXPECT_THROW(back_up(dir, dir.path() / "b.db", NewFile::Over::existing, kNoSteps), FileRefused);
    back_up(dir, copy, NewFile::Over::nothing, kNoSteps);
    EXPECT_THROW(back_up(dir, copy, NewFile::Over::nothing, kNoSteps), FileRefused);
    back_up(dir, copy, NewFile::Over::existing, kNoSteps);
}

// Each is done to a good copy; verify must name it, and nothing may be read from it.
struct Damage {
    const char* name;
    const char* sql;
    const char* told;
};
void PrintTo(const Damage& damage, std::ostream* out)
{
    *out << damage.name;
}
struct Damaged : Stored, testing::WithParamInterface<Damage> {};

TEST_P(Damaged, IsFoundAndNotRead)
{
    {
        Living registry{dir.path()};
        for (const auto* id : {"a", "b", "c"}) registry.put(id);
        registry.remove("c");
    }
    back_up(dir, copy, NewFile::Over::nothing, kNoSteps);
    sqlite::Database{copy, sqlite::Database::Access::write}.run(GetParam().sql);
    const auto faults = verify_file(copy, kNoSteps).faults;
    ASSERT_FALSE(faults.empty());
    EXPECT_THAT(faults.front(), HasSubstr(GetParam().told));
    EXPECT_THROW(ids_in(copy), StorageRefused);
}

INSTANTIATE_TEST_SUITE_P(
    Copies, Damaged,
    testing::Values(Damage{"Card", "UPDATE changes SET card = replace(card, 'echo', 'ecko') WHERE id = 'a'",
                           "revision 1 has a wrong checksum"},
                    Damage{"Id", "UPDATE changes SET id = 'd' WHERE id = 'a'", "wrong checksum"},
                    Damage{"Time", "UPDATE changes SET at = at + 1 WHERE id = 'c'",
                           "revision 4 has a wrong checksum"},
                    Damage{"AgentLost", "DELETE FROM changes WHERE id = 'b'", "1 agents instead of 2"},
                    Damage{"RemovalLost", "DELETE FROM changes WHERE id = 'c'", "0 removals instead of 1"},
                    Damage{"State", "UPDATE state SET agents = 1", "its state has a wrong checksum"},
                    Damage{"NoState", "DELETE FROM state", "says nothing of its own state"},
                    Damage{"Foreign", "PRAGMA application_id = 7", "another program"},
                    Damage{"Newer", "PRAGMA user_version = 99", "newer version"}),
    [](const auto& test) { return test.param.name; });

TEST_F(Stored, AnAcknowledgedRevisionThatIsLostIsAFault)
{
    {
        Living registry{dir.path()};
        registry.put("a");
        Witness{dir.head(), registry.journal.history()}.write(9);
    }
    EXPECT_THAT(verify(dir, kNoSteps).faults, ElementsAre(HasSubstr("revision 9 was acknowledged")));
}

TEST_F(Stored, WhatIsNotThereIsNamed)
{
    EXPECT_THAT(verify(dir, kNoSteps).faults, ElementsAre(HasSubstr("registry.db does not exist")));
    scratch.write("copy.db", "");
    EXPECT_THAT(verify_file(copy, kNoSteps).faults, ElementsAre(HasSubstr("is empty")));
    EXPECT_THAT(verify_file(scratch.path(), kNoSteps).faults, ElementsAre(HasSubstr("--data-dir")));
}

TEST_F(Stored, AnUnchangingDatabaseIsReadWithoutFilesBesideIt)
{
    {
        Living registry{dir.path()};
        registry.put("a");
    }
    const auto before = files();
    sqlite::Database database{dir.database(), sqlite::Database::Access::unchanging};
    EXPECT_EQ(database.number("SELECT count(*) FROM changes"), 1);
    EXPECT_EQ(files(), before);
}

} // namespace
} // namespace a2a
