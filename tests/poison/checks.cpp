// SPDX-License-Identifier: Apache-2.0
#include "poison/checks.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace a2a::poison {
namespace {

bool is_name(std::string_view name)
{
    const auto may_stand = [](unsigned char letter) {
        return std::isalnum(letter) != 0 || letter == '_' || letter == ':';
    };
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
           std::ranges::all_of(name, may_stand);
}

bool is_number(std::string_view text)
{
    if (text == "+Inf" || text == "NaN") return true;
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size();
}

// Takes `{name="value",…}` off the front.
bool take_labels(std::string_view& rest)
{
    if (!rest.starts_with('{')) return true;
    rest.remove_prefix(1);
    while (!rest.starts_with('}')) {
        const auto equals = rest.find("=\"");
        if (equals == std::string_view::npos || !is_name(rest.substr(0, equals))) return false;
        rest.remove_prefix(equals + 2);
        std::size_t end = 0;
        for (; end < rest.size() && rest[end] != '"'; ++end) {
            if (rest[end] != '\\') continue;
            if (++end == rest.size() || std::string_view{"\\\"n"}.find(rest[end]) == std::string_view::npos)
                return false;
        }
        if (end >= rest.size()) return false;
        rest.remove_prefix(end + 1);
        if (rest.starts_with(',')) rest.remove_prefix(1);
    }
    rest.remove_prefix(1);
    return true;
}

bool is_sample(std::string_view line)
{
    const auto end = line.find_first_of("{ ");
    if (end == std::string_view::npos || !is_name(line.substr(0, end))) return false;
    line.remove_prefix(end);
    return take_labels(line) && line.starts_with(' ') && is_number(line.substr(1));
}

bool is_comment(std::string_view line)
{
    if (!line.starts_with("# HELP ") && !line.starts_with("# TYPE ")) return false;
    line.remove_prefix(7);
    return is_name(line.substr(0, line.find(' ')));
}

} // namespace

std::string fault_in_json(std::string_view text)
{
    // nlohmann 3.11 takes what follows a NUL for nothing.
    if (text.find('\0') != std::string_view::npos) return "has a NUL";
    return nlohmann::json::accept(text) ? "" : "is no JSON";
}

std::string fault_in_metrics(std::string_view text)
{
    if (text.empty() || text.back() != '\n') return "does not end its last line";
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() + 1);
        if (!is_sample(line) && !is_comment(line)) return "has the line " + std::string{line};
    }
    return {};
}

} // namespace a2a::poison
