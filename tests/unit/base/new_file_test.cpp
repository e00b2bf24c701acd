// SPDX-License-Identifier: Apache-2.0
#include "base/new_file.hpp"
#include "support/temp_dir.hpp"

#include <gtest/gtest.h>

namespace a2a {
namespace {

namespace fs = std::filesystem;
using Over = NewFile::Over;

std::string content_of(const fs::path& file)
{
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

struct NewFiles : testing::Test {
    support::TempDir dir;
    const fs::path file = dir.path() / "f";
    const fs::path draft = dir.path() / "f.new";
};

TEST_F(NewFiles, AppearWhole)
{
    {
        NewFile made{file, Over::nothing};
        made.write("all of it");
        EXPECT_FALSE(fs::exists(file));
        made.publish();
    }
    EXPECT_EQ(content_of(file), "all of it");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms{0600});
    EXPECT_FALSE(fs::exists(draft));
}

TEST_F(NewFiles, LeaveNothingWhenTheyAreNotPublished)
{
    dir.write("f", "old");
    {
        NewFile made{file, Over::existing};
        made.write("new");
    }
    EXPECT_EQ(content_of(file), "old");
    EXPECT_FALSE(fs::exists(draft));
}

TEST_F(NewFiles, ReplaceOnlyWhenTheyMay)
{
    dir.write("f", "old");
    EXPECT_THROW((NewFile{file, Over::nothing}), FileRefused);
    NewFile{file, Over::existing}.publish();
    EXPECT_EQ(content_of(file), "");
}

TEST_F(NewFiles, DoNotReplaceWhatCameMeanwhile)
{
    NewFile made{file, Over::nothing};
    dir.write("f", "old");
    EXPECT_THROW(made.publish(), FileRefused);
    EXPECT_EQ(content_of(file), "old");
}

TEST_F(NewFiles, OverwriteADraftThatWasLeftButNotOneThatIsWritten)
{
    dir.write("f.new", "left behind by a crash", fs::perms{0644});
    NewFile made{file, Over::nothing};
    EXPECT_THROW((NewFile{file, Over::nothing}), FileRefused);
    made.write("x");
    made.publish();
    EXPECT_EQ(content_of(file), "x");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms{0600});
}

TEST_F(NewFiles, TakeTheNameOfNoDeviceAndNoFolder)
{
    EXPECT_THROW((NewFile{"/dev/null", Over::existing}), FileRefused);
    EXPECT_THROW((NewFile{dir.path(), Over::existing}), FileRefused);
    EXPECT_THROW((NewFile{dir.path() / "none" / "f", Over::existing}), FileRefused);
    fs::create_symlink("/etc/hostname", draft);
    EXPECT_THROW((NewFile{file, Over::existing}), FileRefused);
}

} // namespace
} // namespace a2a
