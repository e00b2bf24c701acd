// SPDX-License-Identifier: Apache-2.0
#include "contract/case.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <set>
#include <stdexcept>

namespace a2a::contract {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files()
{
    std::vector<fs::path> all;
    for (const auto& entry : fs::directory_iterator{fs::path{A2A_SOURCE_DIR} / "tests/contract/cases"})
        if (entry.path().extension() == ".json") all.push_back(entry.path());
    std::ranges::sort(all);
    return all;
}

Json json_in(const fs::path& file)
{
    std::ifstream in{file};
    return Json::parse(in);
}

void read(const fs::path& file, std::vector<Case>& cases)
{
    const auto content = json_in(file);
    const auto no_object = Json::object();
    auto define = json_in(fs::path{A2A_SOURCE_DIR} / "tests/contract/cards.json");
    define.update(content.value("define", no_object));
    for (const auto& one : content.at("cases")) {
        cases.push_back({.name = file.stem().string() + '_' + one.at("name").get<std::string>(),
                         .config = one.value("config", no_object),
                         .tokens = one.value("tokens", Json{}),
                         .define = define,
                         .given = one.value("given", std::vector<std::string>{}),
                         .needs_fresh = one.value("fresh", false),
                         .steps = one.at("steps")});
    }
}

std::vector<Case> read_all()
{
    std::vector<Case> cases;
    for (const auto& file : files()) {
        try {
            read(file, cases);
        } catch (const std::exception& fault) {
            throw std::runtime_error{file.filename().string() + ": " + fault.what()};
        }
    }
    std::set<std::string> names;
    for (const auto& one : cases)
        if (!names.insert(one.name).second) throw std::runtime_error{"two cases are named " + one.name};
    return cases;
}

// What stands for ${inside}.
std::string replacement(std::string_view inside, const Variables& variables)
{
    if (const auto star = inside.rfind('*'); star != std::string_view::npos) {
        std::string repeated;
        for (auto left = std::stoul(std::string{inside.substr(star + 1)}); left > 0; --left)
            repeated += inside.substr(0, star);
        return repeated;
    }
    const auto found = variables.find(inside);
    if (found == variables.end()) throw std::runtime_error{"no step has saved " + std::string{inside}};
    return found->second;
}

} // namespace

void PrintTo(const Case& one, std::ostream* out)
{
    *out << one.name;
}

const std::vector<Case>& all_cases()
{
    static const auto cases = read_all();
    return cases;
}

std::string filled_text(std::string_view text, const Variables& variables)
{
    std::string out;
    for (auto begin = text.find("${"); begin != std::string_view::npos; begin = text.find("${")) {
        const auto end = text.find('}', begin);
        if (end == std::string_view::npos) break;
        out += text.substr(0, begin);
        out += replacement(text.substr(begin + 2, end - begin - 2), variables);
        text.remove_prefix(end + 1);
    }
    return out += text;
}

Json filled(const Json& value, const Variables& variables)
{
    if (value.is_string()) return filled_text(value.get_ref<const std::string&>(), variables);
    auto copy = value;
    if (value.is_structured())
        for (auto& child : copy) child = filled(child, variables);
    return copy;
}

bool is_like(std::string_view pattern, std::string_view text)
{
    const auto star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == text;
    if (!text.starts_with(pattern.substr(0, star))) return false;
    for (auto at = star; at <= text.size(); ++at)
        if (is_like(pattern.substr(star + 1), text.substr(at))) return true;
    return false;
}

} // namespace a2a::contract
