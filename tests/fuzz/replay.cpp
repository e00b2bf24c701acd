// SPDX-License-Identifier: Apache-2.0
// replay FILE_OR_FOLDER…: shows the target every kept input, once as it is and then cut short at every
// length (at some lengths, where it is long). Fails when there is none, or when the target ends it.
#include "target.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCutsMax = 64; // of one input

std::vector<fs::path> files_of(int count, char** names)
{
    std::vector<fs::path> files;
    for (int i = 1; i < count; ++i) {
        if (!fs::is_directory(names[i])) {
            files.emplace_back(names[i]);
            continue;
        }
        for (const auto& entry : fs::directory_iterator{names[i]}) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::string read(const fs::path& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{"cannot read " + path.string()};
    return {std::istreambuf_iterator{file}, {}};
}

// In a block of its own size, so that AddressSanitizer sees a step past its end.
void show(std::string_view input)
{
    const std::unique_ptr<char[]> block{new char[input.size()]};
    std::ranges::copy(input, block.get());
    a2a::fuzz::run_measured({block.get(), input.size()});
}

std::size_t show_cut_short(std::string_view input)
{
    std::size_t shown = 0;
    const auto step = input.size() / kCutsMax + 1;
    for (std::size_t length = 0; length < input.size(); length += step, ++shown)
        show(input.substr(0, length));
    return shown;
}

} // namespace

int main(int count, char** names)
{
    try {
        const auto files = files_of(count, names);
        std::size_t shown = 0;
        for (const auto& file : files) {
            std::printf("%s\n", file.filename().c_str()); // the last one named is the culprit
            std::fflush(stdout);
            const auto input = read(file);
            show(input);
            shown += 1 + show_cut_short(input);
        }
        std::printf("%zu files, %zu inputs\n", files.size(), shown);
        return files.empty() ? 1 : 0;
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "replay: %s\n", fault.what());
        return 1;
    }
}
