// SPDX-License-Identifier: Apache-2.0
#include "app/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <ostream>
#include <utility>

namespace a2a {
namespace {

constexpr std::size_t kBarWidth = 30;
constexpr std::chrono::milliseconds kRedraw{100};
constexpr std::string_view kClearLine = "\r\x1b[K";

} // namespace

std::string progress_line(std::string_view label, std::uint64_t done, std::uint64_t total,
                          std::string_view note)
{
    std::string line{label};
    if (total != 0) {
        const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
        const auto filled = static_cast<std::size_t>(share * static_cast<double>(kBarWidth));
        const auto percent = std::to_string(static_cast<int>(share * 100));
        line.append("  [").append(filled, '=').append(filled < kBarWidth ? ">" : "");
        line.append(kBarWidth - std::min(kBarWidth, filled + 1), ' ').append("]");
        line.append(5 - std::min<std::size_t>(percent.size(), 4), ' ').append(percent).append("%");
    }
    if (!note.empty()) line.append("  ").append(note);
    return line;
}

Progress::Progress(std::ostream& terminal, bool shown, std::string label)
    : terminal_{terminal}, shown_{shown}, label_{std::move(label)}
{
}

Progress::~Progress()
{
    clear();
}

void Progress::at(std::uint64_t done, std::uint64_t total, std::string_view note)
{
    if (!shown_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + kRedraw;
    terminal_ << kClearLine << progress_line(label_, done, total, note) << std::flush;
    drawn_ = true;
}

void Progress::clear()
{
    if (drawn_) terminal_ << kClearLine << std::flush;
    drawn_ = false;
    next_ = {};
}

bool standard_error_is_terminal()
{
    return ::isatty(STDERR_FILENO) != 0;
}

} // namespace a2a
