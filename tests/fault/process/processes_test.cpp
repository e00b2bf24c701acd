// SPDX-License-Identifier: Apache-2.0
// What can happen to a process, and to the folder it lives in.
#include "fault/process/fixture.hpp"

#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <future>
#include <thread>

namespace a2a::fault {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class Process : public ProcessTest {
protected:
    // Some thousands at a time: a client waits for an answer only so long.
    static void import(ServerProcess& server, int count)
    {
        constexpr int kAtOnce = 2'500;
        support::RawClient client{server.port()};
        for (int from = 0; from < count; from += kAtOnce) {
            std::string body;
            for (int i = from; i < from + kAtOnce; ++i) body += card("agent-" + std::to_string(i)) + '\n';
            client.send(
                support::request_with("POST /agents:import", body, "Content-Type: application/x-ndjson\r\n"));
            const auto answer = client.read();
            ASSERT_EQ(answer.status, 200);
            ASSERT_THAT(answer.body, testing::Not(HasSubstr("refused")));
        }
    }
};

TEST_F(Process, ASecondOneOnADirectoryIsRefusedAndNamesTheFirst)
{
    auto first = start();
    ASSERT_EQ(put(*first, "one").status, 201);
    auto options = this->options();
    options.log = dir_.path() / "second.log";
    ServerProcess second{options};
    expect_refusal(second, std::to_string(first->pid()));
    EXPECT_THAT(second.log(), HasSubstr(data_.string()));
    EXPECT_EQ(put(*first, "two").status, 201);
    first->kill();
    auto third = start();
    EXPECT_TRUE(has(*third, "one") && has(*third, "two"));
}

TEST_F(Process, OneThatWasStoppedGoesOn)
{
    auto server = start();
    ASSERT_EQ(put(*server, "one").status, 201);
    support::RawClient waiting{server->port()};
    server->signal(SIGSTOP);
    waiting.send(put_request("two"));
    EXPECT_TRUE(waiting.stays_silent(3s));
    server->signal(SIGCONT);
    EXPECT_EQ(waiting.read().status, 201);
    EXPECT_TRUE(has(*server, "one") && has(*server, "two"));
    EXPECT_EQ(put(*server, "three").status, 201);
}

TEST_F(Process, OneThatIsLoadingStopsWhenTold)
{
    constexpr int kAgents = kSlowness == 1 ? 25'000 : 10'000; // more than are loaded at once
    auto server = start({"--max-agents", "0"});
    import(*server, kAgents);
    server->kill();

    server = launch();
    server->port(); // it listens, and has begun to load
    const auto begin = std::chrono::steady_clock::now();
    server->signal(SIGTERM);
    EXPECT_EQ(server->ends(), 0) << server->log();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 1s * kSlowness);
    EXPECT_FALSE(server->has_said("ready")) << "it had loaded everything: the test needs more agents";

    server = start();
    EXPECT_EQ(metric(*server, "registry_active_agents"), kAgents);
}

TEST_F(Process, OnesThatAreKilledAtOnceLeaveNothingBehind)
{
    for (int i = 0; i < 20; ++i) launch()->kill();
    auto server = start();
    EXPECT_EQ(put(*server, "one").status, 201);
    server->kill();
    for (int i = 0; i < 20; ++i) launch()->kill();
    EXPECT_TRUE(has(*start(), "one"));
}

TEST_F(Process, ItsFilesAreItsOwnersAlone)
{
    const auto before = ::umask(0);
    auto server = start();
    ::umask(before);
    EXPECT_EQ(put(*server, "one").status, 201);
    const auto mode_of = [](const std::filesystem::path& path) {
        return static_cast<unsigned>(std::filesystem::status(path).permissions());
    };
    EXPECT_EQ(mode_of(data_), 0700U);
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator{data_}) {
        EXPECT_EQ(mode_of(file.path()), 0600U) << file.path();
        ++files;
    }
    EXPECT_GE(files, 4); // database, log, lock, head
}

TEST_F(Process, ADirectoryThatCannotBeMadeIsSaidInOneLine)
{
    std::ofstream{dir_.path() / "file"} << "not a folder";
    for (const auto* folder : {"file", "file/below"}) {
        SCOPED_TRACE(folder);
        const auto path = dir_.path() / folder;
        auto server = launch({"--data-dir", path});
        expect_refusal(*server, path);
        EXPECT_THAT(server->log(), HasSubstr("--data-dir"));
    }
    auto server = launch({"--data-dir", "/proc/nothing/here"});
    expect_refusal(*server, "/proc/nothing/here");
}

} // namespace
} // namespace a2a::fault
