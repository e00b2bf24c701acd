// SPDX-License-Identifier: Apache-2.0
// The configuration file (TOML): its top-level keys as text, each with its line.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace a2a::config {

struct FileValue {
    std::string key;
    std::string text; // as the setters of rows take it
    std::size_t line = 0;
};

struct FileContent {
    std::vector<FileValue> values;
    std::vector<std::string> errors; // one line each, with file and line
};

FileContent read_file(const std::string& path);

} // namespace a2a::config
