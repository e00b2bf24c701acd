// SPDX-License-Identifier: Apache-2.0
// A file system without room, for real: where mounting one is permitted.
#include "fault/process/fixture.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <set>

namespace a2a::fault {
namespace {

using testing::HasSubstr;

class FullDisk : public ProcessTest {
protected:
    void SetUp() override
    {
        std::filesystem::create_directory(disk_);
        if (::mount("none", disk_.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "size=3m") != 0)
            GTEST_SKIP() << "no file system can be mounted here: " << std::strerror(errno);
        is_mounted_ = true;
        data_ = disk_ / "data";
    }
    void TearDown() override
    {
        if (is_mounted_) ::umount2(disk_.c_str(), MNT_DETACH);
    }

    void fill() const
    {
        const int fd = ::open(filler().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        const std::array<char, 4'096> page{};
        while (::write(fd, page.data(), page.size()) > 0) {
        }
        ::close(fd);
    }
    void make_room() const { std::filesystem::remove(filler()); }

    // Until the disk is full; false when it never is.
    bool put_until_refused(ServerProcess& server)
    {
        for (int i = 0; i < 1'000; ++i) {
            const auto id = "agent-" + std::to_string(next_++);
            const auto answer = put(server, id, text_);
            if (answer.status == 507) return answer.body.find("storage-full") != std::string::npos;
            EXPECT_EQ(answer.status, 201) << answer.body;
            acknowledged_.insert(id);
        }
        return false;
    }
    void expect_everything(ServerProcess& server)
    {
        for (const auto& id : acknowledged_) EXPECT_TRUE(has(server, id, text_)) << id;
        EXPECT_EQ(metric(server, "registry_active_agents"), static_cast<double>(acknowledged_.size()));
    }

    const std::filesystem::path disk_ = dir_.path() / "disk";
    const std::string text_ = std::string(5'000, 'd');

private:
    std::filesystem::path filler() const { return disk_ / "filler"; }

    bool is_mounted_ = false;
    int next_ = 0;
    std::set<std::string> acknowledged_;
};

// By what the registry writes itself.
TEST_F(FullDisk, LosesNothingOfWhatFitted)
{
    auto server = start();
    ASSERT_TRUE(put_until_refused(*server));
    expect_everything(*server);
    EXPECT_EQ(get(*server, "/readyz?for=write").status, 200);
    server->kill();
    server = start();
    expect_everything(*server);
}

TEST_F(FullDisk, HealsWithoutARestart)
{
    auto server = start();
    for (int round = 0; round < 3; ++round) {
        fill();
        ASSERT_TRUE(put_until_refused(*server)) << "round " << round;
        expect_everything(*server);
        EXPECT_EQ(get(*server, "/readyz?for=write").status, 200);
        make_room();
        EXPECT_EQ(put(*server, "after").status, 201);
        EXPECT_EQ(ask(*server, support::request("DELETE /agents/after")).status, 200);
    }
    server->kill();
    server = start();
    expect_everything(*server);
}

// It need not start, but it must not lose anything, and it must say what is wrong.
TEST_F(FullDisk, StartsOrSaysWhyNot)
{
    for (const bool killed : {true, false}) {
        SCOPED_TRACE(killed ? "after a kill" : "after a stop");
        auto server = start();
        fill();
        ASSERT_TRUE(put_until_refused(*server));
        server->signal(killed ? SIGKILL : SIGTERM);
        EXPECT_EQ(server->ends(), killed ? 128 + SIGKILL : 0) << server->log();
        fill(); // what the process may have given back

        server = launch();
        if (server->says("ready")) {
            expect_everything(*server);
            EXPECT_TRUE(put_until_refused(*server));
        } else {
            EXPECT_EQ(server->ends(), 1) << server->log();
            EXPECT_THAT(server->log(), HasSubstr("full"));
        }
        server->kill();
        make_room();
        server = start();
        expect_everything(*server);
        EXPECT_EQ(put(*server, "after").status, 201);
        EXPECT_EQ(ask(*server, support::request("DELETE /agents/after")).status, 200);
    }
}

} // namespace
} // namespace a2a::fault
