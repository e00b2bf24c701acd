// SPDX-License-Identifier: Apache-2.0
// A file that exists as long as the test that wrote it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace a2a::config {

class FileOnDisk {
public:
    explicit FileOnDisk(std::string_view content)
        : path_{testing::TempDir() + "a2a-config-" + std::to_string(getpid()) + ".toml"}
    {
        std::ofstream{path_, std::ios::binary} << content;
    }
    ~FileOnDisk() { std::filesystem::remove(path_); }
    FileOnDisk(const FileOnDisk&) = delete;
    FileOnDisk& operator=(const FileOnDisk&) = delete;

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace a2a::config
