// SPDX-License-Identifier: Apache-2.0
// The source tree as the tests read it: files, their lines, and parts of documents.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::support {

// A file by its name relative to the source tree, with '/' between folders.
struct SourceFile {
    std::string name;
    std::string text;
};
using Tree = std::vector<SourceFile>;

std::filesystem::path source_dir();

// The whole file; throws when it cannot be read, which fails the test that asked.
std::string read(const std::filesystem::path& file);

// Every file below `folder` (relative to the source tree) that ends in one of `suffixes`, by name.
Tree tree(std::string_view folder, const std::vector<std::string>& suffixes);

// Without line ends; the last line counts even when it has none.
std::vector<std::string_view> lines(std::string_view text);

// What stands between the lines "<!-- begin: name -->" and "<!-- end: name -->" of a document,
// without the two; throws when there is no such pair. This is how a test compares a table in
// the README with the table in the code.
std::string section(std::string_view markdown, std::string_view name);

} // namespace a2a::support
