// SPDX-License-Identifier: Apache-2.0
// Damaged, foreign and incomplete data directories: each is refused with a line that says what
// is wrong and what to do, and left as it is (promise P6).
#include "fault/sample_store.hpp"
#include "journal/sqlite/rows.hpp"
#include "support/agents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace a2a::fault {
namespace {

using sqlite::Database;

constexpr const char* kDatabase = "registry.db";

struct Case {
    const char* name;
    bool is_killed;
    std::function<void(Files&)> damage;
    std::vector<const char*> said; // each of them
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

// Changes the database through SQLite.
std::function<void(Files&)> change(std::function<void(Database&)> work)
{
    return [work = std::move(work)](Files& files) {
        support::TempDir dir;
        const auto file = dir.write(kDatabase, files[kDatabase]);
        {
            Database database{file, Database::Access::create};
            work(database);
        }
        files[kDatabase] = read_files(dir.path()).at(kDatabase);
    };
}

std::function<void(Files&)> run(const char* sql)
{
    return change([sql](Database& database) { database.run(sql); });
}

// With checksums and counts as they should be.
void put_one_agent_in_the_place_of_another(Database& database)
{
    const auto victim = database.number("SELECT max(revision) FROM changes WHERE card IS NOT NULL");
    const auto id = database.text("SELECT id FROM changes WHERE card IS NOT NULL ORDER BY revision");
    database.run(("DELETE FROM changes WHERE revision = " + std::to_string(victim)).c_str());
    const Change twice{.revision = static_cast<Revision>(victim),
                       .id = id,
                       .at = test::at_second(0),
                       .card = test::at_host("twice.example"),
                       .first_revision = static_cast<Revision>(victim),
                       .registered_at = test::at_second(0),
                       .modified_at = {}};
    sqlite::Statement insertion{database, sqlite::kInsertChange};
    sqlite::insert(insertion, sqlite::row_of(twice));
}

class Damage : public testing::TestWithParam<Case> {};

TEST_P(Damage, IsRefusedAndLeftAsItIs)
{
    auto files = (GetParam().is_killed ? killed_sample() : closed_sample()).files;
    GetParam().damage(files);
    Opened opened{files};
    EXPECT_EQ(opened.life(), nullptr);
    for (const auto* words : GetParam().said) EXPECT_THAT(opened.refusal(), testing::HasSubstr(words));
    auto left = read_files(opened.folder());
    for (const auto* name : {kDatabase, "registry.db-wal", "head"})
        EXPECT_TRUE(files[name] == left[name]) << name << " was changed";
}

void empty(Files& files)
{
    files[kDatabase].clear();
}

INSTANTIATE_TEST_SUITE_P(
    Directories, Damage,
    testing::Values(
        Case{"CutDatabase",
             false,
             [](Files& files) { files[kDatabase].resize(files[kDatabase].size() / 2); },
             {"is damaged, or no database", "restore a backup"}},
        Case{"DatabaseOfAFewBytes",
             false,
             [](Files& files) { files[kDatabase].resize(60); },
             {"is damaged, or no database", "restore a backup"}},
        Case{"DatabaseOfZeros",
             false,
             [](Files& files) { files[kDatabase].assign(files[kDatabase].size(), '\0'); },
             {"is damaged, or no database", "restore a backup"}},
        Case{
            "EmptyDatabaseBesideItsWitness", false, empty, {"is missing or empty", "restore it or a backup"}},
        Case{"NoDatabaseBesideItsWitness",
             false,
             [](Files& files) { files.erase(kDatabase); },
             {"is missing or empty", "restore it or a backup"}},
        Case{"NoDatabaseBesideItsLog",
             true,
             [](Files& files) {
                 files.erase(kDatabase);
                 files.erase("head");
             },
             {"is missing or empty", "restore it or a backup"}},
        Case{"LogGoneAfterAKill",
             true,
             [](Files& files) { files.erase("registry.db-wal"); },
             {"was acknowledged", "restore a backup"}},
        Case{"LogCutAfterAKill",
             true,
             [](Files& files) { files["registry.db-wal"].resize(100'000); },
             {"was acknowledged", "restore a backup"}},
        Case{"DatabaseOfAnotherProgram",
             false,
             [](Files& files) {
                 files = {{kDatabase, ""}};
                 run("CREATE TABLE things(id); INSERT INTO things VALUES(1)")(files);
             },
             {"is a database of another program", "move it away"}},
        Case{"ApplicationIdOfAnotherProgram",
             false,
             run("PRAGMA application_id = 17"),
             {"is a database of another program", "move it away"}},
        Case{"NoSqliteFile",
             false,
             [](Files& files) { files[kDatabase] = "Dear diary,\n" + std::string(9'000, '.'); },
             {"is damaged, or no database", "move it away"}},
        Case{"NewerSchema",
             false,
             change([](Database& database) {
                 const auto next = database.number("PRAGMA user_version") + 1;
                 database.run(("PRAGMA user_version = " + std::to_string(next)).c_str());
             }),
             {"a newer version of a2a-registry", "start that version"}},
        Case{"NoSchemaVersion",
             false,
             run("PRAGMA user_version = 0"),
             {"has no schema version", "restore a backup"}},
        Case{"DamagedState",
             false,
             run("UPDATE state SET agents = agents + 1"),
             {"its state has a wrong checksum", "restore a backup"}},
        Case{"NoState",
             false,
             run("DELETE FROM state"),
             {"says nothing of its own state", "restore a backup"}},
        Case{"NoTable", false, run("DROP TABLE changes"), {"no such table", "restore a backup"}},
        Case{"AgentTwice",
             false,
             change(put_one_agent_in_the_place_of_another),
             {"has an agent twice", "restore a backup"}},
        Case{"AgentLost",
             false,
             run("DELETE FROM changes WHERE revision = (SELECT min(revision) FROM changes WHERE card "
                 "NOTNULL)"),
             {"agents instead of", "restore a backup"}},
        Case{
            "RemovalLost",
            false,
            run("DELETE FROM changes WHERE revision = (SELECT min(revision) FROM changes WHERE card ISNULL)"),
            {"removals instead of", "restore a backup"}},
        Case{"AgentOfTheFuture",
             false,
             run("UPDATE changes SET revision = revision + 100000 WHERE revision = (SELECT max(revision) "
                 "FROM changes)"),
             {"stands where it cannot", "restore a backup"}},
        Case{"OtherCard",
             false,
             run("UPDATE changes SET card = replace(card, 'host-', 'fake-')"),
             {"has a wrong checksum", "restore a backup"}},
        Case{"OtherTime",
             false,
             run("UPDATE changes SET at = at + 1 WHERE card ISNULL"),
             {"has a wrong checksum", "restore a backup"}}),
    [](const auto& test) { return test.param.name; });

// Forgetting removals reads an index; one that lies about the row of an agent deletes nothing.
TEST(DamagedIndex, CannotMakeTheRegistryForgetAnAgent)
{
    auto files = closed_sample().files;
    change([](Database& database) {
        database.run(
            "PRAGMA writable_schema = ON;"
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX removals ON changes(at)' WHERE name = 'removals';"
            "PRAGMA writable_schema = RESET; REINDEX removals;"
            "PRAGMA writable_schema = ON;"
            "UPDATE sqlite_schema SET sql = sql || ' WHERE card IS NULL' WHERE name = 'removals'");
    })(files);
    support::TempDir dir;
    for (const auto& [name, content] : files) dir.write(name, content);
    const auto later = [] { return test::at_second(1'000'000); };
    {
        Life life{{.directory = dir.path(), .tombstone_retention = std::chrono::seconds{1}}, later};
        life.journal().tend();
        EXPECT_FALSE(life.journal().writable());
    }
    Life life{{.directory = dir.path()}, later};
    EXPECT_THAT(closed_sample().ledger.differences(life.catalog()), testing::IsEmpty());
}

} // namespace
} // namespace a2a::fault
