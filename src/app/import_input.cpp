// SPDX-License-Identifier: Apache-2.0
#include "app/import_input.hpp"

#include "base/json.hpp"
#include "base/line_cutter.hpp"
#include "card/card.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace a2a {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 64 * 1024;
constexpr std::size_t kWholeMax = 64 * 1024 * 1024; // of a file that is one card
constexpr json::Options kAnyDepth{.depth_max = 512};

bool is_object(std::string_view text)
{
    const auto document = json::parse(text, kAnyDepth);
    return document && document->root().is(json::Kind::object);
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The first line that is not blank, taken off `text`.
std::string_view take_line(std::string_view& text)
{
    std::string_view line;
    while (line.empty() && !text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return line;
}

// One input: its head decides what it is.
class Input {
public:
    Input(std::istream& in, std::string_view name, std::size_t bytes_max, const TakeText& take)
        : in_{in}, name_{name}, take_{take}, cutter_{bytes_max}
    {
    }

    Result<void> read()
    {
        while (!has_first_line() && more()) {
        }
        auto rest = std::string_view{head_};
        if (const auto first = take_line(rest); !first.empty() && !is_object(first)) {
            while (head_.size() <= kWholeMax && more()) {
            }
            if (head_.size() <= kWholeMax && is_one_text()) return take_whole();
        }
        return take_lines();
    }

private:
    bool more()
    {
        const auto before = head_.size();
        head_.resize(before + kBlock);
        in_.read(head_.data() + before, kBlock);
        head_.resize(before + static_cast<std::size_t>(in_.gcount()));
        return head_.size() > before;
    }

    bool has_first_line() const
    {
        const auto first = head_.find_first_not_of(" \t\r\n");
        return first != std::string::npos && head_.find('\n', first) != std::string::npos;
    }

    // Its first line is none by itself. Of a file of lines the first may be broken, though.
    bool is_one_text() const
    {
        if (json::parse(trimmed(head_), kAnyDepth)) return true;
        auto rest = std::string_view{head_};
        const auto first = take_line(rest), second = take_line(rest);
        return !(first.starts_with('{') && first.ends_with('}')) && !is_object(second);
    }

    Result<void> take_whole()
    {
        const auto text = trimmed(head_);
        ImportedText taken{.where = name_, .text = {}, .fault = {}, .bytes = head_.size()};
        if (is_object(text))
            taken.text = json::minify(text);
        else if (auto judged = card::examine(text, {.card_bytes = kWholeMax}); !judged)
            taken.fault = std::move(judged).error();
        else
            taken.fault = Error{Errc::card_invalid, "an agent card is an object"};
        take_(std::move(taken));
        return end();
    }

    Result<void> take_lines()
    {
        const auto take = [&](std::size_t number, std::string_view line, bool too_long) {
            ImportedText taken{.where = name_ + ':' + std::to_string(number),
                               .text = std::string{line},
                               .fault = {},
                               .bytes = line.size() + 1};
            if (too_long) taken.fault = Error{Errc::too_large, "the line is too long"};
            if (wanted_) wanted_ = take_(std::move(taken));
        };
        do {
            cutter_.feed(head_, take);
            head_.clear();
        } while (wanted_ && more());
        cutter_.finish(take);
        return end();
    }

    Result<void> end() const
    {
        if (in_.bad()) return Error{Errc::unavailable, name_ + " cannot be read to its end"};
        return {};
    }

    std::istream& in_;
    const std::string name_;
    const TakeText& take_;
    LineCutter cutter_;
    std::string head_;
    bool wanted_ = true;
};

Result<void> add_folder(std::vector<std::string>& files, const std::string& folder)
{
    std::error_code fault;
    std::vector<std::string> found;
    for (fs::directory_iterator at{folder, fault}, end; !fault && at != end; at.increment(fault)) {
        std::error_code ignored;
        if (at->path().extension() == ".json" && at->is_regular_file(ignored))
            found.push_back(at->path().string());
    }
    if (fault) return Error{Errc::unavailable, folder + " cannot be read: " + fault.message()};
    if (found.empty()) return Error{Errc::query_invalid, folder + " has no *.json files in it"};
    std::ranges::sort(found);
    files.insert(files.end(), found.begin(), found.end());
    return {};
}

} // namespace

Result<std::vector<std::string>> import_files(const std::vector<std::string>& inputs)
{
    std::vector<std::string> files;
    for (const auto& input : inputs) {
        std::error_code ignored;
        if (fs::is_directory(input, ignored)) {
            if (auto added = add_folder(files, input); !added) return std::move(added).error();
        } else if (input == "-" || std::ifstream{input}) {
            files.push_back(input);
        } else {
            return Error{Errc::unavailable, input + " cannot be read: " + std::strerror(errno)};
        }
    }
    return files;
}

std::uint64_t total_bytes(const std::vector<std::string>& files)
{
    std::uint64_t total = 0;
    for (const auto& file : files) {
        std::error_code unknown;
        const auto bytes = fs::file_size(file, unknown);
        if (unknown) return 0;
        total += bytes;
    }
    return total;
}

Result<void> read_texts(const std::string& file, std::size_t bytes_max, const TakeText& take)
{
    if (file == "-") return read_texts(std::cin, "standard input", bytes_max, take);
    std::ifstream in{file, std::ios::binary};
    if (!in) return Error{Errc::unavailable, file + " cannot be read: " + std::strerror(errno)};
    return read_texts(in, file, bytes_max, take);
}

Result<void> read_texts(std::istream& in, std::string_view name, std::size_t bytes_max, const TakeText& take)
{
    return Input{in, name, bytes_max, take}.read();
}

} // namespace a2a
