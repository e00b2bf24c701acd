// SPDX-License-Identifier: Apache-2.0
#include "relevance/judged.hpp"

#include <charconv>
#include <stdexcept>

namespace a2a::bench {
namespace {

// Cuts what stands before the separator off `text`.
std::string_view take(std::string_view& text, char separator)
{
    const auto end = text.find(separator);
    const auto part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

// Names may contain "=", grades do not.
bool read_grade(std::string_view field, Grades& grades)
{
    const auto equals = field.rfind('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    const auto digits = field.substr(equals + 1);
    int grade = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), grade);
    if (fault != std::errc{} || end != digits.data() + digits.size() || grade < 0 || grade > 3) return false;
    return grades.emplace(field.substr(0, equals), grade).second;
}

} // namespace

std::vector<Judged> parse_judged(std::string_view lines)
{
    std::vector<Judged> all;
    for (std::size_t number = 1; !lines.empty(); ++number) {
        auto line = take(lines, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#')) continue;
        Judged judged{.query = std::string{take(line, '\t')}, .grades = {}};
        bool fine = !judged.query.empty();
        while (fine && !line.empty()) fine = read_grade(take(line, '\t'), judged.grades);
        if (!fine)
            throw std::runtime_error("line " + std::to_string(number) + " is not query<TAB>agent=grade…");
        all.push_back(std::move(judged));
    }
    return all;
}

} // namespace a2a::bench
