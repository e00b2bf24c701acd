// SPDX-License-Identifier: Apache-2.0
// How far a long verb has come: a bar on a terminal, nothing anywhere else.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace a2a {

// One line: "copying  [=========>          ]  45%  12 MiB". A total of 0 is not known: no bar then.
std::string progress_line(std::string_view label, std::uint64_t done, std::uint64_t total,
                          std::string_view note);

class Progress {
public:
    Progress(std::ostream& terminal, bool shown, std::string label);
    ~Progress(); // as clear()
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // Drawn at most ten times a second.
    void at(std::uint64_t done, std::uint64_t total, std::string_view note = {});

    // Before anything else is written to the terminal.
    void clear();

private:
    std::ostream& terminal_;
    const bool shown_;
    const std::string label_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point next_{};
};

// A bar on the standard error, when that is a terminal.
bool standard_error_is_terminal();

} // namespace a2a
