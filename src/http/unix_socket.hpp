// SPDX-License-Identifier: Apache-2.0
// The part of listening that only a Unix socket has: it is a file, with a mode, and it stays
// behind when its process is killed.
#pragma once

#include "http/owned_fd.hpp"

#include <sys/types.h>

#include <string>
#include <utility>

namespace a2a::http {

// The file of a socket that this process is bound to. It goes when this does, unless it is
// another's by then.
class SocketFile {
public:
    SocketFile() = default;
    explicit SocketFile(std::string path); // which exists
    SocketFile(SocketFile&& other) noexcept;
    SocketFile& operator=(SocketFile&& other) noexcept;
    SocketFile(const SocketFile&) = delete;
    SocketFile& operator=(const SocketFile&) = delete;
    ~SocketFile() { remove(); }

    void remove(); // nobody can connect from then on; who has is in the queue

private:
    std::string path_; // empty = none
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

// Binds a socket at the path, with this mode; it does not listen yet, so nobody connects before
// the mode is set. A socket that lies there already is replaced when nobody listens on it.
// Throws std::exception with a line for the operator.
std::pair<OwnedFd, SocketFile> bind_unix(const std::string& path, mode_t mode);

} // namespace a2a::http
