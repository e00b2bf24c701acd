// SPDX-License-Identifier: Apache-2.0
#include "tidy/told.hpp"

#include "tidy/source_text.hpp"

#include <algorithm>
#include <regex>

namespace a2a::tidy {

Names matches(const std::string& text, const char* pattern)
{
    Names found;
    const std::regex expression{pattern};
    for (std::sregex_iterator at{text.begin(), text.end(), expression}, end; at != end; ++at)
        found.insert((*at)[1]);
    return found;
}

void add_files(support::Tree& tree, std::string_view folder, const std::vector<std::string>& suffixes)
{
    for (auto& file : support::tree(folder, suffixes))
        if (file.name.find("node_modules/") == std::string::npos) tree.push_back(std::move(file));
}

support::Tree documents()
{
    support::Tree found;
    for (const auto* name : {"README.md", "SECURITY.md"})
        found.push_back({name, support::read(support::source_dir() / name)});
    for (const auto* folder : {"config", "docker"})
        add_files(found, folder, {".md", ".conf", ".service", ".socket"});
    for (const auto* folder : {"bench", "src", "tests"}) add_files(found, folder, {".md"});
    return found;
}

Names literals_after(const support::Tree& sources, std::initializer_list<std::string_view> signs)
{
    Names found;
    for (const auto& [name, text] : sources) {
        const auto code = code_of(text);
        for (const auto& literal : literals_of(text)) {
            const auto begin = code.find_last_of(";{}", literal.at) + 1;
            const auto statement = code.substr(begin, literal.at - begin);
            const auto stands = [&](std::string_view sign) {
                return statement.find(sign) != std::string::npos;
            };
            if (std::ranges::any_of(signs, stands)) found.insert(literal.text);
        }
    }
    return found;
}

} // namespace a2a::tidy
