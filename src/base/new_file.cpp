// SPDX-License-Identifier: Apache-2.0
#include "base/new_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

namespace a2a {
namespace {

constexpr mode_t kPrivate = 0600;

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view why)
{
    throw FileRefused{file.string() + ' ' + std::string{why}};
}

[[noreturn]] void refuse_with_reason(const std::filesystem::path& file, std::string_view what)
{
    refuse(file, std::string{what} + ": " + std::strerror(errno));
}

void sync_folder_of(const std::filesystem::path& file)
{
    const auto folder = file.parent_path();
    const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

void require_free(const std::filesystem::path& file, NewFile::Over over)
{
    struct stat present {};
    if (::stat(file.c_str(), &present) != 0) return;
    if (!S_ISREG(present.st_mode)) refuse(file, "is no regular file");
    if (over == NewFile::Over::nothing) refuse(file, "exists already");
}

// Whoever had the lock before may have published, and a file opened before that is now his.
bool is_still(const std::filesystem::path& name, int fd)
{
    struct stat named {};
    struct stat opened {};
    return ::lstat(name.c_str(), &named) == 0 && ::fstat(fd, &opened) == 0 && S_ISREG(opened.st_mode) &&
           named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

} // namespace

NewFile::NewFile(std::filesystem::path file, Over over)
    : file_{std::move(file)}, draft_{file_.string() + ".new"}, over_{over}
{
    require_free(file_, over_);
    fd_ = ::open(draft_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kPrivate);
    if (fd_ < 0) refuse_with_reason(draft_, "cannot be made");
    const char* const fault = ::flock(fd_, LOCK_EX | LOCK_NB) != 0 || !is_still(draft_, fd_)
                                  ? "is being written"
                              : ::ftruncate(fd_, 0) != 0 || ::fchmod(fd_, kPrivate) != 0 ? "cannot be written"
                                                                                         : nullptr;
    if (fault == nullptr) return;
    ::close(fd_);
    refuse(draft_, fault);
}

NewFile::~NewFile()
{
    if (!published_) ::unlink(draft_.c_str());
    ::close(fd_);
}

void NewFile::write(std::string_view bytes)
{
    write_all(fd_, bytes, draft_.string());
}

void NewFile::publish()
{
    if (::fsync(fd_) != 0) refuse_with_reason(draft_, "cannot be brought to the disk");
    rename();
    published_ = true;
    sync_folder_of(file_);
}

// Not every file system can refuse to replace.
void NewFile::rename() const
{
    if (over_ == Over::nothing) {
        if (::renameat2(AT_FDCWD, draft_.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) == 0) return;
        if (errno == EEXIST) refuse(file_, "exists already");
    }
    require_free(file_, over_);
    if (::rename(draft_.c_str(), file_.c_str()) != 0) refuse_with_reason(file_, "cannot be made");
}

void write_all(int fd, std::string_view bytes, std::string_view name)
{
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) refuse_with_reason(std::filesystem::path{name}, "cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace a2a
