// SPDX-License-Identifier: Apache-2.0
// The lines of an import: cut from a stream, judged, stored, and answered.
#pragma once

#include "http/task.hpp"
#include "registry/registry.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::api {

// One line and what became of it.
struct ImportLine {
    std::size_t number = 0;
    std::string id = {};
    Registry::Naming naming = Registry::Naming::by_name;
    card::ParsedPtr card = {}; // null: refused before it got to the writer
    Outcome outcome = Error{};
};

// A line with an id puts the card there; any other is what a POST of it would be.
ImportLine judge_line(std::size_t number, std::string_view text, bool too_long, const card::Rules& rules);

// {"line","id"?,"status":"created"|"replaced"|"unchanged"|"refused","revision"?,"type"?,"detail"?,"errors"?}
void append_result(std::string& out, const ImportLine& line);

// Cuts a stream into lines; a line may arrive in any number of pieces.
class LineCutter {
public:
    explicit LineCutter(std::size_t bytes_max) : bytes_max_{bytes_max} {}

    // Calls take(number, text, too_long) for every line that is not blank.
    template <class Take>
    void feed(std::string_view piece, Take take)
    {
        while (!piece.empty()) {
            const auto end = std::min(piece.find('\n'), piece.size());
            if (held_.size() <= bytes_max_)
                held_.append(piece, 0, std::min(end, bytes_max_ + 1 - held_.size()));
            if (end == piece.size()) return;
            finish(take);
            piece.remove_prefix(end + 1);
        }
    }
    template <class Take>
    void finish(Take take)
    {
        ++number_;
        if (held_.find_first_not_of(" \t\r") != std::string::npos)
            take(number_, std::string_view{held_}, held_.size() > bytes_max_);
        held_.clear();
    }

private:
    const std::size_t bytes_max_;
    std::size_t number_ = 0;
    std::string held_;
};

// Lines on their way through the writer. They go there at once, so that the next ones can be
// read and judged meanwhile, and whatever waits when a commit ends is one batch.
class LinesUnderWay {
public:
    // On the worker's thread, whose executor it is.
    LinesUnderWay(Registry& registry, Caller caller, std::vector<ImportLine> lines, http::Executor executor);

    std::size_t size() const { return size_; }

    // Waits, on the worker, until each has its outcome.
    http::Task<std::vector<ImportLine>> outcomes();

private:
    struct State;
    std::size_t size_;
    std::shared_ptr<State> state_; // shared with whoever answers
};

} // namespace a2a::api
