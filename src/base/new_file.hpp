// SPDX-License-Identifier: Apache-2.0
// A file that appears whole or not at all: it is written as FILE.new beside it, for its owner
// alone, synced, and renamed. Two at once for the same file are refused.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace a2a {

// Why a file cannot be written: a line for the operator, with its name.
class FileRefused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class NewFile {
public:
    enum class Over : std::uint8_t { nothing, existing };

    // Throws FileRefused, as all here: when there is one already and it is not to be replaced,
    // or what is there is no regular file.
    NewFile(std::filesystem::path file, Over over);
    ~NewFile(); // what was not published is gone
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    const std::filesystem::path& path() const { return draft_; } // where it is written
    int descriptor() const { return fd_; }
    void write(std::string_view bytes);
    void publish();

private:
    void rename() const;

    const std::filesystem::path file_;
    const std::filesystem::path draft_;
    const Over over_;
    int fd_ = -1;
    bool published_ = false;
};

// All of it, whatever pieces the kernel takes; `name` is what a failure calls it.
void write_all(int fd, std::string_view bytes, std::string_view name);

} // namespace a2a
