// SPDX-License-Identifier: Apache-2.0
#include "http/unix_socket.hpp"

#include "http/address.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace a2a::http {
namespace {

[[noreturn]] void fail(const std::string& path, int error)
{
    throw std::system_error{error, std::generic_category(), "unix:" + path};
}

OwnedFd unix_socket()
{
    return OwnedFd{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
}

// Only a refusal says for certain that nobody does.
bool is_listened_on(const std::string& path)
{
    const auto socket = unix_socket();
    const auto address = unix_address(path);
    return ::connect(socket.get(), address.get(), address.length) == 0 || errno != ECONNREFUSED;
}

void remove_stale(const std::string& path)
{
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return; // bind() says what is wrong, if anything is
    if (!S_ISSOCK(found.st_mode))
        throw std::runtime_error{"unix:" + path + ": a file that is no socket lies there"};
    if (!is_listened_on(path)) ::unlink(path.c_str());
}

} // namespace

SocketFile::SocketFile(std::string path) : path_{std::move(path)}
{
    struct stat found {};
    if (::lstat(path_.c_str(), &found) != 0) fail(path_, errno);
    device_ = found.st_dev;
    inode_ = found.st_ino;
}

SocketFile::SocketFile(SocketFile&& other) noexcept
    : path_{std::exchange(other.path_, {})}, device_{other.device_}, inode_{other.inode_}
{
}

SocketFile& SocketFile::operator=(SocketFile&& other) noexcept
{
    if (this != &other) {
        remove();
        path_ = std::exchange(other.path_, {});
        device_ = other.device_;
        inode_ = other.inode_;
    }
    return *this;
}

void SocketFile::remove()
{
    if (path_.empty()) return;
    struct stat found {};
    const bool is_ours =
        ::lstat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_;
    if (is_ours) ::unlink(path_.c_str());
    path_.clear();
}

std::pair<OwnedFd, SocketFile> bind_unix(const std::string& path, mode_t mode)
{
    remove_stale(path);
    auto socket = unix_socket();
    if (socket.get() < 0) fail(path, errno);
    const auto address = unix_address(path);
    if (::bind(socket.get(), address.get(), address.length) != 0) fail(path, errno);
    SocketFile file{path};
    if (::chmod(path.c_str(), mode) != 0) fail(path, errno);
    return {std::move(socket), std::move(file)};
}

} // namespace a2a::http
