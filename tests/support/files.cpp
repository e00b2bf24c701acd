// SPDX-License-Identifier: Apache-2.0
#include "support/files.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace a2a::support {

std::filesystem::path source_dir()
{
    return A2A_SOURCE_DIR;
}

std::string read(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream out;
    if (!in || !(out << in.rdbuf())) throw std::runtime_error{"cannot read " + file.string()};
    return std::move(out).str();
}

Tree tree(std::string_view folder, const std::vector<std::string>& suffixes)
{
    Tree found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{source_dir() / folder}) {
        const auto name = entry.path().lexically_relative(source_dir()).generic_string();
        const auto wanted = [&](const std::string& suffix) { return name.ends_with(suffix); };
        if (entry.is_regular_file() && std::ranges::any_of(suffixes, wanted)) {
            found.push_back({name, read(entry.path())});
        }
    }
    std::ranges::sort(found, {}, &SourceFile::name);
    return found;
}

std::vector<std::string_view> lines(std::string_view text)
{
    std::vector<std::string_view> found;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        found.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
}

std::string section(std::string_view markdown, std::string_view name)
{
    const auto begin = "<!-- begin: " + std::string{name} + " -->\n";
    const auto end = "<!-- end: " + std::string{name} + " -->";
    const auto from = markdown.find(begin);
    const auto until = markdown.find(end, from);
    if (from == std::string_view::npos || until == std::string_view::npos) {
        throw std::runtime_error{"the document has no section \"" + std::string{name} + "\""};
    }
    const auto text = from + begin.size();
    return std::string{markdown.substr(text, until - text)};
}

} // namespace a2a::support
