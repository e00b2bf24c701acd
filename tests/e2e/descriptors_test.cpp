// SPDX-License-Identifier: Apache-2.0
// A process without descriptors: says so to whom it can, burns no core, and recovers.
#include "support/server_fixture.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <thread>
#include <vector>

namespace a2a::support {
namespace {

using namespace std::chrono_literals;

constexpr rlim_t kDescriptors = 40;

// The real binary with few descriptors; ended by the destructor.
class Child {
public:
    Child()
    {
        std::array<int, 2> log{};
        if (::pipe(log.data()) != 0) throw std::runtime_error{"pipe"};
        pid_ = ::fork();
        if (pid_ == 0) run(log[1]);
        ::close(log[1]);
        log_ = log[0];
        port_ = read_port();
    }
    ~Child()
    {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        ::close(log_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    std::uint16_t port() const { return port_; }

    // CPU time in clock ticks.
    long ticks() const
    {
        std::ifstream stat{"/proc/" + std::to_string(pid_) + "/stat"};
        std::string field;
        std::vector<std::string> fields;
        while (stat >> field) fields.push_back(field);
        return std::stol(fields.at(13)) + std::stol(fields.at(14));
    }

private:
    [[noreturn]] static void run(int log)
    {
        ::dup2(log, STDERR_FILENO);
        const rlimit few{.rlim_cur = kDescriptors, .rlim_max = kDescriptors};
        ::setrlimit(RLIMIT_NOFILE, &few);
        ::execl(A2A_BINARY, A2A_BINARY, "serve", "--port", "0", "--worker-count", "1", "--storage", "memory",
                "--log-format", "json", "--connections-max", "1000", nullptr);
        ::_exit(127);
    }
    // From its log: …"127.0.0.1:43210"…
    std::uint16_t read_port() const
    {
        constexpr std::string_view kAddress = "127.0.0.1:";
        std::string log;
        std::array<char, 4'096> bytes{};
        for (;;) {
            const auto at = log.find(kAddress);
            if (at != std::string::npos && log.find('"', at) != std::string::npos)
                return static_cast<std::uint16_t>(std::stoi(log.substr(at + kAddress.size())));
            const auto got = ::read(log_, bytes.data(), bytes.size());
            if (got <= 0) throw std::runtime_error{"the registry did not start: " + log};
            log.append(bytes.data(), static_cast<std::size_t>(got));
        }
    }

    pid_t pid_ = -1;
    int log_ = -1;
    std::uint16_t port_ = 0;
};

// 0 when there was no answer: who is turned away with the last descriptor and sends after that
// causes a reset, which may overtake the 503.
int health(RawClient& client)
{
    try {
        client.send(request("GET /health"));
        return client.read().status;
    } catch (const std::exception&) {
        return 0;
    }
}

bool is_told_503(std::uint16_t port)
{
    for (int attempt = 0; attempt < 50; ++attempt) {
        RawClient client{port};
        if (health(client) == 503) return true;
    }
    return false;
}

TEST(Descriptors, ExhaustedAreSurvived)
{
    const Child child;
    std::vector<std::unique_ptr<RawClient>> held;
    int status = 200;
    while (status == 200 && held.size() < kDescriptors) {
        held.push_back(std::make_unique<RawClient>(child.port()));
        status = health(*held.back());
    }
    EXPECT_NE(status, 200);
    EXPECT_TRUE(is_told_503(child.port()));
    ASSERT_GT(held.size(), 5U);

    // Nobody is waiting now: those who are in must not notice.
    const auto before = child.ticks();
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(health(*held.front()), 200);
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_LT(child.ticks() - before, 25) << "half a core or more";

    held.clear();
    for (int attempt = 0; attempt < 100; ++attempt) {
        RawClient client{child.port()};
        if (health(client) == 200) return;
        std::this_thread::sleep_for(20ms);
    }
    FAIL() << "did not recover";
}

} // namespace
} // namespace a2a::support
