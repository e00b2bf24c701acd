// SPDX-License-Identifier: Apache-2.0
#include "e2e/raw_case.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace a2a::support {
namespace {

// "{text*N}" at the front of `spelled`, taken off; false when there is none.
bool take_repetition(std::string_view& spelled, std::string_view& text, std::size_t& times)
{
    const auto end = spelled.find_first_of("{}", 1);
    if (!spelled.starts_with('{') || end == std::string_view::npos || spelled[end] != '}') return false;
    const auto whole = spelled.substr(1, end - 1);
    const auto star = whole.rfind('*');
    if (star == std::string_view::npos || star + 1 == whole.size()) return false;
    const auto count = whole.substr(star + 1);
    if (!std::ranges::all_of(count, [](char c) { return c >= '0' && c <= '9'; })) return false;
    times = std::stoul(std::string{count});
    text = whole.substr(0, star);
    spelled.remove_prefix(end + 1);
    return true;
}

char take_escape(std::string_view& spelled)
{
    constexpr std::string_view kLetters = "rnt0\\", kMeanings{"\r\n\t\0\\", 5};
    const auto letter = spelled.at(1);
    if (letter == 'x') {
        const auto code = std::stoul(std::string{spelled.substr(2, 2)}, nullptr, 16);
        spelled.remove_prefix(4);
        return static_cast<char>(code);
    }
    const auto which = kLetters.find(letter);
    if (which == std::string_view::npos) throw std::runtime_error{"no such escape"};
    spelled.remove_prefix(2);
    return kMeanings[which];
}

std::string spell_out(std::string_view spelled)
{
    std::string bytes;
    while (!spelled.empty()) {
        std::string_view text;
        std::size_t times = 0;
        if (take_repetition(spelled, text, times)) {
            const auto once = spell_out(text);
            while (times-- > 0) bytes += once;
        } else if (spelled.front() == '\\') {
            bytes += take_escape(spelled);
        } else {
            bytes += spelled.front() == '|' ? std::string_view{"\r\n"} : spelled.substr(0, 1);
            spelled.remove_prefix(1);
        }
    }
    return bytes;
}

void read_wanted(RawCase& raw, const std::string& wanted)
{
    std::istringstream words{spell_out(wanted)};
    for (std::string word; words >> word;) {
        if (raw.closes || raw.never_ends) throw std::runtime_error{"something is wanted after the end"};
        raw.never_ends = word == "-";
        raw.closes = word.ends_with('!');
        if (!raw.never_ends)
            raw.answers.push_back(
                {std::stoi(word), word.find('h') != std::string::npos, word.ends_with('?')});
    }
}

RawCase case_of(const std::string& line)
{
    std::vector<std::string> columns;
    std::istringstream in{line};
    for (std::string column; std::getline(in, column, '\t');) columns.push_back(column);
    if (columns.size() != 4) throw std::runtime_error{"not four columns"};
    RawCase raw{.name = columns[0], .rfc = columns[1], .answers = {}, .bytes = spell_out(columns[3])};
    read_wanted(raw, columns[2]);
    return raw;
}

} // namespace

std::vector<RawCase> raw_cases(std::string_view topic)
{
    const auto file = std::string{A2A_SOURCE_DIR "/tests/e2e/raw/"}.append(topic) + ".tsv";
    std::ifstream lines{file};
    std::vector<RawCase> cases;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) continue;
        try {
            cases.push_back(case_of(line));
        } catch (const std::exception& fault) {
            throw std::runtime_error{file + ": " + fault.what() + ": " + line};
        }
    }
    if (cases.empty()) throw std::runtime_error{file + " has no cases"};
    return cases;
}

} // namespace a2a::support
