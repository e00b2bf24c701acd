// SPDX-License-Identifier: Apache-2.0
#include "journal/data_dir.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace a2a {
namespace {

constexpr mode_t kPrivateFile = 0600;
constexpr mode_t kPrivateFolder = 0700;

std::string reason()
{
    return std::strerror(errno);
}

// A new name in a folder is only certain to be there when the folder has been synced.
void sync_folder(const std::filesystem::path& folder)
{
    const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

int open_private(const std::filesystem::path& file, int flags)
{
    return ::open(file.c_str(), flags | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kPrivateFile);
}

// The first line of a small file; "" when there is none.
std::string line_in(const std::filesystem::path& file)
{
    std::ifstream in{file};
    std::string line;
    std::getline(in, line);
    return line;
}

// A process that was just killed holds its locks until the kernel is done with it.
bool is_locked_soon(int fd)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{1};
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK || std::chrono::steady_clock::now() >= end) return false;
        ::poll(nullptr, 0, 10);
    }
    return true;
}

std::uint64_t bytes_of(const std::filesystem::path& file)
{
    std::error_code fault;
    const auto size = std::filesystem::file_size(file, fault);
    return fault ? 0 : size;
}

} // namespace

void DataDir::create() const
{
    std::error_code fault;
    std::filesystem::create_directories(path_.parent_path(), fault);
    if (::mkdir(path_.c_str(), kPrivateFolder) == 0) {
        sync_folder(path_.parent_path());
    } else if (errno != EEXIST || !std::filesystem::is_directory(path_)) {
        throw StorageRefused{"the data directory " + path_.string() + " cannot be made: " + reason() +
                             "; give another --data-dir, or --storage memory"};
    }
    // SQLite gives its other files the mode of this one.
    const int fd = open_private(database(), O_RDWR);
    if (fd < 0)
        throw StorageRefused{database().string() + " cannot be opened for writing: " + reason() +
                             "; the registry needs a data directory of its own (--data-dir)"};
    ::close(fd);
}

bool DataDir::has_database() const
{
    return bytes_of(database()) > 0;
}

bool DataDir::has_log() const
{
    return bytes_of(log()) > 0;
}

std::uint64_t DataDir::bytes() const
{
    return bytes_of(database()) + bytes_of(log());
}

// The backup is good without it. Made by root it belongs to the folder's owner all the same.
void DataDir::stamp_backup(WallTime at) const
{
    const auto next = path_ / "last-backup.new";
    const int fd = open_private(next, O_WRONLY | O_TRUNC);
    if (fd < 0) return;
    struct stat folder {};
    bool done = ::stat(path_.c_str(), &folder) == 0;
    if (done && ::geteuid() == 0) done = ::fchown(fd, folder.st_uid, folder.st_gid) == 0;
    const auto line = print_rfc3339(at) + '\n';
    done = done && ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    ::close(fd);
    if (done) ::rename(next.c_str(), (path_ / "last-backup").c_str());
}

std::optional<WallTime> DataDir::last_backup() const
{
    return parse_rfc3339(line_in(path_ / "last-backup"));
}

DataDirLock::DataDirLock(const DataDir& dir)
{
    const auto file = dir.path() / "lock";
    fd_ = open_private(file, O_RDWR);
    if (fd_ < 0) throw StorageRefused{file.string() + " cannot be opened: " + reason()};
    if (!is_locked_soon(fd_)) {
        const auto holder = line_in(file);
        ::close(fd_);
        throw StorageInUse{"the data directory " + dir.path().string() + " is in use" +
                           (holder.empty() ? std::string{} : " by process " + holder) +
                           "; stop that registry, or give another --data-dir"};
    }
    const auto self = std::to_string(::getpid()) + '\n';
    if (::ftruncate(fd_, 0) == 0) {
        [[maybe_unused]] const auto told = ::pwrite(fd_, self.data(), self.size(), 0);
    }
}

DataDirLock::~DataDirLock()
{
    ::close(fd_);
}

Witness::Witness(const std::filesystem::path& file, std::string_view history)
    : fd_{open_private(file, O_RDWR)}, history_{history}
{
    if (fd_ < 0) throw StorageRefused{file.string() + " cannot be opened for writing: " + reason()};
}

Witness::~Witness()
{
    ::close(fd_);
}

// "head 00000000000000000042 <history>\n", always of one length, so that it is overwritten whole.
void Witness::write(Revision head) noexcept
{
    std::array<char, 128> line{};
    const auto length = std::snprintf(line.data(), line.size(), "head %020llu %s\n",
                                      static_cast<unsigned long long>(head), history_.c_str());
    if (length <= 0) return;
    const auto bytes = std::min(static_cast<std::size_t>(length), line.size());
    [[maybe_unused]] const auto written = ::pwrite(fd_, line.data(), bytes, 0);
}

std::optional<Witness::Statement> Witness::read(const std::filesystem::path& file)
{
    std::ifstream in{file};
    std::string word, number, history;
    if (!(in >> word >> number >> history) || word != "head" || number.size() != 20 ||
        number.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return Statement{.head = std::strtoull(number.c_str(), nullptr, 10), .history = history};
}

void refuse_to_begin_anew(const DataDir& dir)
{
    if (dir.has_database()) return;
    const auto witness = Witness::read(dir.head());
    if (!dir.has_log() && (!witness || witness->head == 0)) return;
    throw StorageRefused{dir.database().string() +
                         " is missing or empty, but there was one; restore it or a backup, or remove " +
                         dir.head().string() + " and " + dir.log().string() + " to begin anew"};
}

// SQLite would copy whatever log lies there into the database. The registry's own database says
// in bytes 18 and 19 that it has a log (2; SQLite file format, 1.3.3), a backup that it has none (1).
void refuse_log_of_another(const DataDir& dir)
{
    std::array<char, 20> head{};
    std::ifstream in{dir.database(), std::ios::binary};
    if (!dir.has_log() || !in.read(head.data(), head.size()) || head[18] != 1) return;
    throw StorageRefused{dir.database().string() +
                         " is a restored backup beside the log of another database; remove " +
                         dir.log().string() + " and " + dir.database().string() + "-shm"};
}

void refuse_lost_writes(const DataDir& dir, Revision head, std::string_view history)
{
    const auto witness = Witness::read(dir.head());
    if (!witness || witness->history != history || witness->head <= head) return;
    throw StorageRefused{
        dir.database().string() + " ends at revision " + std::to_string(head) + ", but revision " +
        std::to_string(witness->head) +
        " was acknowledged: its log was damaged, cut or removed; restore a backup, or remove " +
        dir.head().string() + " to go on without what is lost"};
}

} // namespace a2a
