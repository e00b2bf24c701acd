// SPDX-License-Identifier: Apache-2.0
// Configuration files: read or complained about in single lines, and a configuration that is printed as a
// file is the same when it is read again.
#include "config/load.hpp"
#include "config/rows.hpp"
#include "target.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string>

namespace a2a::fuzz {
namespace {

// A file that only this process sees.
class FileInMemory {
public:
    explicit FileInMemory(std::string_view content) : descriptor_{memfd_create("config", MFD_CLOEXEC)}
    {
        must(descriptor_ >= 0 &&
                 write(descriptor_, content.data(), content.size()) == static_cast<ssize_t>(content.size()),
             "there is room for a file");
    }
    ~FileInMemory() { close(descriptor_); }
    FileInMemory(const FileInMemory&) = delete;
    FileInMemory& operator=(const FileInMemory&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

config::Loaded load(std::string_view content)
{
    const FileInMemory file{content};
    return config::load(config::Flags{.file = file.path()}, {});
}

void must_be_lines(const std::vector<std::string>& complaints)
{
    for (const auto& complaint : complaints)
        must(!complaint.empty() &&
                 std::ranges::none_of(complaint, [](unsigned char c) { return c < 0x20 || c == 0x7F; }),
             "a complaint is one line that garbles no terminal");
}

std::string values_of(const Config& config)
{
    std::string values;
    for (const auto& row : config::rows())
        values.append(row.key).append("=").append(row.print(config)).append(1, '\0');
    return values;
}

} // namespace

void run(std::string_view input)
{
    const auto loaded = load(input);
    must_be_lines(loaded.errors);
    must_be_lines(loaded.warnings);
    if (!loaded.errors.empty()) return;
    must(config::check(loaded.config).empty(), "what is loaded has no contradictions");
    const auto again = load(config::print(loaded));
    must(again.errors.empty(), "what is printed is a file");
    must(values_of(again.config) == values_of(loaded.config), "printed and read, the same configuration");
}

} // namespace a2a::fuzz
