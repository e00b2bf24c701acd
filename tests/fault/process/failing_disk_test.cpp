// SPDX-License-Identifier: Apache-2.0
// A disk that fails: what is answered, what goes on, and what a restart finds.
#include "fault/process/fixture.hpp"

#include <cerrno>
#include <map>

namespace a2a::fault {
namespace {

using testing::HasSubstr;

class FailingDisk : public ProcessTest {
protected:
    static std::string fail(const std::string& call, int error, const std::string& when)
    {
        return call + " fail " + std::to_string(error) + ' ' + when;
    }

    // Writes are refused, everything else is answered, and says so.
    static void expect_read_only(ServerProcess& server)
    {
        const auto refused = put(server, "three");
        EXPECT_EQ(refused.status, 503);
        EXPECT_THAT(refused.body, HasSubstr("read-only"));
        EXPECT_TRUE(refused.has("Retry-After"));
        EXPECT_EQ(ask(server, support::request("DELETE /agents/one")).status, 503);
        EXPECT_TRUE(has(server, "one"));
        EXPECT_EQ(get(server, "/agents/three").status, 404);
        EXPECT_EQ(get(server, "/agents").status, 200);
        EXPECT_EQ(get(server, "/health").status, 200);
        EXPECT_EQ(get(server, "/livez").status, 200);
        EXPECT_EQ(get(server, "/readyz").status, 200);
        EXPECT_EQ(get(server, "/readyz?for=write").status, 503);
        EXPECT_THAT(get(server, "/health/detailed").body, HasSubstr(R"("status":"degraded")"));
        EXPECT_EQ(metric(server, "registry_read_only"), 1);
    }

    void expect_healed_by_restart()
    {
        disk("");
        const auto server = start();
        EXPECT_TRUE(has(*server, "one"));
        EXPECT_EQ(get(*server, "/agents/three").status, 404);
        EXPECT_EQ(get(*server, "/readyz?for=write").status, 200);
        EXPECT_THAT(get(*server, "/health/detailed").body, HasSubstr(R"("status":"healthy")"));
        EXPECT_EQ(metric(*server, "registry_read_only"), 0);
        EXPECT_EQ(put(*server, "three").status, 201);
    }
};

TEST_F(FailingDisk, AFailedSyncIsAnUnknownOutcomeAndTheLastWrite)
{
    for (const auto* when : {"1 once", "1 ever"}) {
        SCOPED_TRACE(when);
        std::filesystem::remove_all(data_);
        disk("");
        auto server = start();
        ASSERT_EQ(put(*server, "one").status, 201);
        disk(fail("sync", EIO, when));
        const auto unknown = put(*server, "two");
        EXPECT_EQ(unknown.status, 500);
        EXPECT_THAT(unknown.body, HasSubstr("outcome-unknown"));
        EXPECT_EQ(get(*server, "/agents/two").status, 404); // not durable: not shown
        expect_read_only(*server);
        server->signal(SIGTERM);
        EXPECT_EQ(server->ends(), 0) << server->log();
        expect_healed_by_restart();
    }
}

TEST_F(FailingDisk, AFailedWriteIsTheLastOne)
{
    auto server = start();
    ASSERT_EQ(put(*server, "one").status, 201);
    disk(fail("write", EIO, "1 ever"));
    EXPECT_EQ(put(*server, "two").status, 500);
    expect_read_only(*server);
    server->kill();
    expect_healed_by_restart();
}

TEST_F(FailingDisk, AReadOnlyFileSystemIsSaidToBeThat)
{
    auto server = start();
    ASSERT_EQ(put(*server, "one").status, 201);
    disk(fail("write", EROFS, "1 ever"));
    EXPECT_EQ(put(*server, "two").status, 503);
    expect_read_only(*server);
    server->kill();
    expect_healed_by_restart();
}

TEST_F(FailingDisk, AFullOneHealsByItself)
{
    auto server = start();
    ASSERT_EQ(put(*server, "one").status, 201);
    disk(fail("write", ENOSPC, "1 ever"));
    for (int i = 0; i < 3; ++i) {
        const auto full = put(*server, "two");
        EXPECT_EQ(full.status, 507);
        EXPECT_THAT(full.body, HasSubstr("storage-full"));
    }
    EXPECT_EQ(ask(*server, support::request("DELETE /agents/one")).status, 507);
    EXPECT_TRUE(has(*server, "one"));
    EXPECT_EQ(get(*server, "/agents/two").status, 404);
    EXPECT_EQ(get(*server, "/readyz?for=write").status, 200);
    EXPECT_EQ(metric(*server, "registry_read_only"), 0);
    disk("");
    EXPECT_EQ(put(*server, "two").status, 201);
    server->kill();
    server = start();
    EXPECT_TRUE(has(*server, "one"));
    EXPECT_TRUE(has(*server, "two"));
}

// Full at each write of a commit, and of the checkpoint behind it: a refusal is certain, and
// what was acknowledged before and after is there.
TEST_F(FailingDisk, FullAtAnyWriteLosesNothing)
{
    std::map<std::string, bool> there;
    auto server = start();
    for (int n = 1; n <= 12; ++n) {
        const auto id = "agent-" + std::to_string(n);
        disk(fail("write", ENOSPC, std::to_string(n) + " once"));
        const auto status = put(*server, id, std::string(40'000, 'd')).status;
        EXPECT_TRUE(status == 201 || status == 507) << status;
        there[id] = status == 201;
        there[id + "-next"] = put(*server, id + "-next", std::string(40'000, 'd')).status == 201;
    }
    for (int round = 0; round < 2; ++round) {
        for (const auto& [id, is_there] : there)
            EXPECT_EQ(has(*server, id, std::string(40'000, 'd')), is_there) << id << ", round " << round;
        server->kill();
        disk("");
        server = start();
    }
    EXPECT_THAT(there, testing::Contains(testing::Pair(testing::_, false))); // or nothing was tried
}

// The outcome is unknown, and whatever it is, the restart shows it whole.
TEST_F(FailingDisk, AnySyncThatFailsLosesNothingAcknowledged)
{
    for (int n = 1; n <= 4; ++n) {
        SCOPED_TRACE(n);
        std::filesystem::remove_all(data_);
        disk("");
        auto server = start();
        disk(fail("sync", EIO, std::to_string(n) + " once"));
        std::map<std::string, int> statuses;
        for (int i = 0; i < 6; ++i) {
            const auto id = "agent-" + std::to_string(i);
            statuses[id] = put(*server, id).status;
        }
        server->kill();
        disk("");
        server = start();
        for (const auto& [id, status] : statuses) {
            if (status != 500) {
                EXPECT_EQ(has(*server, id), status == 201) << id << ' ' << status;
            }
        }
    }
}

TEST_F(FailingDisk, AStartThatCannotSyncIsRefusedInOneLine)
{
    start()->kill();
    disk(fail("sync", EIO, "1 ever"));
    auto server = launch();
    if (!server->says("ready", std::chrono::milliseconds{1'000 * kSlowness})) {
        EXPECT_EQ(server->ends(), 1) << server->log();
        EXPECT_THAT(server->log(), HasSubstr("registry.db"));
    }
    server->kill();
    disk("");
    start();
}

} // namespace
} // namespace a2a::fault
