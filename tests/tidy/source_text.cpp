// SPDX-License-Identifier: Apache-2.0
#include "tidy/source_text.hpp"

#include "support/files.hpp"

#include <algorithm>
#include <cctype>

namespace a2a::tidy {
namespace {

bool is_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Where the literal that begins at `from` ends: after its closing quote, or at the end of the line.
std::size_t end_of_literal(std::string_view text, std::size_t from)
{
    const char quote = text[from];
    auto at = from + 1;
    while (at < text.size() && text[at] != quote && text[at] != '\n') at += text[at] == '\\' ? 2U : 1U;
    return std::min(at + 1, text.size());
}

// Where the raw string whose quote is at `from` ends: R"tag( ... )tag".
std::size_t end_of_raw_literal(std::string_view text, std::size_t from)
{
    const auto open = text.find('(', from);
    if (open == std::string_view::npos) return text.size();
    const auto close = ")" + std::string{text.substr(from + 1, open - from - 1)} + "\"";
    const auto end = text.find(close, open);
    return end == std::string_view::npos ? text.size() : end + close.size();
}

std::size_t end_of_comment(std::string_view text, std::size_t from)
{
    if (text[from + 1] == '/') return std::min(text.find('\n', from), text.size());
    const auto end = text.find("*/", from + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
}

// Where the comment or literal that begins at `at` ends; `at` when none begins there.
std::size_t end_of_blank(std::string_view text, std::size_t at)
{
    const char c = text[at];
    const char before = at == 0 ? ' ' : text[at - 1];
    const auto next = text.substr(at, 2);
    if (next == "//" || next == "/*") return end_of_comment(text, at);
    if (c == '"') return before == 'R' ? end_of_raw_literal(text, at) : end_of_literal(text, at);
    if (c == '\'' && !is_word(before)) return end_of_literal(text, at); // 1'000 is a number
    return at;
}

std::string_view trimmed(std::string_view text)
{
    const auto from = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(from);
}

} // namespace

std::string code_of(std::string_view text)
{
    std::string code{text};
    for (std::size_t at = 0; at < text.size();) {
        const auto end = end_of_blank(text, at);
        std::replace_if(
            code.begin() + static_cast<std::ptrdiff_t>(at), code.begin() + static_cast<std::ptrdiff_t>(end),
            [](char c) { return c != '\n'; }, ' ');
        at = std::max(end, at + 1);
    }
    return code;
}

std::vector<Literal> literals_of(std::string_view text)
{
    std::vector<Literal> found;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = end_of_blank(text, at);
        if (text[at] == '"' && end >= at + 2 && (at == 0 || text[at - 1] != 'R'))
            found.push_back({at, std::string{text.substr(at + 1, end - at - 2)}});
        at = std::max(end, at + 1);
    }
    return found;
}

std::vector<Include> includes_of(std::string_view text)
{
    constexpr std::string_view kDirective = "#include";
    const auto code = code_of(text); // says which directives are real; the names are in the text
    const auto all = support::lines(text);
    const auto real = support::lines(code);

    std::vector<Include> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!trimmed(real[i]).starts_with(kDirective)) continue;
        const auto name = trimmed(trimmed(all[i]).substr(kDirective.size()));
        if (name.empty()) continue;
        const auto end = name.find(name.front() == '"' ? '"' : '>', 1);
        found.push_back({i + 1, std::string{name.substr(1, end - 1)}, name.front() == '"'});
    }
    return found;
}

} // namespace a2a::tidy
