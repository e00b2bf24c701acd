// SPDX-License-Identifier: Apache-2.0
// Databases of earlier versions: each is brought to the present one, whole or not at all, and
// holds what it held. schema/v<N>.sql is a dump of a database of version N: whoever makes a new
// version adds its own, or a test here has nothing to read.
#include "fault/life.hpp"
#include "fault/sample_store.hpp"
#include "journal/sqlite/schema.hpp"
#include "support/agents.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace a2a::fault {
namespace {

using sqlite::Database;
using testing::HasSubstr;

// A made-up schema of three versions; every one leaves its mark.
constexpr std::array kThree{"CREATE TABLE marks(version); INSERT INTO marks VALUES(1)",
                            "INSERT INTO marks VALUES(2)", "INSERT INTO marks VALUES(3)"};
constexpr std::array kBroken{kThree[0], kThree[1],
                             "INSERT INTO marks VALUES(3); INSERT INTO nowhere VALUES(3)"};

class Migration : public testing::TestWithParam<std::size_t> { // the version to begin with; 0: empty
protected:
    void bring_to(std::span<const char* const> versions)
    {
        Database database{file(), Database::Access::create};
        sqlite::migrate(
            database, [this](Database&) { ++fills_; }, versions);
    }
    std::string marks() const
    {
        Database database{file(), Database::Access::read};
        return database.text(
            "SELECT group_concat(version) FROM (SELECT version FROM marks ORDER BY version)");
    }
    std::int64_t version() const
    {
        return Database{file(), Database::Access::read}.number("PRAGMA user_version");
    }
    std::filesystem::path file() const { return dir_.path() / "registry.db"; }
    static std::span<const char* const> first(std::size_t count) { return std::span{kThree}.first(count); }

    support::TempDir dir_;
    int fills_ = 0;
};

TEST_P(Migration, RunsEachVersionThatIsMissingOnce)
{
    if (GetParam() > 0) bring_to(first(GetParam()));
    bring_to(kThree);
    EXPECT_EQ(version(), 3);
    EXPECT_EQ(marks(), "1,2,3");
    EXPECT_EQ(fills_, 1);
    bring_to(kThree); // again: nothing to do
    EXPECT_EQ(marks(), "1,2,3");
}

TEST_P(Migration, ThatFailsLeavesTheFileAsItWas)
{
    if (GetParam() > 0) bring_to(first(GetParam()));
    const auto before = read_files(dir_.path())["registry.db"];
    EXPECT_THROW(bring_to(kBroken), sqlite::Failure);
    if (GetParam() == 0) {
        EXPECT_EQ(version(), 0);
    } else {
        EXPECT_EQ(version(), static_cast<std::int64_t>(GetParam()));
        EXPECT_TRUE(before == read_files(dir_.path())["registry.db"]);
    }
    bring_to(kThree); // after the mistake has been found
    EXPECT_EQ(marks(), "1,2,3");
}

INSTANTIATE_TEST_SUITE_P(From, Migration, testing::Values(0u, 1u, 2u));

TEST_F(Migration, GoesNoWayBack)
{
    bring_to(kThree);
    EXPECT_THROW(bring_to(first(2)), sqlite::Refusal);
    EXPECT_EQ(version(), 3);
}

// The committed dumps, one for each version there has been.
class OldDatabase : public testing::TestWithParam<std::size_t> {};

TEST_P(OldDatabase, HoldsWhatItHeld)
{
    support::TempDir dir;
    const auto dump = support::read(support::source_dir() / "tests/fault/schema" /
                                    ("v" + std::to_string(GetParam()) + ".sql"));
    {
        Database database{dir.path() / "registry.db", Database::Access::create};
        database.run(dump.c_str());
        ASSERT_EQ(database.number("PRAGMA user_version"), static_cast<std::int64_t>(GetParam()));
    }
    Life life{{.directory = dir.path()}, [] { return test::at_second(100); }};
    EXPECT_EQ(life.journal().history(), "dumped-once");
    EXPECT_EQ(life.catalog().revision(), 5u);
    EXPECT_EQ(life.catalog().size(), 2u);
    EXPECT_EQ(life.catalog().find("gone"), nullptr);
    const auto weather = life.catalog().find("weather");
    ASSERT_TRUE(weather);
    EXPECT_EQ(weather->revision, 4u);
    EXPECT_EQ(weather->first_revision, 1u);
    EXPECT_EQ(weather->registered_at, test::at_second(1));
    EXPECT_EQ(weather->updated_at, test::at_second(4));
    EXPECT_THAT(weather->card(), HasSubstr("https://new.weather.example"));
    EXPECT_FALSE(fault_in(life.commit({test::put("next", test::at_host("next.example"))})));
    EXPECT_EQ(life.catalog().revision(), 6u);
}

INSTANTIATE_TEST_SUITE_P(Version, OldDatabase,
                         testing::Range(std::size_t{1}, sqlite::migrations().size() + 1));

} // namespace
} // namespace a2a::fault
