// SPDX-License-Identifier: Apache-2.0
#include "app/service_manager.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>

namespace a2a {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

constexpr pid_t kSelf = 4711;

// What a service manager would hear.
class NotifySocket {
public:
    explicit NotifySocket(const std::string& name) : fd_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)}
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        name.copy(address.sun_path, sizeof address.sun_path - 1);
        if (name.starts_with('@')) address.sun_path[0] = '\0';
        const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), length) != 0)
            throw std::system_error{errno, std::generic_category(), name};
    }
    ~NotifySocket() { ::close(fd_); }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    std::string next()
    {
        std::array<char, 4'096> bytes{};
        const auto got = ::recv(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        return got < 0 ? "nothing" : std::string{bytes.data(), static_cast<std::size_t>(got)};
    }

private:
    int fd_;
};

TEST(PassedSockets, AreThoseForThisProcess)
{
    EXPECT_THAT(passed_sockets({}, kSelf), IsEmpty());
    EXPECT_THAT(passed_sockets({{"LISTEN_FDS", "2"}, {"LISTEN_PID", "4711"}}, kSelf), ElementsAre(3, 4));
    EXPECT_THAT(passed_sockets({{"LISTEN_FDS", "0"}, {"LISTEN_PID", "4711"}}, kSelf), IsEmpty());
    EXPECT_THAT(passed_sockets({{"LISTEN_FDS", "2"}, {"LISTEN_PID", "4712"}}, kSelf), IsEmpty());
    EXPECT_THAT(passed_sockets({{"LISTEN_FDS", "2"}, {"LISTEN_PID", "4711x"}}, kSelf), IsEmpty());
    EXPECT_THAT(passed_sockets({{"LISTEN_FDS", "2"}}, kSelf), IsEmpty());
}

TEST(PassedSockets, MustBeANumber)
{
    for (const auto* wrong : {"x", "-1", "1025", "2 "})
        EXPECT_THROW(passed_sockets({{"LISTEN_FDS", wrong}, {"LISTEN_PID", "4711"}}, kSelf),
                     std::runtime_error)
            << wrong;
}

TEST(NotifierTalk, IsWhatSystemdExpects)
{
    const support::TempDir folder;
    const auto path = (folder.path() / "notify").string();
    for (const auto& name : {path, "@a2a-registry-test-" + std::to_string(::getpid())}) {
        NotifySocket manager{name};
        const Notifier notifier{{{"NOTIFY_SOCKET", name}}, kSelf};
        notifier.ready("serving");
        EXPECT_EQ(manager.next(), "READY=1\nSTATUS=serving");
        notifier.reloading();
        EXPECT_THAT(manager.next(), MatchesRegex("RELOADING=1\nMONOTONIC_USEC=[0-9]+"));
        notifier.alive();
        EXPECT_EQ(manager.next(), "WATCHDOG=1");
        notifier.stopping();
        EXPECT_EQ(manager.next(), "STOPPING=1\nSTATUS=finishing what is under way");
        EXPECT_EQ(manager.next(), "nothing"); // what the negative answer looks like
    }
}

TEST(NotifierTalk, ToNobodyDoesNoHarm)
{
    Notifier{{}, kSelf}.alive();
    Notifier{{{"NOTIFY_SOCKET", "/nonexistent/notify"}}, kSelf}.alive();
    Notifier{{{"NOTIFY_SOCKET", std::string(200, 'x')}}, kSelf}.alive();
}

TEST(NotifierPeriod, IsHalfOfWhatIsAllowed)
{
    using namespace std::chrono_literals;
    const auto period = [](const std::string& microseconds, const std::string& process) {
        return Notifier{{{"NOTIFY_SOCKET", "@x"}, {"WATCHDOG_USEC", microseconds}, {"WATCHDOG_PID", process}},
                        kSelf}
            .alive_every();
    };
    EXPECT_EQ(period("30000000", "4711"), 15s);
    EXPECT_EQ(period("30000000", ""), 15s);
    EXPECT_EQ(period("1", ""), 1ms);
    EXPECT_EQ(period("30000000", "4712"), std::nullopt);
    EXPECT_EQ(period("0", ""), std::nullopt);
    EXPECT_EQ(period("soon", ""), std::nullopt);
    EXPECT_EQ((Notifier{{{"WATCHDOG_USEC", "30000000"}}, kSelf}.alive_every()), std::nullopt);
}

} // namespace
} // namespace a2a
