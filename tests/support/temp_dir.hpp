// SPDX-License-Identifier: Apache-2.0
// A directory that exists as long as the test that made it.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace a2a::support {

class TempDir {
public:
    TempDir()
    {
        auto name = (std::filesystem::temp_directory_path() / "a2a-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::system_error{errno, std::generic_category(), name};
        path_ = name;
    }
    ~TempDir()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    const std::filesystem::path& path() const { return path_; }

    // Writes a file that only its owner may read, unless `mode` says otherwise; answers its path.
    std::string write(std::string_view name, std::string_view content,
                      std::filesystem::perms mode = std::filesystem::perms{0600}) const
    {
        const auto file = path_ / name;
        std::ofstream{file, std::ios::binary} << content;
        std::filesystem::permissions(file, mode);
        return file.string();
    }

private:
    std::filesystem::path path_;
};

} // namespace a2a::support
