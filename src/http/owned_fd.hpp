// SPDX-License-Identifier: Apache-2.0
// A file descriptor that is closed when nobody took it.
#pragma once

#include <unistd.h>

#include <utility>

namespace a2a::http {

class OwnedFd {
public:
    explicit OwnedFd(int fd = -1) : fd_{fd} {}
    OwnedFd(OwnedFd&& other) noexcept : fd_{other.release()} {}
    OwnedFd& operator=(OwnedFd&& other) noexcept
    {
        if (this != &other) {
            if (fd_ >= 0) ::close(fd_);
            fd_ = other.release();
        }
        return *this;
    }
    OwnedFd(const OwnedFd&) = delete;
    OwnedFd& operator=(const OwnedFd&) = delete;
    ~OwnedFd()
    {
        if (fd_ >= 0) ::close(fd_);
    }

    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }
    void close() { *this = OwnedFd{}; }

private:
    int fd_;
};

} // namespace a2a::http
