// SPDX-License-Identifier: Apache-2.0
#include "http/listener.hpp"
#include "support/temp_dir.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace a2a::http {
namespace {

constexpr mode_t kOwnerAlone = 0600;

// Whether somebody who connects there is taken.
bool answers(const Address& address)
{
    const OwnedFd client{::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    return ::connect(client.get(), address.get(), address.length) == 0;
}

std::string complaint(const ListenAddress& where)
{
    try {
        listen(where, kOwnerAlone, 1);
    } catch (const std::exception& fault) {
        return fault.what();
    }
    return "";
}

class UnixListener : public testing::Test {
protected:
    const support::TempDir folder_;
    const std::string path_ = (folder_.path() / "http.sock").string();
    const Address address_ = unix_address(path_);
};

TEST_F(UnixListener, HasItsModeAndGoesWithItsProcess)
{
    {
        const auto listeners = listen({.path = path_}, 0640, 3);
        EXPECT_EQ(listeners.sockets.size(), 3u);
        EXPECT_EQ(print(listeners.address), "unix:" + path_);
        EXPECT_EQ(print(name_of(listeners.sockets[2].get())), "unix:" + path_);
        struct stat found {};
        ASSERT_EQ(::stat(path_.c_str(), &found), 0);
        EXPECT_EQ(found.st_mode & 07777, 0640u);
        EXPECT_TRUE(answers(address_));
    }
    EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(UnixListener, ReplacesASocketThatNobodyListensOn)
{
    const OwnedFd dead{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    ASSERT_EQ(::bind(dead.get(), address_.get(), address_.length), 0);
    const auto listeners = listen({.path = path_}, kOwnerAlone, 1);
    EXPECT_TRUE(answers(address_));
}

TEST_F(UnixListener, LeavesALivingOneAlone)
{
    const auto living = listen({.path = path_}, kOwnerAlone, 1);
    EXPECT_EQ(complaint({.path = path_}), "unix:" + path_ + ": Address already in use");
    EXPECT_TRUE(answers(address_));
}

TEST_F(UnixListener, LeavesWhatIsNoSocketAlone)
{
    folder_.write("http.sock", "precious");
    EXPECT_EQ(complaint({.path = path_}), "unix:" + path_ + ": a file that is no socket lies there");
    EXPECT_TRUE(std::filesystem::exists(path_));
    EXPECT_EQ(complaint({.path = path_ + ".d/x"}), "unix:" + path_ + ".d/x: No such file or directory");
}

TEST_F(UnixListener, DoesNotRemoveItsSuccessorsSocket)
{
    auto first = listen({.path = path_}, kOwnerAlone, 1);
    std::filesystem::rename(path_, path_ + ".old");
    const auto second = listen({.path = path_}, kOwnerAlone, 1);
    first = {};
    EXPECT_TRUE(answers(address_));
}

TEST(TcpListener, SharesAPortAmongItsOwnAlone)
{
    const auto listeners = listen({.host = "127.0.0.1"}, kOwnerAlone, 3);
    EXPECT_EQ(listeners.sockets.size(), 3u);
    const auto port = listeners.address.port();
    EXPECT_GT(port, 0);
    for (const auto& socket : listeners.sockets) EXPECT_EQ(name_of(socket.get()).port(), port);
    EXPECT_EQ(complaint({.host = "127.0.0.1", .port = port}),
              "127.0.0.1:" + std::to_string(port) + ": Address already in use");
    EXPECT_EQ(complaint({.host = "no.such.host.invalid"}), "no.such.host.invalid: cannot be resolved");
}

TEST(PeerName, IsAnAddressOrUnix)
{
    const Address path = unix_address("/x");
    EXPECT_EQ(peer_name(path.get()), "unix");
    EXPECT_EQ(peer_name(listen({.host = "127.0.0.1"}, kOwnerAlone, 1).address.get()), "127.0.0.1");
}

} // namespace
} // namespace a2a::http
