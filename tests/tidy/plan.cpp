// SPDX-License-Identifier: Apache-2.0
#include "tidy/plan.hpp"

#include "tidy/source_text.hpp"

#include <algorithm>
#include <sstream>

namespace a2a::tidy {
namespace {

using support::SourceFile;
using support::Tree;

std::string at(const SourceFile& file, std::size_t line, const std::string& what)
{
    return file.name + ":" + std::to_string(line) + ": " + what;
}

// "http" of "src/http/session.cpp", and of the include "http/session.hpp"; "" when there is none.
std::string room_of(std::string_view path)
{
    if (path.starts_with("src/")) path.remove_prefix(4);
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? "" : std::string{path.substr(0, slash)};
}

bool is_product(const Include& include)
{
    return !include.quoted && include.target.starts_with("a2a/");
}

bool is_asio(const Include& include)
{
    return include.target.starts_with("boost/asio") || include.target.starts_with("boost/beast");
}

// All the rooms that can be reached from `room`.
std::set<std::string> reach(const Plan& plan, const std::string& room)
{
    std::set<std::string> seen;
    std::vector<std::string> next{room};
    while (!next.empty()) {
        const auto found = plan.find(next.back());
        next.pop_back();
        if (found == plan.end()) continue;
        for (const auto& other : found->second) {
            if (seen.insert(other).second) next.push_back(other);
        }
    }
    return seen;
}

// What is wrong with one quoted include; "" when nothing is.
std::string fault_of(const Include& include, const std::string& room, const Plan& plan)
{
    const auto target = room_of(include.target);
    if (target.empty() || !plan.contains(target)) {
        return "\"" + include.target + "\" is in no room: includes are written from src/";
    }
    if (target != room && !plan.at(room).contains(target)) return room + " does not see " + target;
    return "";
}

// The files among `sources` that `file` includes.
std::vector<std::string> neighbours(const SourceFile& file)
{
    std::vector<std::string> names;
    for (const auto& include : includes_of(file.text)) {
        if (is_product(include)) names.push_back("include/" + include.target);
        if (include.quoted) names.push_back("src/" + include.target);
    }
    return names;
}

bool names_asio(const SourceFile& file)
{
    return std::ranges::any_of(includes_of(file.text), is_asio);
}

} // namespace

Plan plan_of(std::string_view cmake)
{
    Plan plan;
    for (auto line : support::lines(cmake)) {
        constexpr std::string_view kCall = "add_room(";
        if (!line.starts_with(kCall)) continue;
        line.remove_prefix(kCall.size());
        std::istringstream words{std::string{line.substr(0, line.find(')'))}};
        std::string room;
        std::string word;
        words >> room >> word; // the second is SEES
        auto& sees = plan[room];
        while (words >> word && word != "LINKS") sees.insert(word);
    }
    return plan;
}

Complaints faults_of(const Plan& plan)
{
    Complaints complaints;
    for (const auto& [room, sees] : plan) {
        if (reach(plan, room).contains(room)) complaints.push_back(room + " sees itself around a corner");
        for (const auto& other : sees) {
            if (!plan.contains(other)) complaints.push_back(room + " sees " + other + ", which is no room");
        }
    }
    return complaints;
}

Complaints broken_walls(const Tree& sources, const Plan& plan)
{
    Complaints complaints;
    for (const auto& file : sources) {
        const auto room = room_of(file.name);
        if (!plan.contains(room)) {
            complaints.push_back(file.name + ": is in no room");
            continue;
        }
        for (const auto& include : includes_of(file.text)) {
            const auto fault = include.quoted ? fault_of(include, room, plan) : "";
            if (!fault.empty()) complaints.push_back(at(file, include.line, fault));
        }
    }
    return complaints;
}

Complaints leaks_of_product(const Tree& headers)
{
    Complaints complaints;
    for (const auto& file : headers) {
        for (const auto& include : includes_of(file.text)) {
            const auto folder = include.target.find('/');
            const bool outside = folder == std::string::npos || is_product(include) ||
                                 (include.target.starts_with("boost/") && !is_asio(include));
            if (include.quoted || !outside) {
                complaints.push_back(at(file, include.line, "the product includes " + include.target));
            }
        }
    }
    return complaints;
}

std::set<std::string> units_with_asio(const Tree& sources)
{
    std::set<std::string> reached;
    for (const auto& file : sources) {
        if (names_asio(file)) reached.insert(file.name);
    }
    const auto touched = [&](const std::string& name) { return reached.contains(name); };
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& file : sources) {
            if (reached.contains(file.name) || !std::ranges::any_of(neighbours(file), touched)) continue;
            reached.insert(file.name);
            grew = true;
        }
    }
    std::erase_if(reached, [](const std::string& name) { return !name.ends_with(".cpp"); });
    return reached;
}

} // namespace a2a::tidy
