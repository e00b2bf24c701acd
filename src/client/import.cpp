// SPDX-License-Identifier: Apache-2.0
#include "client/import.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace a2a::client {
namespace {

constexpr int kRounds = 5;                     // for lines that an overloaded server did not take
constexpr std::size_t kPieceLines = 4'096;     // results come soon
constexpr std::size_t kPieceBytes = 1'000'000; // nginx takes 1 MiB where nobody told it otherwise

struct Line {
    std::size_t number = 0; // of those sent, from 1
    std::string_view text = {};
};

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::vector<Line> lines_in(std::string_view text)
{
    std::vector<Line> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        if (const auto line = text.substr(0, end); !is_blank(line)) lines.push_back({number, line});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool was_not_taken(const Imported& result)
{
    return result.refusal && result.refusal->code == Errc::overloaded;
}

// A result for each line of `which`, with its number among all lines.
Result<std::vector<Imported>> send_some(const std::vector<Line>& lines, const std::vector<std::size_t>& which,
                                        const SendLines& send)
{
    std::string body;
    for (const auto i : which) body.append(lines[i].text).append("\n");
    auto results = send(std::move(body));
    if (!results) return results;
    if (results->size() != which.size())
        return Error{Errc::outcome_unknown, "the registry answered " + std::to_string(results->size()) +
                                                " results to " + std::to_string(which.size()) +
                                                " cards; the rest may have been stored, and may be repeated"};
    for (std::size_t i = 0; i < which.size(); ++i) (*results)[i].line = lines[which[i]].number;
    return results;
}

} // namespace

Result<std::vector<Imported>> import_patiently(std::string_view text, const SendLines& send)
{
    const auto lines = lines_in(text);
    std::vector<Imported> results(lines.size());
    std::vector<std::size_t> left(lines.size());
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
    for (int round = 0; round < kRounds && !left.empty(); ++round) {
        auto answered = send_some(lines, left, send);
        if (!answered) return answered;
        for (std::size_t i = 0; i < left.size(); ++i) results[left[i]] = std::move((*answered)[i]);
        std::erase_if(left, [&](std::size_t i) { return !was_not_taken(results[i]); });
    }
    return results;
}

Result<void> import_in_pieces(const NextText& next, const TakeImported& take, const SendPiece& send)
{
    std::string piece;
    std::vector<std::size_t> numbers; // of the texts in it
    const auto flush = [&]() -> Result<void> {
        if (numbers.empty()) return {};
        auto results = send(std::exchange(piece, {}));
        if (!results) return std::move(results).error();
        for (auto& result : *results) {
            result.line = numbers[result.line - 1];
            take(result);
        }
        numbers.clear();
        return {};
    };

    for (std::size_t number = 1;; ++number) {
        auto text = next();
        if (!text) return flush();
        if (is_blank(*text)) continue;
        // Inside JSON's strings no line can end, so outside them it is only white space.
        std::ranges::replace(*text, '\n', ' ');
        if (numbers.size() == kPieceLines || piece.size() + text->size() >= kPieceBytes)
            if (auto sent = flush(); !sent) return sent;
        piece.append(*text).append("\n");
        numbers.push_back(number);
    }
}

} // namespace a2a::client
