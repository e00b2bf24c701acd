// SPDX-License-Identifier: Apache-2.0
// What an import counts and tells, over a target that answers as it is told.
#include "app/importer.hpp"
#include "support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace a2a {
namespace {

using Status = client::Imported::Status;

// Takes two texts at a time. "bad" is refused, "full" ends everything, "lost" is never answered.
class ScriptedTarget final : public ImportTarget {
public:
    Sizes sizes() const override { return {.texts = 2, .bytes = 1000, .text_bytes_max = 1000}; }

    Result<std::vector<client::Imported>> put(const std::vector<std::string>& texts) override
    {
        ++calls;
        std::vector<client::Imported> results;
        for (const auto& text : texts) {
            auto& result = results.emplace_back();
            result.id = "an id";
            if (text.find("lost") != std::string::npos)
                return Error{Errc::outcome_unknown, "nobody answered"};
            if (text.find("bad") != std::string::npos)
                result.refusal = Error{Errc::card_invalid, "refused", {{"/name", "must be a string", ""}}};
            else if (text.find("full") != std::string::npos)
                result.refusal = Error{Errc::storage_full, "the disk is full"};
            else
                result.status = text.find("old") != std::string::npos ? Status::unchanged : Status::created;
        }
        return results;
    }

    int calls = 0;
};

struct Imports : testing::Test {
    Result<void> run(const std::string& input) { return importer.run({dir.write("in", input)}); }
    std::string told() const
    {
        auto text = err.str();
        const auto folder = dir.path().string() + '/';
        for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
            text.erase(at, folder.size());
        return text;
    }

    support::TempDir dir;
    std::ostringstream err;
    ScriptedTarget target;
    Progress progress{err, false, "importing"};
    Importer importer{target, err, progress};
};

TEST_F(Imports, CountsEveryCard)
{
    EXPECT_TRUE(run("{\"new\":1}\n{\"old\":1}\n{\"new\":2}\n"));
    EXPECT_EQ(summary(importer.tally()), "imported 3 cards: 2 created, 0 replaced, 1 unchanged; 0 refused");
    EXPECT_EQ(target.calls, 2);
    EXPECT_EQ(told(), "");
}

TEST_F(Imports, TellsWhatWasRefusedAndGoesOn)
{
    EXPECT_TRUE(run("{\"new\":1}\n\n{\"bad\":1}\n{\"new\":2}\n"));
    EXPECT_EQ(importer.tally().created, 2U);
    EXPECT_EQ(importer.tally().refused, 1U);
    EXPECT_EQ(told(), "refused: in:3: \"an id\": /name: must be a string\n");
}

TEST_F(Imports, ResultsStayWithTheirLinesAroundOnesThatWereNotSent)
{
    EXPECT_TRUE(run("{\"new\":1}\n" + std::string(1001, 'x') + "\n{\"bad\":1}\n"));
    EXPECT_EQ(told(),
              "refused: in:2: the line is too long\nrefused: in:3: \"an id\": /name: must be a string\n");
    EXPECT_EQ(importer.tally().created, 1U);
}

TEST_F(Imports, EndsWhenNothingMoreCanBeStored)
{
    const auto done = run("{\"full\":1}\n{\"new\":1}\n{\"new\":2}\n{\"new\":3}\n");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Errc::storage_full);
    EXPECT_EQ(target.calls, 1);
}

TEST_F(Imports, EndsWhenNobodyAnswers)
{
    const auto done = run("{\"lost\":1}\n{\"new\":1}\n{\"new\":2}\n");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().detail, "nobody answered");
    EXPECT_EQ(importer.tally().created, 0U);
    EXPECT_EQ(target.calls, 1);
}

TEST_F(Imports, WhatCameBeforeAMissingFileIsDone)
{
    const auto first = dir.write("in", "{\"new\":1}\n");
    EXPECT_FALSE(importer.run({first, dir.path().string() + "/none"}));
    EXPECT_EQ(importer.tally().created, 1U);
}

TEST(ProgressLine, ShowsAShare)
{
    EXPECT_EQ(progress_line("copying", 0, 100, ""), "copying  [>                             ]    0%");
    EXPECT_EQ(progress_line("copying", 50, 100, "x"), "copying  [===============>              ]   50%  x");
    EXPECT_EQ(progress_line("copying", 200, 100, ""), "copying  [==============================]  100%");
    EXPECT_EQ(progress_line("importing", 7, 0, "7 cards"), "importing  7 cards");
}

TEST(Progress, IsDrawnOnTerminalsOnly)
{
    std::ostringstream out;
    Progress{out, false, "x"}.at(1, 2);
    EXPECT_EQ(out.str(), "");
    Progress{out, true, "x"}.at(1, 2);
    EXPECT_TRUE(out.str().ends_with("\r\x1b[K"));
}

} // namespace
} // namespace a2a
