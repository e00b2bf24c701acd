// SPDX-License-Identifier: Apache-2.0
// Cuts a stream into lines; a line may arrive in any number of pieces.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace a2a {

class LineCutter {
public:
    explicit LineCutter(std::size_t bytes_max) : bytes_max_{bytes_max} {}

    // Calls take(number, line, too_long) for each line that is not blank; of one that is too
    // long only the beginning is there.
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

    // The last line may lack its end.
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

} // namespace a2a
