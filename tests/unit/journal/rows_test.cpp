// SPDX-License-Identifier: Apache-2.0
// What is read is what was written, and a changed column shows.
#include "journal/sqlite/replay.hpp"
#include "journal/sqlite/schema.hpp"
#include "support/agents.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::sqlite {
namespace {

class Rows : public testing::Test {
protected:
    Rows()
    {
        migrate(database_, [](Database& empty) {
            insert_state(empty, {.head = 9, .floor = 1, .agents = 1, .removals = 1, .history = "story"});
        });
        Statement insertion{database_, kInsertChange};
        insert(insertion, row_of(put_));
        insert(insertion, row_of(removal_));
    }

    std::vector<StoredRow> rows()
    {
        Statement all{database_,
                      std::string{"SELECT "}.append(kChangeColumns) + " FROM changes ORDER BY revision"};
        std::vector<StoredRow> read;
        while (all.step()) read.push_back(read_change(all));
        return read;
    }

    const card::ParsedPtr card_ = test::at_host("a.example");
    const Change put_{.revision = 5,
                      .id = "team/ä",
                      .at = test::at_second(5),
                      .card = card_,
                      .first_revision = 3,
                      .registered_at = test::at_second(3),
                      .modified_at = std::chrono::sys_seconds{std::chrono::seconds{6}}};
    const Change removal_{.revision = 9, .id = "gone", .at = test::at_second(9), .card = nullptr};
    const support::TempDir temp_;
    Database database_{temp_.path() / "rows.db", Database::Access::create};
};

TEST_F(Rows, AreReadAsTheyWereWritten)
{
    const auto read = rows();
    ASSERT_EQ(read.size(), 2u);
    EXPECT_TRUE(read[0].is_intact());
    EXPECT_EQ(read[0].id, "team/ä");
    EXPECT_EQ(read[0].card, card_->bytes);
    EXPECT_EQ(read[0].fixed.revision, 5u);
    EXPECT_EQ(read[0].fixed.at, put_.at);
    EXPECT_EQ(read[0].fixed.first_revision, 3u);
    EXPECT_EQ(read[0].fixed.registered_at, put_.registered_at);
    EXPECT_EQ(read[0].fixed.modified_at, put_.modified_at);
    EXPECT_EQ(read[0].fixed.digest, card_->digest);
    EXPECT_TRUE(read[1].is_intact());
    EXPECT_EQ(read[1].id, "gone");
    EXPECT_TRUE(read[1].view().removes());
}

TEST_F(Rows, AChangedColumnShows)
{
    for (const auto* change :
         {"revision = revision + 1", "id = 'team/b'", "at = at + 1", "first_revision = 4",
          "registered_at = registered_at - 1", "modified_at = 0", "digest = x'00'", "card = card || ' '",
          "card = NULL", "id = id || 'x', card = substr(card, 2)"}) {
        database_.run("BEGIN");
        database_.run((std::string{"UPDATE changes SET "} + change + " WHERE revision = 5").c_str());
        EXPECT_FALSE(rows().front().is_intact()) << change;
        database_.run("ROLLBACK");
    }
    EXPECT_TRUE(rows().front().is_intact());
}

TEST_F(Rows, AChangedStateShows)
{
    EXPECT_EQ(read_state(database_).history, "story");
    for (const auto* change : {"head = 10", "floor = 0", "agents = 2", "removals = 0", "relaxed = 1",
                               "history = 'another'", "checksum = 1"}) {
        database_.run("BEGIN");
        database_.run((std::string{"UPDATE state SET "} + change).c_str());
        EXPECT_THROW(read_state(database_), Refusal) << change;
        database_.run("ROLLBACK");
    }
    database_.run("DELETE FROM state");
    EXPECT_THROW(read_state(database_), Refusal);
}

TEST_F(Rows, AReplayHoldsThemAgainstTheState)
{
    const auto complaint = [&](const char* sql) -> std::string {
        database_.run("BEGIN");
        database_.run(sql);
        std::string said;
        try {
            replay(database_, read_state(database_), [](auto, auto) {});
        } catch (const Refusal& refusal) {
            said = refusal.what();
        }
        database_.run("ROLLBACK");
        return said;
    };
    using testing::HasSubstr;
    EXPECT_EQ(complaint("SELECT 1"), "");
    EXPECT_THAT(complaint("DELETE FROM changes WHERE revision = 5"), HasSubstr("0 agents instead of 1"));
    EXPECT_THAT(complaint("DELETE FROM changes WHERE revision = 9"), HasSubstr("0 removals instead of 1"));
    EXPECT_THAT(complaint("UPDATE changes SET revision = 10 WHERE revision = 9"),
                HasSubstr("where it cannot"));
    EXPECT_THAT(complaint("UPDATE changes SET card = '{}' WHERE revision = 5"), HasSubstr("wrong checksum"));
}

TEST_F(Rows, AReplayFeedsWhatTheChangesWere)
{
    std::vector<Change> fed;
    replay(database_, read_state(database_),
           [&](std::span<const Change> changes, Journal::Progress progress) {
               fed.insert(fed.end(), changes.begin(), changes.end());
               EXPECT_EQ(progress.done, 2u);
               EXPECT_EQ(progress.total, 2u);
           });
    ASSERT_EQ(fed.size(), 2u);
    EXPECT_EQ(fed[0].card->bytes, card_->bytes);
    EXPECT_EQ(Projection{fed[0]}.card(), card_->card);
    EXPECT_EQ(fed[0].modified_at, put_.modified_at);
    EXPECT_TRUE(fed[1].removes());
}

TEST_F(Rows, WhatTheFeedThrowsPassesThrough)
{
    EXPECT_THROW(replay(database_, read_state(database_), [](auto, auto) { throw 42; }), int);
}

} // namespace
} // namespace a2a::sqlite
