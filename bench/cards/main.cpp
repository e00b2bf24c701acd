// SPDX-License-Identifier: Apache-2.0
// Writes made cards: NDJSON to the standard output, or a folder of JSON files.
#include "cards/cards.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

struct Options {
    std::uint64_t count = 1000;
    std::uint64_t seed = 1;
    bool guide = false;
    std::string folder;
};

a2a::bench::MadeCard card(const Options& options, std::uint64_t index)
{
    return options.guide ? a2a::bench::guide_card(index) : a2a::bench::real_like_card(options.seed, index);
}

bool write_folder(const Options& options)
{
    std::filesystem::create_directories(options.folder);
    for (std::uint64_t i = 0; i < options.count; ++i) {
        std::ofstream out{std::filesystem::path{options.folder} / ("card-" + std::to_string(i) + ".json")};
        out << card(options, i).json << '\n';
        if (!out.flush()) return false;
    }
    return true;
}

bool write_lines(const Options& options)
{
    for (std::uint64_t i = 0; i < options.count && std::cout; ++i) std::cout << card(options, i).json << '\n';
    return static_cast<bool>(std::cout.flush());
}

} // namespace

int main(int argc, char** argv)
{
    std::ios::sync_with_stdio(false);
    Options options;
    CLI::App app{"Agent cards for measurements, the same for the same seed"};
    app.add_option("--count", options.count, "how many")->capture_default_str();
    app.add_option("--seed", options.seed, "of the real-like cards")->capture_default_str();
    app.add_flag("--guide", options.guide, "the performance guide's 300-byte card instead of real-like ones");
    app.add_option("--folder", options.folder, "write one file a card here instead of one line a card");
    CLI11_PARSE(app, argc, argv);
    try {
        if (options.folder.empty() ? write_lines(options) : write_folder(options)) return 0;
        std::cerr << "cards: cannot write\n";
    } catch (const std::exception& fault) {
        std::cerr << "cards: " << fault.what() << '\n';
    }
    return 1;
}
